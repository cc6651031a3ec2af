// What each layer reads, writes, computes and keeps in every pass of a training step.
import type { AnalysisSettings, PassCost, PassName } from '@contract/models/network-analysis'
import type { Value } from '../onnx/graph'
import { elementCount } from '../onnx/tensor'
import type { ComputedLayer } from './computed-layer'
import { GradientFlow, type InputGradient } from './gradient-flow'
import { operatorCosts } from './operator-costs'
import { stateBytes, updateCost } from './update-cost'
import type { Gradient, Work } from './operator-costs/operator-cost'
import { numberBytes, valueBytes } from './value-bytes'

/** The parts of a network that its costs are computed from. */
export interface CostedNetwork {
  readonly images: Value
  readonly parameters: readonly { readonly value: Value }[]
  readonly layers: readonly ComputedLayer[]
}

/**
 * Memory that a layer keeps from its forward to its backward pass. A layer of several operators keeps the smaller of two: the values that the
 * gradients of its operators read, or the layer's inputs, from which those values are computed again.
 */
export interface Kept {
  /** Values that another layer computes or reads as well. */
  readonly values: readonly Value[]
  /** Bytes of what no other layer reads: masks, places of maxima, values between the operators of the layer. */
  readonly ownBytes: number
}

export interface LayerCost {
  readonly layer: ComputedLayer
  /** Values of other layers, and the images, that the layer reads. */
  readonly inputs: readonly Value[]
  /** Values of the layer that another layer reads, or no layer at all: then they are outputs of the network. */
  readonly outputs: readonly Value[]
  /** Number of trainable numbers; those that an earlier layer reads as well are counted there. */
  readonly parameters: number
  readonly passes: Readonly<Record<PassName, PassCost>>
  readonly kept: Kept
  /** The output is the input in another shape, in the same memory. */
  readonly isView: boolean
  /** Inputs whose gradients are computed. */
  readonly differentiated: readonly Value[]
  /** Those of `differentiated` whose gradient is the gradient of the output itself, in the same memory. */
  readonly passedOn: readonly Value[]
}

export const noCost: PassCost = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }

/**
 * The costs of all layers, in their order.
 *
 * Bytes are the least traffic between memory and processor: a layer reads each of its tensors once and writes each once; values between the
 * operators of one layer stay on the chip. A layer that only changes a shape reads and writes nothing. The gradient of a value that several
 * layers read is a sum: the first of these layers in the backward pass writes it, each later one reads it, adds to it and writes it.
 */
export function layerCosts(network: CostedNetwork, settings: AnalysisSettings): readonly LayerCost[] {
  const costs = new LayerCosts(network, settings)
  // From the last layer to the first: the order in which the backward pass adds up gradients of values that several layers read.
  return network.layers.toReversed().map((layer) => costs.of(layer)).reverse()
}

/** Work and memory traffic of one layer in one pass, added up node by node. */
class Pass {
  /** Values that are read and written, by name. */
  readonly reads = new Map<string, Value>()
  readonly writes = new Map<string, Value>()
  /** Bytes that are read and written beside those values: masks, and gradients of parameters. */
  otherRead = 0
  otherWritten = 0
  #multiplyAdds = 0
  #operations = 0

  add({ multiplyAdds, operations }: Work): void {
    this.#multiplyAdds += multiplyAdds
    this.#operations += operations
  }

  cost(bytesOf: (values: Iterable<Value>) => number): PassCost {
    return {
      multiplyAdds: this.#multiplyAdds,
      flops: 2 * this.#multiplyAdds + this.#operations,
      bytesRead: bytesOf(this.reads.values()) + this.otherRead,
      bytesWritten: bytesOf(this.writes.values()) + this.otherWritten,
    }
  }
}

/** A layer with the values that go in and out of it. */
interface LayerBoundary {
  readonly layer: ComputedLayer
  /** By name, every value from outside that the layer reads, parameters and constants included. */
  readonly read: ReadonlyMap<string, Value>
  /** Those of `read` that are the images or computed by other layers. */
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  /** Names of all values that the nodes of the layer compute. */
  readonly computed: ReadonlySet<string>
}

/** Whether other layers have a value, too: it is no value between a layer's operators. */
const isKnownOutside = ({ name }: Value, { computed, outputs }: LayerBoundary): boolean => !computed.has(name) || outputs.some((output) => output.name === name)

/** The key of a value's gradient among what a pass reads and writes. */
const gradientOf = ({ name }: Value): string => `gradient of ${name}`

/** The gradients of a layer. */
interface FoundGradients {
  readonly passes: Readonly<Record<InputGradient['role'], Pass>>
  /** What they are computed from, weights aside. */
  readonly kept: Map<string, Value>
  maskBytes: number
  readonly differentiated: Map<string, Value>
  readonly passedOn: Map<string, Value>
}

class LayerCosts {
  readonly #settings: AnalysisSettings
  readonly #flow: GradientFlow
  /** Names of the images and of all values that nodes compute. */
  readonly #data: Set<string>
  /** By name of a value, the number of layers that read it, and the last of them. */
  readonly #readers = new Map<string, { count: number; last: ComputedLayer }>()
  /** By layer, the number of trainable numbers that it is the first to read. */
  readonly #owned = new Map<ComputedLayer, number>()
  /** Names of values whose gradient a later layer has already written. */
  readonly #contributed = new Set<string>()

  constructor({ images, parameters, layers }: CostedNetwork, settings: AnalysisSettings) {
    this.#settings = settings
    const free = new Map(parameters.map(({ value }) => [value.name, elementCount(value.shape)]))
    this.#flow = new GradientFlow(layers.flatMap(({ nodes }) => nodes), images.name, [...free.keys()])
    this.#data = new Set([images.name])
    for (const layer of layers) {
      for (const { inputs, outputs } of layer.nodes) {
        for (const { name } of outputs) this.#data.add(name)
        for (const input of inputs) {
          if (!input) continue
          this.#noteReader(input.name, layer)
          const parameters = free.get(input.name)
          if (parameters === undefined) continue
          this.#owned.set(layer, (this.#owned.get(layer) ?? 0) + parameters)
          free.delete(input.name)
        }
      }
    }
  }

  /** The cost of a layer. Callers ask for the last layer first, then for the one before it, up to the first. */
  of(layer: ComputedLayer): LayerCost {
    const boundary = this.#boundaryOf(layer)
    const { inputs, outputs } = boundary
    const parameters = this.#owned.get(layer) ?? 0
    const { maskBytes, ...backward } = this.#backward(boundary, parameters)
    const { precision, optimizer } = this.#settings
    const update = parameters === 0 ? noCost : updateCost(parameters, optimizer, precision)
    const { kept, inputGradient, weightGradient, differentiated, passedOn } = backward
    const passes = { forward: this.#forward(boundary, maskBytes), inputGradient, weightGradient, update }
    return { layer, inputs, outputs, parameters, passes, kept, isView: isView(layer), differentiated, passedOn }
  }

  #boundaryOf(layer: ComputedLayer): LayerBoundary {
    const computed = new Set<string>()
    const read = new Map<string, Value>()
    const outputs: Value[] = []
    for (const node of layer.nodes) {
      for (const value of node.inputs) if (value && !computed.has(value.name)) read.set(value.name, value)
      for (const value of node.outputs) {
        computed.add(value.name)
        if (this.#isReadOutside(value, layer)) outputs.push(value)
      }
    }
    const inputs = [...read.values()].filter((value) => this.#data.has(value.name) && !this.#flow.isParameter(value))
    return { layer, read, inputs, outputs, computed }
  }

  #forward({ layer, read, outputs }: LayerBoundary, maskBytes: number): PassCost {
    const pass = new Pass()
    for (const node of layer.nodes) pass.add(operatorCosts[node.operator].forward(node))
    if (!isView(layer)) {
      for (const [name, value] of read) if (!this.#isNumber(value)) pass.reads.set(name, value)
      for (const value of outputs) pass.writes.set(value.name, value)
      pass.otherWritten = maskBytes
    }
    return pass.cost(this.#bytesOf)
  }

  #backward(boundary: LayerBoundary, parameters: number) {
    const found = this.#gradients(boundary)
    const { passes, kept, maskBytes, differentiated, passedOn } = found
    passes.parameter.otherWritten = stateBytes * parameters
    const innerBytes = this.#keepLess(boundary, found)
    const values = [...kept.values()].filter((value) => isKnownOutside(value, boundary))
    return {
      maskBytes,
      kept: { values, ownBytes: maskBytes + innerBytes },
      inputGradient: passes.activation.cost(this.#bytesOf),
      weightGradient: passes.parameter.cost(this.#bytesOf),
      differentiated: [...differentiated.values()],
      passedOn: [...passedOn.values()],
    }
  }

  /** Goes through the nodes of a layer from the last to the first. */
  #gradients({ layer, outputs, computed }: LayerBoundary): FoundGradients {
    const found: FoundGradients = { passes: { activation: new Pass(), parameter: new Pass() }, kept: new Map(), maskBytes: 0, differentiated: new Map(), passedOn: new Map() }
    for (const node of layer.nodes.toReversed()) {
      let maskBytes = 0
      for (const { input, role, gradient } of this.#flow.gradientsOf(node)) {
        const { isShared = false } = gradient
        const pass = found.passes[role]
        pass.add(gradient)
        if (role === 'activation') {
          this.#contribute(input, isShared, computed, pass)
          if (!computed.has(input.name)) found.differentiated.set(input.name, input)
          if (isShared && layer.nodes.length === 1) found.passedOn.set(input.name, input)
        }
        if (isShared && (role === 'activation' || operatorCosts[node.operator].isView)) continue
        for (const value of outputs) pass.reads.set(gradientOf(value), value)
        for (const value of gradient.reads) {
          if (this.#isNumber(value)) continue
          pass.reads.set(value.name, value)
          if (this.#data.has(value.name) && !this.#flow.isParameter(value)) found.kept.set(value.name, value)
        }
        const mask = this.#maskBytes(gradient)
        pass.otherRead += mask
        maskBytes = Math.max(maskBytes, mask)
      }
      found.maskBytes += maskBytes
    }
    return found
  }

  /**
   * The layer keeps the values between its operators, or its inputs to compute those values again, whichever takes fewer bytes.
   * @returns bytes of the values between operators that are kept
   */
  #keepLess(boundary: LayerBoundary, { passes, kept, maskBytes }: FoundGradients): number {
    const { inputs } = boundary
    const inner = [...kept.values()].filter((value) => !isKnownOutside(value, boundary))
    const innerBytes = this.#bytesOf(inner)
    const keptInputs = this.#bytesOf(inputs.filter(({ name }) => kept.has(name)))
    if (inner.length === 0 || innerBytes + maskBytes + keptInputs <= this.#bytesOf(inputs)) return innerBytes
    for (const reads of [kept, passes.activation.reads, passes.parameter.reads]) {
      const removed = inner.filter(({ name }) => reads.delete(name))
      if (removed.length > 0) for (const value of inputs) reads.set(value.name, value)
    }
    return 0
  }

  /** Counts the traffic of a gradient: the first part of a sum is written, each further part is added to it. */
  #contribute(input: Value, isShared: boolean, computed: ReadonlySet<string>, pass: Pass): void {
    const isFirst = !this.#contributed.has(input.name)
    this.#contributed.add(input.name)
    if (!isFirst) pass.add({ multiplyAdds: 0, operations: elementCount(input.shape) })
    if (computed.has(input.name)) return
    const key = gradientOf(input)
    const isOwn = pass.writes.has(key)
    if (!isFirst && !isOwn) pass.reads.set(key, input)
    if (!isFirst || !isShared) pass.writes.set(key, input)
  }

  /** Whether a value is a constant of a formula, or a list of axes or sizes: a few bytes, which are not counted. */
  #isNumber(value: Value): boolean {
    if (this.#data.has(value.name) || this.#flow.isParameter(value)) return false
    return value.type !== 'float32' || elementCount(value.shape) === 1
  }

  #maskBytes({ mask }: Gradient): number {
    if (!mask) return 0
    return mask.elements * (mask.as === 'byte' ? 1 : numberBytes[this.#settings.precision])
  }

  readonly #bytesOf = (values: Iterable<Value>): number => {
    let sum = 0
    for (const value of values) sum += valueBytes(value, this.#settings.precision)
    return sum
  }

  #noteReader(name: string, layer: ComputedLayer): void {
    const known = this.#readers.get(name)
    if (!known) this.#readers.set(name, { count: 1, last: layer })
    else if (known.last !== layer) this.#readers.set(name, { count: known.count + 1, last: layer })
  }

  /** Whether a value of a layer leaves it: another layer reads it, or no layer does, so that it is an output of the network. */
  #isReadOutside({ name }: Value, layer: ComputedLayer): boolean {
    const readers = this.#readers.get(name)
    return readers === undefined || readers.count > 1 || readers.last !== layer
  }
}

const isView = ({ nodes }: ComputedLayer): boolean => nodes.every(({ operator }) => operatorCosts[operator].isView)

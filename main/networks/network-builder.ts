// Collects the graph and the parameters of a network while its layers are stacked.
import { phrase } from '@language/phrase'
import { formatShape } from '@common/words/plain-format'
import { GraphBuilder } from '../onnx/graph-builder'
import type { Value } from '../onnx/graph'
import { DYNAMIC, elementCount, type Shape } from '../onnx/tensor'
import { Misfit } from './layers/layer-fault'
import type { FittedLayer, Network, NetworkBuffer, Parameter } from './network'

/** Inputs summed over and outputs reached by one unit of a layer. */
export interface Fans {
  readonly fanIn: number
  readonly fanOut: number
}

/** Most elements of all parameters of a network, and of a layer's output for one image: 4 GB of float32. */
const mostNumbers = 1e9

/** Draws the values of a buffer, row-major. @param index of the buffer among those of the network: each has random numbers of its own */
export type BufferDraw = (seed: number, index: number) => Float32Array

export class NetworkBuilder {
  readonly graph: GraphBuilder
  readonly #name: string
  readonly #parameters: Parameter[] = []
  readonly #buffers: NetworkBuffer[] = []
  readonly #fitted: FittedLayer[] = []
  readonly #layerCounts = new Map<string, number>()
  #numbers = 0

  constructor(name: string) {
    this.#name = name
    this.graph = new GraphBuilder(name)
  }

  /** The name of the next layer of a kind, counted from 1: `conv1`, `conv2`, `fc1`. */
  layerName(kind: string): string {
    const count = (this.#layerCounts.get(kind) ?? 0) + 1
    this.#layerCounts.set(kind, count)
    return `${kind}${count}`
  }

  /**
   * Declares a trainable parameter, named `layer.weight` or `layer.bias`.
   * @param initial initial value of all elements; default: drawn by the initialiser
   * @throws Misfit where the network's parameters would have more elements than the limit
   */
  parameter(layer: string, kind: 'weight' | 'bias', shape: Shape, fans: Fans, initial?: number): Value {
    this.#count(shape)
    const name = `${layer}.${kind}`
    const value = this.graph.input(name, 'float32', shape)
    this.#parameters.push({ name, index: this.#parameters.length, kind, shape, ...fans, ...(initial !== undefined && { initial }), value })
    return value
  }

  /**
   * Declares a buffer, named `layer.kind` as PyTorch names them.
   * @param initial initial value of all elements, or what draws them
   * @throws Misfit as {@link parameter} does
   */
  buffer(layer: string, kind: string, shape: Shape, initial: number | BufferDraw): Value {
    this.#count(shape)
    const name = `${layer}.${kind}`
    const value = this.graph.input(name, 'float32', shape)
    const index = this.#buffers.length
    this.#buffers.push({ name, shape, value, ...(typeof initial === 'number' ? { initial } : { initial: 0, draw: (seed) => initial(seed, index) }) })
    return value
  }

  /** Declares that buffers are found in training images before the first step. */
  fit(layer: FittedLayer): void {
    this.#fitted.push(layer)
  }

  #count(shape: Shape): void {
    const numbers = this.#numbers + elementCount(shape)
    if (!(numbers <= mostNumbers)) throw new Misfit(phrase('its weights of {shape} numbers are too many: a network may have {most} in all', { shape: formatShape(shape), most: mostNumbers }))
    this.#numbers = numbers
  }

  /** The parameters so far. */
  get parameters(): readonly Parameter[] {
    return this.#parameters
  }

  /** The buffers so far. */
  get buffers(): readonly NetworkBuffer[] {
    return this.#buffers
  }

  /** The input of the network: images [N, C, H, W]; N may be dynamic. */
  images(shape: Shape): Value {
    return this.graph.input('images', 'float32', shape)
  }

  /** The network that computes the last layer's output, the logits. */
  network(images: Value, features: Value): Network {
    const logits = this.graph.node('Identity', [features], {}, { name: 'logits' })
    return { name: this.#name, graph: this.graph.build([logits]), images, logits, parameters: this.#parameters, buffers: this.#buffers, ...(this.#fitted.length > 0 && { fitted: this.#fitted }) }
  }
}

/** @throws Misfit where the output of a layer has more elements for one image than the limit */
export function assertComputable({ shape }: Value): void {
  const numbers = elementCount(shape.slice(1).filter((size) => size !== DYNAMIC))
  if (!(numbers <= mostNumbers)) throw new Misfit(phrase('its output of {shape} is too large: it may have {most} numbers for each image', { shape: formatShape(shape.slice(1)), most: mostNumbers }))
}

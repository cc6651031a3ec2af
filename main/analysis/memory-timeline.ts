// Memory that a network needs at every moment of a training step, and of the forward pass of a trained network.
import { memoryKinds, type AnalysisSettings, type MemoryEvent, type MemoryTimeline } from '@contract/models/network-analysis'
import { slotCount } from '@contract/training/optimizer'
import type { Value } from '../onnx/graph'
import type { LayerCost } from './layer-costs'
import { stateBytes } from './update-cost'
import { numberBytes, valueBytes } from './value-bytes'

/** Bytes that are in memory while the layers from one index to another compute, both included. */
interface Span {
  readonly from: number
  readonly to: number
  readonly bytes: number
}

/**
 * Memory of a network in an ideal framework. It holds tensors only, and frees each behind its last reader. It keeps for the backward pass
 * only the values that gradients are computed from. A value in another shape, or a gradient that is passed on unchanged, shares the memory of
 * its source. Operators need no scratch space, and no allocator rounds up. The loss, a few numbers for each image, is left out.
 * The engine takes more memory: main/lab/estimates predicts that number from measured runs.
 * @param images the input of the network
 * @param buffers count of numbers in the network's buffers, e.g. running averages
 */
export function memoryTimelines(costs: readonly LayerCost[], images: Value, buffers: number, settings: AnalysisSettings): { readonly training: MemoryTimeline; readonly inference: MemoryTimeline } {
  const count = costs.length
  const numbers = costs.reduce((sum, { parameters }) => sum + parameters, 0)
  const parameters = stateBytes * (numbers + buffers)
  const optimizerState = stateBytes * slotCount(settings.optimizer) * numbers
  // In mixed precision a layer multiplies with a copy of its weights.
  const copies = costs.map((cost) => (settings.precision === 'float32' ? 0 : numberBytes[settings.precision] * cost.parameters))
  const lives = livesOf(costs, images, settings)
  const [forward, kept, inUse] = [aliveAt(lives.forward, count), aliveAt(lives.kept, count), aliveAt(lives.inUse, count)]
  const backward = aliveAt(gradientSpans(costs, settings), count)

  const training: MemoryEvent[] = costs.map((_, row) => ({
    pass: 'forward',
    row,
    bytes: { parameters, optimizerState, gradients: 0, activations: forward[row] ?? 0, workspace: copies[row] ?? 0 },
  }))
  let gradients = 0
  for (const [row, cost] of [...costs.entries()].reverse()) {
    gradients += stateBytes * cost.parameters
    training.push({ pass: 'backward', row, bytes: { parameters, optimizerState, gradients, activations: kept[row] ?? 0, workspace: (copies[row] ?? 0) + (backward[row] ?? 0) } })
  }
  if (count > 0) training.push({ pass: 'update', row: null, bytes: { parameters, optimizerState, gradients, activations: 0, workspace: 0 } })
  const inference: MemoryEvent[] = costs.map((_, row) => ({
    pass: 'forward',
    row,
    bytes: { parameters, optimizerState: 0, gradients: 0, activations: inUse[row] ?? 0, workspace: copies[row] ?? 0 },
  }))
  return { training: withPeak(training), inference: withPeak(inference) }
}

function withPeak(events: MemoryEvent[]): MemoryTimeline {
  const totals = events.map(({ bytes }) => memoryKinds.reduce((sum, kind) => sum + bytes[kind], 0))
  const peakBytes = totals.reduce((most, total) => Math.max(most, total), 0)
  return { events, peakBytes, peak: Math.max(0, totals.indexOf(peakBytes)) }
}

/** For each layer, the bytes that are in memory while it computes. */
function aliveAt(spans: Iterable<Span>, count: number): readonly number[] {
  const changes = new Array<number>(count + 1).fill(0)
  for (const { from, to, bytes } of spans) {
    changes[from] = (changes[from] ?? 0) + bytes
    changes[to + 1] = (changes[to + 1] ?? 0) - bytes
  }
  let sum = 0
  return changes.slice(0, count).map((change) => (sum += change))
}

/** Names of values that share memory: a disjoint-set forest, in which each group goes by the name of its root. */
class SharedMemory {
  readonly #parents = new Map<string, string>()

  rootOf(name: string): string {
    let root = name
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent
    // All names on the way now point to the root, so that a chain of views is walked once.
    for (let below = name, parent = this.#parents.get(below); parent !== undefined; below = parent, parent = this.#parents.get(below)) this.#parents.set(below, root)
    return root
  }

  share(name: string, other: string): void {
    const [from, to] = [this.rootOf(name), this.rootOf(other)]
    if (from !== to) this.#parents.set(from, to)
  }
}

/** A value between layers, and the layers that need it. */
interface Life {
  readonly bytes: number
  /** Index of the layer that computes it. */
  readonly from: number
  /** Index of the last layer that reads it; null: none. */
  lastReader: number | null
  /** Index of the first layer that needs it for its backward pass; null: none. */
  neededFrom: number | null
}

interface Lives {
  /** In the forward pass of training: up to the last layer that reads the value, or up to the end where the backward pass needs the value. */
  readonly forward: readonly Span[]
  /** In the backward pass, which runs from the last layer to the first: down to the first layer whose gradients need the value. */
  readonly kept: readonly Span[]
  /** In the forward pass of a trained network. */
  readonly inUse: readonly Span[]
}

function livesOf(costs: readonly LayerCost[], images: Value, { precision }: AnalysisSettings): Lives {
  const last = costs.length - 1
  const memory = new SharedMemory()
  const values = new Map<string, Life>()
  const begin = (value: Value, from: number): void => {
    values.set(value.name, { bytes: valueBytes(value, precision), from, lastReader: null, neededFrom: null })
  }
  const lifeOf = ({ name }: Value): Life | undefined => values.get(memory.rootOf(name))
  const masks: Span[] = []
  begin(images, 0)
  for (const [index, { inputs, outputs, kept, isView }] of costs.entries()) {
    for (const value of inputs) {
      const life = lifeOf(value)
      if (life) life.lastReader = index
    }
    for (const value of outputs) {
      const [input] = inputs
      if (isView && input) memory.share(value.name, input.name)
      else begin(value, index)
    }
    for (const value of kept.values) {
      const life = lifeOf(value)
      if (life) life.neededFrom ??= index
    }
    if (kept.ownBytes > 0) masks.push({ from: index, to: last, bytes: kept.ownBytes })
  }
  const all = [...values.values()]
  const inUse = all.map(({ bytes, from, lastReader }) => ({ bytes, from, to: lastReader ?? last }))
  const kept = all.flatMap(({ bytes, neededFrom }) => (neededFrom === null ? [] : { bytes, from: neededFrom, to: last }))
  const forward = all.map(({ bytes, from, lastReader, neededFrom }) => ({ bytes, from, to: neededFrom === null ? (lastReader ?? last) : last }))
  return { forward: [...forward, ...masks], kept: [...kept, ...masks], inUse }
}

/** Gradients of values in the backward pass: from the last layer that reads the value down to the layer that computes it. */
function gradientSpans(costs: readonly LayerCost[], { precision }: AnalysisSettings): readonly Span[] {
  const memory = new SharedMemory()
  for (const { passedOn, outputs: [output] } of costs) if (output) for (const input of passedOn) memory.share(input.name, output.name)
  const spans = new Map<string, { from: number; to: number; bytes: number }>()
  const extend = (value: Value, index: number): void => {
    const root = memory.rootOf(value.name)
    const span = spans.get(root)
    if (!span) spans.set(root, { from: index, to: index, bytes: valueBytes(value, precision) })
    else [span.from, span.to] = [Math.min(span.from, index), Math.max(span.to, index)]
  }
  const last = costs.length - 1
  for (const [index, { differentiated, outputs, passes }] of costs.entries()) {
    for (const value of differentiated) extend(value, index)
    // The gradient of the last layer's output comes from the loss.
    const isDifferentiated = differentiated.length > 0 || passes.weightGradient.bytesWritten > 0
    for (const value of outputs) if (isDifferentiated || index === last) extend(value, index)
  }
  return [...spans.values()]
}

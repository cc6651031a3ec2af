// Computes a convolution of few channels and the average pool behind it by phases, in wider matrices and without moving elements about.
import { matrixOf, tensorOf } from '../../autodiff/rules/fast-convolution/matrix'
import { offsets as placesOf } from '../../autodiff/rules/taps'
import { firstOutput, intAttribute, ints, requiredInput, type Graph, type Node, type Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { expand, matMul, pad, reduceMean, reshape, transpose } from '../../../onnx/operations'
import type { Operator } from '../../../onnx/operators'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { windowOf } from '../../../onnx/shape-inference/window'
import { elementCount } from '../../../onnx/tensor'
import { onlyReader } from './only-reader'

/** Functions of each element, which may stand between convolution and pool. */
const activations: ReadonlySet<Operator> = new Set<Operator>(['Sigmoid', 'Tanh', 'Relu', 'LeakyRelu', 'Elu', 'Selu', 'Softplus', 'HardSigmoid', 'HardSwish', 'Gelu', 'Mish'])

/** With as many channels as this, matrices are wide enough as they are. */
const manyChannels = 4

/**
 * A graph of the same function and gradients in which every such chain is computed by phases. Of a pool over p x p elements that do not
 * overlap, phase (a, b) of its input are the elements (p i + a, p j + b). All phases of a convolution's output are a convolution of all
 * phases of its input, with p^2 times as many channels on both sides, a p-th of the height and width, and a kernel whose taps are those of
 * the old one; the pool is the mean over the phases. The polyphase decomposition: P. P. Vaidyanathan, "Multirate digital filters, filter
 * banks, polyphase networks, and applications", Proc. IEEE 78(1), 1990.
 */
export function poolByPhases(graph: Graph): Graph {
  const chains = new Map(graph.nodes.flatMap((node) => chainOf(graph, node)).map((chain) => [chain.pool, chain]))
  if (chains.size === 0) return graph
  const replaced = new Set([...chains.values()].flatMap(({ conv, between }) => [conv, ...between]))
  const g = new GraphBuilder(graph.name)
  const values = new Map<string, Value>(graph.inputs.map(({ name, type, shape }) => [name, g.input(name, type, shape)]))
  for (const [name, tensor] of graph.initializers) values.set(name, g.constant(tensor, name))
  const known = (value: Value): Value => values.get(value.name) ?? value
  for (const node of graph.nodes) {
    if (replaced.has(node)) continue
    const chain = chains.get(node)
    const inputs = node.inputs.map((value) => value && known(value))
    const outputs = chain ? [emitByPhases(g, chain, known)] : g.nodeWithKnownOutputs(node.operator, inputs, node.attributes, node.outputs, node.name)
    node.outputs.forEach(({ name }, index) => {
      if (outputs[index]) values.set(name, outputs[index])
    })
  }
  return g.build(graph.outputs.map(known))
}

/** A convolution with stride 1, functions of each element, and an average pool without overlap, each read by the next only. */
interface Chain {
  readonly conv: Node
  readonly between: readonly Node[]
  readonly pool: Node
}

function chainOf(graph: Graph, conv: Node): Chain[] {
  const [x, w] = conv.inputs
  if (conv.operator !== 'Conv' || !x || !w || x.shape.length !== 4 || (x.shape[1] ?? 0) >= manyChannels) return []
  const between: Node[] = []
  let next = onlyReader(graph, conv)
  while (next && activations.has(next.operator)) {
    between.push(next)
    next = onlyReader(graph, next)
  }
  if (next?.operator !== 'AveragePool') return []
  const window = windowOf(conv, w.shape.slice(2), x.shape.slice(2))
  const pool = poolWindowOf(next)
  const isPlain = intAttribute(conv, 'group', 1) === 1 && [...window.strides, ...window.dilations].every((size) => size === 1)
  const tilesAll = pool.kernel.every((size, axis) => {
    const positions = conv.outputs[0]?.shape[axis + 2] ?? 0
    return size > 1 && pool.strides[axis] === size && pool.padBegin[axis] === 0 && pool.padEnd[axis] === 0 && positions % size === 0
  })
  return isPlain && tilesAll ? [{ conv, between, pool: next }] : []
}

/** Emits a chain and returns the pool's output. */
function emitByPhases(g: GraphBuilder, { conv, between, pool }: Chain, known: (value: Value) => Value): Value {
  const [x, w, bias] = [requiredInput(conv, 0), requiredInput(conv, 1), conv.inputs[2]]
  const [n = 0, , ...spatial] = x.shape
  const [maps = 0, , ...kernel] = w.shape
  const window = windowOf(conv, kernel, spatial)
  const axes = poolWindowOf(pool).kernel.map((phases, axis): PhasesOfAxis => {
    const [size = 0, taps = 0, padding = 0] = [spatial[axis], kernel[axis], window.padBegin[axis]]
    const positions = (firstOutput(conv).shape[axis + 2] ?? 0) / phases
    const tapsOfPhase = Math.ceil((taps + phases - 1) / phases)
    return { phases, size, padding, taps, tapsOfPhase, positions, elements: positions + tapsOfPhase - 1 }
  })
  const phases = elementCount(axes.map((axis) => axis.phases))
  const positions = axes.map((axis) => axis.positions)
  const inputs = [phasesOfImages(g, known(x), axes), phasesOfKernels(g, known(w), axes)]
  if (bias) inputs.push(reshape(g, expand(g, reshape(g, known(bias), [maps, 1]), [maps, phases]), [maps * phases]))
  const convolved = g.node('Conv', inputs, { kernel_shape: ints(axes.map((axis) => axis.tapsOfPhase)) }, { name: conv.name })
  const activated = between.reduce((value, node) => g.node(node.operator, [value], node.attributes, { name: node.name }), convolved)
  const mean = reduceMean(g, reshape(g, activated, [n, maps, phases, elementCount(positions)]), [2])
  return reshape(g, mean, [n, maps, ...positions])
}

/** Height or width of a chain. */
interface PhasesOfAxis {
  readonly phases: number
  /** Elements of an image, and zeros before them. */
  readonly size: number
  readonly padding: number
  /** Of the kernel, and of a phase of it. */
  readonly taps: number
  readonly tapsOfPhase: number
  /** Of a phase of the output. */
  readonly positions: number
  /** Of a phase of the padded input. */
  readonly elements: number
}

/** [N, C, H, W] to [N, C * phases, elements of a phase...], padded. A product with ones and zeros picks the columns faster than a transposition. */
function phasesOfImages(g: GraphBuilder, x: Value, [down, across]: readonly PhasesOfAxis[]): Value {
  if (!down || !across) throw new Error('images have height and width')
  const [n = 0, channels = 0, height = 0] = x.shape
  const columns = matrixOf(across.size, across.phases * across.elements, (column, place) => {
    const [phase, element] = [Math.floor(place / across.elements), place % across.elements]
    return across.phases * element + phase === column + across.padding ? 1 : 0
  })
  const padded = pad(g, matMul(g, x, g.constant(tensorOf(columns))), [0, 0, down.padding, 0], [0, 0, down.phases * down.elements - height - down.padding, 0])
  const apart = reshape(g, padded, [n, channels, down.elements, down.phases, across.phases, across.elements])
  return reshape(g, transpose(g, apart, [0, 1, 3, 4, 2, 5]), [n, channels * down.phases * across.phases, down.elements, across.elements])
}

/** [M, C, kernel...] to [M * phases, C * phases, taps of a phase...]. */
function phasesOfKernels(g: GraphBuilder, w: Value, axes: readonly PhasesOfAxis[]): Value {
  const [maps = 0, channels = 0] = w.shape
  const [taps, phases, tapsOfPhase] = [axes.map((axis) => axis.taps), axes.map((axis) => axis.phases), axes.map((axis) => axis.tapsOfPhase)]
  const sources = placesOf([...phases, ...phases, ...tapsOfPhase])
  const places = placesOf(taps)
  // Output phase a and tap u of input phase r lie p u + r - a elements apart.
  const selection = matrixOf(places.length, sources.length, (tap, source) => {
    const [ofOutput, ofInput, ofTap] = [0, 1, 2].map((part) => sources[source]?.slice(part * axes.length, (part + 1) * axes.length) ?? [])
    return phases.every((p, axis) => p * (ofTap?.[axis] ?? 0) + (ofInput?.[axis] ?? 0) - (ofOutput?.[axis] ?? 0) === places[tap]?.[axis]) ? 1 : 0
  })
  const count = elementCount(phases)
  const picked = matMul(g, reshape(g, w, [maps * channels, places.length]), g.constant(tensorOf(selection)))
  const byMap = transpose(g, reshape(g, picked, [maps, channels, count, count, elementCount(tapsOfPhase)]), [0, 2, 1, 3, 4])
  return reshape(g, byMap, [maps * count, channels * count, ...tapsOfPhase])
}

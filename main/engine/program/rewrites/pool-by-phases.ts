// Rewrites a convolution of few channels with an average pool behind it so that one wider convolution computes all elements of a pool's window.
import { matrixOf, tensorOf, type Matrix } from '../../autodiff/rules/fast-convolution/matrix'
import { offsets as placesOf } from '../../autodiff/rules/taps'
import { firstOutput, intAttribute, ints, requiredInput, type Graph, type Node, type Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { expand, matMul, pad, reduceMean, reshape, transpose } from '../../../onnx/operations'
import type { Operator } from '../../../onnx/operators'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { windowOf } from '../../../onnx/shape-inference/window'
import { elementCount } from '../../../onnx/tensor'
import { onlyReaders } from './only-readers'

/** Element-wise functions that may stand between convolution and pool. */
const activations: ReadonlySet<Operator> = new Set<Operator>(['Sigmoid', 'Tanh', 'Relu', 'LeakyRelu', 'Elu', 'Selu', 'Softplus', 'HardSigmoid', 'HardSwish', 'Gelu', 'Mish'])

/** From this many channels on, the matrix products of a convolution are wide enough without phases. */
const manyChannels = 4

/**
 * Replaces every chain of convolution, activations and average pool by the same function and gradients, computed by phases.
 *
 * The pool averages windows of p x p elements that do not overlap. Phase (a, b) of its input holds the elements (p i + a, p j + b): one
 * element of every window. In one dimension, with p = 2 and windows in brackets:
 *
 *     convolution's output   [y0 y1] [y2 y3] [y4 y5]
 *     phase 0                 y0      y2      y4
 *     phase 1                    y1      y3      y5       pool = mean over the phases
 *
 * Phase a of the output is a sum of convolutions of the phases r of the padded input. With y[n] = sum over t of w[t] x[n + t]:
 *
 *     y[p i + a] = sum over r, u of w[p u + r - a] x[p (i + u) + r]       (w is 0 outside the kernel)
 *
 * So all phases of the output are one convolution of all phases of the input, with p^2 times as many channels on both sides and a p-th
 * of the height and width. The example with a kernel of 3 taps; columns are the taps u of the input's phases r:
 *
 *               r=0,u=0  r=0,u=1    r=1,u=0  r=1,u=1
 *     phase 0     w0       w2         w1       0
 *     phase 1     0        w1         w0       w2
 *
 * Polyphase decomposition: P. P. Vaidyanathan, "Multirate digital filters, filter banks, polyphase networks, and applications",
 * Proc. IEEE 78(1), 1990.
 */
export function poolByPhases(graph: Graph): Graph {
  const onlyReader = onlyReaders(graph)
  const chains = new Map(graph.nodes.flatMap((node) => chainOf(node, onlyReader)).map((chain) => [chain.pool, chain]))
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
    const outputs = chain
      ? [g.within({ of: chain.conv.name }, () => emitByPhases(g, chain, known))]
      : g.within(node.origin ?? {}, () => g.nodeWithKnownOutputs(node.operator, inputs, node.attributes, node.outputs, node.name))
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

function chainOf(conv: Node, onlyReader: (node: Node) => Node | undefined): Chain[] {
  const [x, w] = conv.inputs
  if (conv.operator !== 'Conv' || !x || !w || x.shape.length !== 4 || (x.shape[1] ?? 0) >= manyChannels) return []
  const between: Node[] = []
  let next = onlyReader(conv)
  while (next && activations.has(next.operator)) {
    between.push(next)
    next = onlyReader(next)
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
  const [n = 0] = x.shape
  const [maps = 0] = w.shape
  const axes = axesOf(conv, pool)
  const phases = elementCount(axes.map((axis) => axis.phases))
  const positions = axes.map((axis) => axis.positions)
  const inputs = [phasesOfImages(g, known(x), axes), phasesOfKernels(g, known(w), axes)]
  if (bias) inputs.push(reshape(g, expand(g, reshape(g, known(bias), [maps, 1]), [maps, phases]), [maps * phases]))
  const convolved = g.node('Conv', inputs, { kernel_shape: ints(axes.map((axis) => axis.tapsOfPhase)) }, { name: conv.name })
  const activated = between.reduce((value, node) => g.within({ of: node.name }, () => g.node(node.operator, [value], node.attributes, { name: node.name })), convolved)
  return g.within({ of: pool.name }, () => {
    const mean = reduceMean(g, reshape(g, activated, [n, maps, phases, elementCount(positions)]), [2])
    return reshape(g, mean, [n, maps, ...positions])
  })
}

/** The geometry of a chain along height or width. */
interface AxisOfPhases {
  /** p: elements of a pool's window, and so phases of the pool's input. */
  readonly phases: number
  /** Elements of an image. */
  readonly size: number
  /** Zeros before them. */
  readonly padding: number
  /** Taps of the kernel. */
  readonly taps: number
  /** Taps of the kernel between two phases: p u + r - a runs from -(p - 1) to taps - 1, so u takes ceil((taps + p - 1) / p) values. */
  readonly tapsOfPhase: number
  /** Elements of one phase of the output: one per window of the pool. */
  readonly positions: number
  /** Elements of one phase of the padded input. */
  readonly elements: number
}

function axesOf(conv: Node, pool: Node): readonly AxisOfPhases[] {
  const [, , ...spatial] = requiredInput(conv, 0).shape
  const [, , ...kernel] = requiredInput(conv, 1).shape
  const window = windowOf(conv, kernel, spatial)
  return poolWindowOf(pool).kernel.map((phases, axis) => {
    const [size = 0, taps = 0, padding = 0] = [spatial[axis], kernel[axis], window.padBegin[axis]]
    const positions = (firstOutput(conv).shape[axis + 2] ?? 0) / phases
    const tapsOfPhase = Math.ceil((taps + phases - 1) / phases)
    return { phases, size, padding, taps, tapsOfPhase, positions, elements: positions + tapsOfPhase - 1 }
  })
}

/** [N, C, H, W] to [N, C * phases, elements of a phase...], padded. */
function phasesOfImages(g: GraphBuilder, x: Value, [down, across]: readonly AxisOfPhases[]): Value {
  if (!down || !across) throw new Error('images have height and width')
  const [n = 0, channels = 0, height = 0] = x.shape
  // Along the width, a product with ones and zeros is faster than a transposition; along the height, whole rows are moved.
  const sortedAcross = matMul(g, x, g.constant(tensorOf(columnsByPhase(across))))
  const paddingBelow = down.phases * down.elements - height - down.padding
  const padded = pad(g, sortedAcross, [0, 0, down.padding, 0], [0, 0, paddingBelow, 0])
  const apart = reshape(g, padded, [n, channels, down.elements, down.phases, across.phases, across.elements])
  const phasesFirst = transpose(g, apart, [0, 1, 3, 4, 2, 5])
  return reshape(g, phasesFirst, [n, channels * down.phases * across.phases, down.elements, across.elements])
}

/**
 * [size, phases * elements]: the product of a row with this matrix is the padded row sorted by phase. Without padding, p = 2:
 * (x0 x1 x2 x3) becomes (x0 x2 | x1 x3).
 */
function columnsByPhase({ size, padding, phases, elements }: AxisOfPhases): Matrix {
  return matrixOf(size, phases * elements, (column, place) => {
    const [phase, element] = [Math.floor(place / elements), place % elements]
    return phases * element + phase === column + padding ? 1 : 0
  })
}

/** [M, C, kernel...] to [M * phases, C * phases, taps of a phase...]: the taps w[p u + r - a] by output phase a, input phase r and tap u. */
function phasesOfKernels(g: GraphBuilder, w: Value, axes: readonly AxisOfPhases[]): Value {
  const [maps = 0, channels = 0] = w.shape
  const phases = elementCount(axes.map((axis) => axis.phases))
  const tapsOfPhase = axes.map((axis) => axis.tapsOfPhase)
  const taps = reshape(g, w, [maps * channels, elementCount(axes.map((axis) => axis.taps))])
  const tapsByPhases = matMul(g, taps, g.constant(tensorOf(tapsOfPhases(axes))))
  const apart = reshape(g, tapsByPhases, [maps, channels, phases, phases, elementCount(tapsOfPhase)])
  const channelsByInputPhase = transpose(g, apart, [0, 2, 1, 3, 4])
  return reshape(g, channelsByInputPhase, [maps * phases, channels * phases, ...tapsOfPhase])
}

/** [taps, output phases * input phases * taps of a phase]: 1 where tap t of the kernel is t = p u + r - a along every axis. */
function tapsOfPhases(axes: readonly AxisOfPhases[]): Matrix {
  const phases = axes.map((axis) => axis.phases)
  const places = placesOf(axes.map((axis) => axis.taps))
  const targets = placesOf([...phases, ...phases, ...axes.map((axis) => axis.tapsOfPhase)])
  return matrixOf(places.length, targets.length, (tap, target) => {
    const coordinates = targets[target] ?? []
    const isTap = phases.every((p, axis) => {
      const [a = 0, r = 0, u = 0] = [coordinates[axis], coordinates[axes.length + axis], coordinates[2 * axes.length + axis]]
      return p * u + r - a === places[tap]?.[axis]
    })
    return isTap ? 1 : 0
  })
}

// Emits a convolution and the pool behind it by phases; `pool-by-phases.ts` says what these are.
import { matrixOf, tensorOf, type Matrix } from '../../autodiff/rules/fast-convolution/matrix'
import { offsets as placesOf } from '../../autodiff/rules/taps'
import { firstOutput, ints, nodeTitle, requiredInput, type Node, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { expand, matMul, pad, reduceMean, reshape, transpose } from '../../../onnx/operations'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { windowOf } from '../../../onnx/shape-inference/window'
import { elementCount } from '../../../onnx/tensor'

/** A convolution with stride 1, functions of each element, and a pool without overlap, each read by the next only. */
export interface Chain {
  readonly conv: Node
  readonly between: readonly Node[]
  readonly pool: Node
}

/** Emits a chain by phases and returns the pool's output. */
export function emitByPhases(g: GraphBuilder, { conv, between, pool }: Chain, known: (value: Value) => Value): Value {
  const [x, w, bias] = [requiredInput(conv, 0), requiredInput(conv, 1), conv.inputs[2]]
  const images = known(x)
  const [n = 0] = images.shape
  const [maps = 0] = w.shape
  const axes = axesOf(conv, pool)
  const phases = elementCount(axes.map((axis) => axis.phases))
  const positions = axes.map((axis) => axis.positions)
  // Of a maximum, a phase of all maps lies together: its elements are compared with those of another in long rows.
  const byPhases = pool.operator === 'MaxPool'
  const inputs = [phasesOfImages(g, images, axes), phasesOfKernels(g, known(w), axes, byPhases)]
  if (bias) inputs.push(repeated(g, known(bias), phases, byPhases))
  const convolved = g.node('Conv', inputs, { kernel_shape: ints(axes.map((axis) => axis.tapsOfPhase)) }, { name: conv.name })
  const activated = between.reduce((value, node) => g.within({ of: nodeTitle(node) }, () => g.node(node.operator, [value], node.attributes, { name: node.name })), convolved)
  return g.within({ of: nodeTitle(pool) }, () => {
    const area = elementCount(positions)
    const pooled = byPhases ? maximumOfRows(g, reshape(g, activated, [n, 1, phases, maps * area]), pool.name) : reduceMean(g, reshape(g, activated, [n, maps, phases, area]), [2])
    return reshape(g, pooled, [n, maps, ...positions])
  })
}

/** [M] to [M * times], each number as often, or all numbers as often. */
function repeated(g: GraphBuilder, bias: Value, times: number, asAWhole: boolean): Value {
  const [maps = 0] = bias.shape
  const expanded = asAWhole ? expand(g, reshape(g, bias, [1, maps]), [times, maps]) : expand(g, reshape(g, bias, [maps, 1]), [maps, times])
  return reshape(g, expanded, [maps * times])
}

/** The maximum over rows as a pool, of which the first of several equal elements gets the gradient: [N, C, rows, columns] -> [N, C, 1, columns]. */
function maximumOfRows(g: GraphBuilder, x: Value, name: string): Value {
  const window = ints([x.shape[2] ?? 1, 1])
  return g.node('MaxPool', [x], { kernel_shape: window, strides: window }, { name })
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

/**
 * [M, C, kernel...] to [M * phases, C * phases, taps of a phase...]: the taps w[p u + r - a] by output phase a, input phase r and tap u.
 * @param byPhases whether a phase of all maps lies together, not a map of all phases
 */
function phasesOfKernels(g: GraphBuilder, w: Value, axes: readonly AxisOfPhases[], byPhases: boolean): Value {
  const [maps = 0, channels = 0] = w.shape
  const phases = elementCount(axes.map((axis) => axis.phases))
  const tapsOfPhase = axes.map((axis) => axis.tapsOfPhase)
  const taps = reshape(g, w, [maps * channels, elementCount(axes.map((axis) => axis.taps))])
  const tapsByPhases = matMul(g, taps, g.constant(tensorOf(tapsOfPhases(axes))))
  const apart = reshape(g, tapsByPhases, [maps, channels, phases, phases, elementCount(tapsOfPhase)])
  const channelsByInputPhase = transpose(g, apart, byPhases ? [2, 0, 1, 3, 4] : [0, 2, 1, 3, 4])
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

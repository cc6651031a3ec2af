// Decompositions of operators without a gradient rule into operators that have one.
import { float, floatAttribute, int, intAttribute, stringAttribute } from '../../graph'
import { axisOf } from '../../shape-inference/inference'
import type { StoredNode } from '../../stored-model'
import { elementCount, float32, int64, type Shape } from '../../tensor'
import { Rewrite, without, type UpgradeContext, type Upgrade } from './rewrite'

type Formula = (r: Rewrite, x: string, node: StoredNode, context: UpgradeContext) => readonly StoredNode[]

const formula =
  (write: Formula): Upgrade =>
  (node, context) =>
    write(new Rewrite(node, context), node.inputs[0] ?? '', node, context)

/** 1 / x */
export const reciprocal = formula((r, x) => r.ending('Div', [r.constant(float32(1)), x]))

/** x / (1 + |x|) */
export const softsign = formula((r, x) => r.ending('Div', [x, r.emit('Add', [r.emit('Abs', [x]), r.constant(float32(1))])]))

/** x where it is above alpha, else 0 */
export const thresholdedRelu = formula((r, x, node) => {
  const above = r.emit('Greater', [x, r.constant(float32(floatAttribute(node, 'alpha', 1)))])
  return r.ending('Where', [above, x, r.constant(float32(0))])
})

/** alpha elu(x / alpha). J. T. Barron, "Continuously differentiable exponential linear units", arXiv:1704.07483. */
export const celu = formula((r, x, node) => {
  const alpha = r.constant(float32(floatAttribute(node, 'alpha', 1)))
  return r.ending('Mul', [alpha, r.emit('Elu', [r.emit('Div', [x, alpha])], { alpha: float(1) })])
})

/** x sigmoid(alpha x), from opset 24 on. */
export const swish = formula((r, x, node) => {
  const alpha = floatAttribute(node, 'alpha', 1)
  const scaled = alpha === 1 ? x : r.emit('Mul', [x, r.constant(float32(alpha))])
  return r.ending('Mul', [x, r.emit('Sigmoid', [scaled])])
})

/** The mean of several tensors. */
export const mean: Upgrade = (node, context) => {
  const r = new Rewrite(node, context)
  const [first = '', ...others] = node.inputs
  const sum = others.reduce((total, name) => r.emit('Add', [total, name]), first)
  return r.ending('Mul', [sum, r.constant(float32(1 / node.inputs.length))])
}

/** A reduction as a sum, with a function of each element before it and a function of the sum behind it. */
const reducing = (before: 'Abs' | 'Exp' | 'Square' | null, behind: 'Log' | 'Sqrt' | null): Upgrade =>
  formula((r, x, node) => {
    const y = before === null ? x : before === 'Square' ? r.emit('Mul', [x, x]) : r.emit(before, [x])
    const inputs = [y, ...node.inputs.slice(1)]
    return behind === null ? r.ending('ReduceSum', inputs, node.attributes) : r.ending(behind, [r.emit('ReduceSum', inputs, node.attributes)])
  })

export const reduceL1 = reducing('Abs', null)
export const reduceL2 = reducing('Square', 'Sqrt')
export const reduceSumSquare = reducing('Square', null)
export const reduceLogSum = reducing(null, 'Log')
export const reduceLogSumExp = reducing('Exp', 'Log')

/** (x - mean) / sqrt(variance + epsilon) over some axes. */
function normalized(r: Rewrite, x: string, axes: readonly number[], epsilon: number): string {
  const over = r.constant(int64(axes))
  const meanOf = (value: string): string => r.emit('ReduceMean', [value, over], { keepdims: int(1) })
  const centred = r.emit('Sub', [x, meanOf(x)])
  const variance = meanOf(r.emit('Mul', [centred, centred]))
  return r.emit('Div', [centred, r.emit('Sqrt', [r.emit('Add', [variance, r.constant(float32(epsilon))])])])
}

const from = (first: number, rank: number): number[] => Array.from({ length: rank - first }, (_, index) => first + index)

/** Normalises over the axes from `axis` on. J. L. Ba et al., "Layer normalization", arXiv:1607.06450. */
export const layerNormalization = formula((r, x, node, { valueOf }) => {
  const rank = valueOf(x).shape.length
  const [, scale = '', bias = ''] = node.inputs
  const z = normalized(r, x, from(axisOf(intAttribute(node, 'axis', -1), rank), rank), floatAttribute(node, 'epsilon', 1e-5))
  return bias === '' ? r.ending('Mul', [z, scale]) : r.ending('Add', [r.emit('Mul', [z, scale]), bias])
})

/** x / sqrt(mean of x^2 + epsilon) over the axes from `axis` on, from opset 23 on. B. Zhang, R. Sennrich, "Root mean square layer normalization", NeurIPS 2019. */
export const rmsNormalization = formula((r, x, node, { valueOf }) => {
  const rank = valueOf(x).shape.length
  const over = r.constant(int64(from(axisOf(intAttribute(node, 'axis', -1), rank), rank)))
  const square = r.emit('ReduceMean', [r.emit('Mul', [x, x]), over], { keepdims: int(1) })
  const size = r.emit('Sqrt', [r.emit('Add', [square, r.constant(float32(floatAttribute(node, 'epsilon', 1e-5)))])])
  return r.ending('Mul', [r.emit('Div', [x, size]), node.inputs[1] ?? ''])
})

/** One number by channel in a shape that broadcasts to [N, C, positions...]. */
const byChannel = (r: Rewrite, name: string, { length }: Shape): string => r.emit('Reshape', [name, r.constant(int64([-1, ...from(2, length).map(() => 1)]))])

/** Normalises every channel of every image by itself. D. Ulyanov et al., "Instance normalization", arXiv:1607.08022. */
export const instanceNormalization = formula((r, x, node, { valueOf }) => {
  const { shape } = valueOf(x)
  const [, scale = '', bias = ''] = node.inputs
  const z = normalized(r, x, from(2, shape.length), floatAttribute(node, 'epsilon', 1e-5))
  return r.ending('Add', [r.emit('Mul', [z, byChannel(r, scale, shape)]), byChannel(r, bias, shape)])
})

/** Normalises groups of channels of every image. Y. Wu, K. He, "Group normalization", ECCV 2018. Before opset 21, scale and bias have one number per group. */
export const groupNormalization = formula((r, x, node, { valueOf, opset }) => {
  const { shape } = valueOf(x)
  const [n = 1, channels = 1] = shape
  const groups = intAttribute(node, 'num_groups', 1)
  const [, scale = '', bias = ''] = node.inputs
  const grouped = r.emit('Reshape', [x, r.constant(int64([n, groups, elementCount(shape.slice(1)) / groups]))])
  const z = r.emit('Reshape', [normalized(r, grouped, [2], floatAttribute(node, 'epsilon', 1e-5)), r.constant(int64(shape))])
  const perChannel = (name: string): string => {
    if (opset >= 21) return byChannel(r, name, shape)
    const repeated = r.emit('Expand', [r.emit('Reshape', [name, r.constant(int64([groups, 1]))]), r.constant(int64([groups, channels / groups]))])
    return byChannel(r, repeated, shape)
  }
  return r.ending('Add', [r.emit('Mul', [z, perChannel(scale)]), perChannel(bias)])
})

/** Normalises over given axes, by default images and positions, without scale and bias. */
export const meanVarianceNormalization = formula((r, x, node) => {
  const axes = node.attributes.axes
  return r.ending('Identity', [normalized(r, x, axes?.type === 'ints' ? axes.value : [0, 2, 3], 1e-9)])
})

/** Division by the norm along an axis. */
export const lpNormalization = formula((r, x, node) => {
  const axes = r.constant(int64([intAttribute(node, 'axis', -1)]))
  const sumOf = (value: string): string => r.emit('ReduceSum', [value, axes], { keepdims: int(1) })
  const norm = intAttribute(node, 'p', 2) === 1 ? sumOf(r.emit('Abs', [x])) : r.emit('Sqrt', [sumOf(r.emit('Mul', [x, x]))])
  return r.ending('Div', [x, norm])
})

/** Moves blocks of channels to blocks of pixels. In mode `DCR` a channel's index is (place in the block, output channel), else the other way round. */
export const depthToSpace = formula((r, x, node, { valueOf }) => {
  const [n = 1, channels = 1, height = 1, width = 1] = valueOf(x).shape
  const block = intAttribute(node, 'blocksize', 1)
  const depth = channels / (block * block)
  const isDcr = stringAttribute(node, 'mode', 'DCR') === 'DCR'
  const apart = r.emit('Reshape', [x, r.constant(int64(isDcr ? [n, block, block, depth, height, width] : [n, depth, block, block, height, width]))])
  const placed = r.emit('Transpose', [apart], { perm: { type: 'ints', value: isDcr ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3] } })
  return r.ending('Reshape', [placed, r.constant(int64([n, depth, height * block, width * block]))])
})

/** The inverse of {@link depthToSpace} in mode DCR. */
export const spaceToDepth = formula((r, x, node, { valueOf }) => {
  const [n = 1, channels = 1, height = 1, width = 1] = valueOf(x).shape
  const block = intAttribute(node, 'blocksize', 1)
  const [rows, columns] = [height / block, width / block]
  const apart = r.emit('Reshape', [x, r.constant(int64([n, channels, rows, block, columns, block]))])
  const placed = r.emit('Transpose', [apart], { perm: { type: 'ints', value: [0, 3, 5, 1, 2, 4] } })
  return r.ending('Reshape', [placed, r.constant(int64([n, channels * block * block, rows, columns]))])
})

/** LRN over an even number of channels, for which ONNX Runtime has no kernel. */
export const evenLrn: Upgrade = (node, context) => {
  const size = intAttribute(node, 'size', 1)
  if (size % 2 === 1) return null
  const r = new Rewrite(node, context)
  const x = node.inputs[0] ?? ''
  const { shape } = context.valueOf(x)
  const [n = 1, channels = 1, ...positions] = shape
  // The channels of an image become a row, with zeros on both sides; an average pool takes the mean of neighbours.
  const rows = r.emit('Reshape', [r.emit('Mul', [x, x]), r.constant(int64([n, 1, channels, elementCount(positions)]))])
  const before = Math.floor((size - 1) / 2)
  const sums = r.emit('AveragePool', [rows], {
    kernel_shape: { type: 'ints', value: [size, 1] },
    pads: { type: 'ints', value: [before, 0, size - 1 - before, 0] },
    count_include_pad: int(1),
  })
  const scaled = r.emit('Mul', [r.emit('Reshape', [sums, r.constant(int64(shape))]), r.constant(float32(floatAttribute(node, 'alpha', 1e-4)))])
  const base = r.emit('Add', [scaled, r.constant(float32(floatAttribute(node, 'bias', 1)))])
  return r.ending('Div', [x, r.emit('Pow', [base, r.constant(float32(floatAttribute(node, 'beta', 0.75)))])])
}

/** Keeps only the first output: drops Dropout's mask and seed, and MaxPool's indices. */
export const firstOutputOnly: Upgrade = (node) =>
  node.outputs.length > 1 || node.attributes.seed ? [{ ...node, outputs: node.outputs.slice(0, 1), attributes: without(node.attributes, 'seed') }] : null

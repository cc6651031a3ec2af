// Decompositions of pools into sums over windows: averages with dilation, and norms of windows or whole images.
import { int, intAttribute, ints, intsAttribute } from '../../graph'
import { reachOf, slide, windowOf, type Window } from '../../shape-inference/window'
import type { StoredNode } from '../../stored-model'
import { float32, int64, type Shape } from '../../tensor'
import { constantSize, Rewrite, without, type Upgrade } from './rewrite'

interface PooledWindow {
  readonly window: Window
  readonly spatial: Shape
  /** Number of windows along each axis. */
  readonly positions: readonly number[]
}

function windowIn(node: StoredNode, { shape }: { readonly shape: Shape }): PooledWindow {
  const spatial = shape.slice(2)
  const window = windowOf(node, intsAttribute(node, 'kernel_shape', []), spatial)
  return { window, spatial, positions: slide(window, spatial) }
}

/** Sums over windows of X [N, C, spatial...], zeros beyond the border: a convolution of each channel by itself with ones. */
function windowSums(r: Rewrite, x: string, channels: number, { window, spatial, positions }: PooledWindow): string {
  const { kernel, strides, dilations, padBegin, padEnd } = window
  const shape = [channels, 1, ...kernel]
  const ones = r.constant(float32(new Float32Array(constantSize(shape)).fill(1), shape))
  // With ceil_mode the last windows may reach beyond the padding.
  const end = padEnd.map((count, axis) => {
    const reached = ((positions[axis] ?? 1) - 1) * (strides[axis] ?? 1) + reachOf(window, axis)
    return Math.max(count, reached - (spatial[axis] ?? 0) - (padBegin[axis] ?? 0))
  })
  return r.emit('Conv', [x, ones], { kernel_shape: ints(kernel), strides: ints(strides), dilations: ints(dilations), pads: ints([...padBegin, ...end]), group: int(channels) })
}

/** AveragePool with dilations, which came with opset 19: the sum of each window by the number of its elements. Undilated pools stay pools. */
export const dilatedAverage: Upgrade = (node, context) => {
  if (!node.attributes.dilations) return null
  if (intsAttribute(node, 'dilations', []).every((dilation) => dilation === 1)) return [{ ...node, attributes: without(node.attributes, 'dilations') }]
  const [x = ''] = node.inputs
  const value = context.valueOf(x)
  const pooled = windowIn(node, value)
  constantSize(pooled.positions)
  const r = new Rewrite(node, context)
  const areas = elementsOfWindows(pooled, intAttribute(node, 'count_include_pad', 0) === 1)
  const shares = r.constant(float32(areas.map((area) => 1 / area), [1, 1, ...pooled.positions]))
  return r.ending('Mul', [windowSums(r, x, value.shape[1] ?? 1, pooled), shares])
}

/** Number of elements of each window, row-major; elements of the padding count or do not, what lies beyond it never does. */
function elementsOfWindows({ window, spatial, positions }: PooledWindow, countsPadding: boolean): readonly number[] {
  const counts = positions.map((count, axis) => {
    const [size = 0, begin = 0, end = 0] = [spatial[axis], window.padBegin[axis], window.padEnd[axis]]
    const [low, high] = countsPadding ? [-begin, size + end] : [0, size]
    return Array.from({ length: count }, (_, position) => {
      const places = Array.from({ length: window.kernel[axis] ?? 1 }, (_, tap) => position * (window.strides[axis] ?? 1) - begin + tap * (window.dilations[axis] ?? 1))
      return places.filter((place) => place >= low && place < high).length
    })
  })
  return counts.reduce<readonly number[]>((product, list) => product.flatMap((area) => list.map((count) => area * count)), [1])
}

/** (sum of |x|^p)^(1/p) over each window. */
export const lpPool: Upgrade = (node, context) => {
  const [x = ''] = node.inputs
  const value = context.valueOf(x)
  const r = new Rewrite(node, context)
  return root(r, windowSums(r, powers(r, x, orderOf(node)), value.shape[1] ?? 1, windowIn(node, value)), orderOf(node))
}

/** The same over whole images. */
export const globalLpPool: Upgrade = (node, context) => {
  const [x = ''] = node.inputs
  const r = new Rewrite(node, context)
  const axes = context.valueOf(x).shape.map((_, axis) => axis).slice(2)
  return root(r, r.emit('ReduceSum', [powers(r, x, orderOf(node)), r.constant(int64(axes))], { keepdims: int(1) }), orderOf(node))
}

const orderOf = (node: StoredNode): number => intAttribute(node, 'p', 2)

function powers(r: Rewrite, x: string, order: number): string {
  if (order === 2) return r.emit('Mul', [x, x])
  const size = r.emit('Abs', [x])
  return order === 1 ? size : r.emit('Pow', [size, r.constant(float32(order))])
}

/** The p-th root of a sum that may be zero, with the derivative zero there instead of infinity. */
function root(r: Rewrite, sum: string, order: number): readonly StoredNode[] {
  if (order === 1) return r.ending('Identity', [sum])
  const [zero, one] = [r.constant(float32(0)), r.constant(float32(1))]
  const isZero = r.emit('Equal', [sum, zero])
  const positive = r.emit('Where', [isZero, one, sum])
  const taken = order === 2 ? r.emit('Sqrt', [positive]) : r.emit('Pow', [positive, r.constant(float32(1 / order))])
  return r.ending('Where', [isZero, zero, taken])
}

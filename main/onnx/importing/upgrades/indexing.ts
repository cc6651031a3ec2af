// Upgrades of GatherND and ScatterND: places of several axes become places of one axis, to which these axes are merged.
import { int, intAttribute } from '../../graph'
import type { StoredNode } from '../../stored-model'
import { elementCount, int64, toNumbers, type Shape } from '../../tensor'
import { Rewrite, type UpgradeContext, type Upgrade } from './rewrite'

/**
 * The places that indices [..., axes] mean in the merged axes: row-major, [...]. Negative indices count from the end of their axis.
 * @param sizes of the axes that are merged
 */
function flatPlaces(r: Rewrite, indices: string, sizes: Shape, { valueOf, constantOf }: UpgradeContext): string {
  const strides = sizes.map((_, axis) => elementCount(sizes.slice(axis + 1)))
  const outer = valueOf(indices).shape.slice(0, -1)
  const known = constantOf(indices)
  if (known) {
    const numbers = toNumbers(known)
    const counted = numbers.map((index, place) => index + (index < 0 ? (sizes[place % sizes.length] ?? 0) : 0))
    const places = Array.from({ length: elementCount(outer) }, (_, row) => strides.reduce((sum, stride, axis) => sum + stride * (counted[row * sizes.length + axis] ?? 0), 0))
    return r.constant(int64(places, outer))
  }
  const isNegative = r.emit('Less', [indices, r.constant(int64(0))])
  const counted = r.emit('Where', [isNegative, r.emit('Add', [indices, r.constant(int64(sizes, [sizes.length]))]), indices])
  const weighted = r.emit('Mul', [counted, r.constant(int64(strides, [strides.length]))])
  return r.emit('ReduceSum', [weighted, r.constant(int64([-1]))], { keepdims: int(0) })
}

/** Elements or slices at given places, as in lists of indices and exported adaptive pools; with `batch_dims` each image has places of its own. */
export const gatherNd: Upgrade = (node, context) => {
  const [x = '', indices = ''] = node.inputs
  const { shape } = context.valueOf(x)
  const places = context.valueOf(indices).shape
  const [batchAxes, depth] = [intAttribute(node, 'batch_dims', 0), places.at(-1) ?? 0]
  const batch = shape.slice(0, batchAxes)
  const [indexed, rest] = [shape.slice(batchAxes, batchAxes + depth), shape.slice(batchAxes + depth)]
  const r = new Rewrite(node, context)
  const flat = flatPlaces(r, indices, indexed, context)
  if (batchAxes === 0) return r.ending('Gather', [r.emit('Reshape', [x, r.constant(int64([elementCount(indexed), ...rest]))]), flat], { axis: int(0) })
  const [images, width] = [elementCount(batch), elementCount(rest)]
  const rows = r.emit('Reshape', [x, r.constant(int64([images, elementCount(indexed), width]))])
  const count = elementCount(places.slice(batchAxes, -1))
  const repeated = r.emit('Expand', [r.emit('Reshape', [flat, r.constant(int64([images, count, 1]))]), r.constant(int64([1, 1, width]))])
  const taken = r.emit('GatherElements', [rows, repeated], { axis: int(1) })
  return r.ending('Reshape', [taken, r.constant(int64([...places.slice(0, -1), ...rest]))])
}

/** Replaces elements or slices at given places by updates, or adds updates there. */
export const scatterNd: Upgrade = (node, context) => {
  const [x = '', indices = '', updates = ''] = node.inputs
  const { shape } = context.valueOf(x)
  const places = context.valueOf(indices).shape
  const depth = places.at(-1) ?? 0
  const [indexed, rest] = [shape.slice(0, depth), shape.slice(depth)]
  const [count, width] = [elementCount(places.slice(0, -1)), elementCount(rest)]
  const r = new Rewrite(node, context)
  const flat = flatPlaces(r, indices, indexed, context)
  const repeated = r.emit('Expand', [r.emit('Reshape', [flat, r.constant(int64([count, 1]))]), r.constant(int64([1, width]))])
  const table = (name: string, rows: number): string => r.emit('Reshape', [name, r.constant(int64([rows, width]))])
  const scattered = r.emit('ScatterElements', [table(x, elementCount(indexed)), repeated, table(updates, count)], { ...node.attributes, axis: int(0) })
  return r.ending('Reshape', [scattered, r.constant(int64(shape))])
}

/** Scatter (until opset 10) is called ScatterElements since. */
export const scatter: Upgrade = (node: StoredNode) => [{ ...node, operator: 'ScatterElements' }]

// The geometry of Resize: sizes and scale factors of all axes.
import { phrase } from '@language/phrase'
import { intAttribute, intsAttribute, requiredInput, stringAttribute } from '../graph'
import { axisOf, optionalNumbers, type InferenceContext, type InferShapes } from './inference'

/** Resizing of one axis. */
export interface AxisResize {
  readonly size: number
  /** Size of the output by size of the input, rounded to float32. It follows from a given size, or the size follows from it. */
  readonly scale: number
}

/** Resizing of each axis by a Resize node: by constant scales (input 2) or sizes (input 3), for all axes or for those in `axes`. */
export function resizesOf(node: InferenceContext): readonly AxisResize[] {
  const { shape } = requiredInput(node, 0)
  const axes = intsAttribute(node, 'axes', [...shape.keys()]).map((axis) => axisOf(axis, shape.length))
  const [scales, sizes] = [optionalNumbers(node, 2) ?? [], optionalNumbers(node, 3) ?? []]
  if (scales.length + sizes.length !== axes.length) {
    throw new Error(phrase('a Resize of {axes} axes has {scales} scales and {sizes} sizes', { axes: axes.length, scales: scales.length, sizes: sizes.length }))
  }
  if (scales.some((scale) => !(scale > 0)) || sizes.some((size) => size < 1)) throw new Error(phrase('a Resize has scales of [{scales}] and sizes of [{sizes}]', { scales: scales.join(', '), sizes: sizes.join(', ') }))
  return shape.map((extent, axis) => {
    const index = axes.indexOf(axis)
    const [scale, size] = [scales[index], sizes[index]]
    if (size !== undefined) return { size, scale: Math.fround(size / extent) }
    return scale === undefined || scale === 1 ? { size: extent, scale: 1 } : { size: Math.floor(Math.fround(extent * scale)), scale }
  })
}

export const inferResize: InferShapes = (node) => {
  const policy = stringAttribute(node, 'keep_aspect_ratio_policy', 'stretch')
  if (policy !== 'stretch') throw new Error(phrase('a Resize by the policy {policy} is not supported', { policy }))
  const mode = stringAttribute(node, 'mode', 'nearest')
  if (intAttribute(node, 'antialias', 0) === 1 && mode === 'nearest') throw new Error(phrase('a Resize to the nearest pixel has no antialiasing'))
  return [{ type: requiredInput(node, 0).type, shape: resizesOf(node).map(({ size }) => size) }]
}

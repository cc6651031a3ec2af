// Rules of operators that take or repeat parts of an axis: Slice, Pad and Gather.
import { int, intAttribute, string, stringAttribute, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { expand, flip, pad, reshape, scalar, sub } from '../../../onnx/operations'
import { axisOf } from '../../../onnx/shape-inference/inference'
import { paddingOf, slicesOf } from '../../../onnx/shape-inference/slice'
import { elementCount } from '../../../onnx/tensor'
import { gradOfAxisMap, type AxisMap } from '../axis-map'
import { sumTo } from '../broadcast'
import { gradOfOutput, inferenceOf, inputOf, type Rule } from '../rule'

/** Slice: every element of the gradient goes back to its place in the input; all other places get zeros. */
export const slicing: Rule = {
  backward: (context) => {
    const { g } = context
    const { shape } = inputOf(context, 0)
    const slices = slicesOf(inferenceOf(context))
    if (slices.some(({ count }) => count === 0)) return [expand(g, scalar(g, 0), shape)]
    const backwards = slices.filter(({ step }) => step < 0).map(({ axis }) => axis)
    let grad = gradOfOutput(context)
    if (backwards.length > 0) grad = flip(g, grad, backwards)
    const [begin, end] = [shape.map(() => 0), shape.map(() => 0)]
    for (const { axis, first, step, count } of slices) {
      grad = spaced(g, grad, axis, Math.abs(step))
      const lowest = step > 0 ? first : first + (count - 1) * step
      begin[axis] = lowest
      end[axis] = (shape[axis] ?? 0) - lowest - (grad.shape[axis] ?? 0)
    }
    return [pad(g, grad, begin, end)]
  },
}

/** Puts step - 1 zeros behind every element along an axis. */
function spaced(g: GraphBuilder, x: Value, axis: number, step: number): Value {
  if (step === 1) return x
  const inner = x.shape.slice(axis + 1)
  const rows = reshape(g, x, [elementCount(x.shape.slice(0, axis + 1)), 1, elementCount(inner)])
  return reshape(g, pad(g, rows, [0, 0, 0], [0, step - 1, 0]), x.shape.with(axis, (x.shape[axis] ?? 0) * step))
}

/**
 * Padding with a constant: negative padding cuts the gradient back to the input; the constant gets the sum of the gradients that are cut off.
 * Padding by reflection or by the edge: a linear map of each axis.
 */
export const padding: Rule = {
  backward: (context) => {
    const { g, node, inputs, needs } = context
    const { shape } = inputOf(context, 0)
    const grad = gradOfOutput(context)
    const { begin, end } = paddingOf(inferenceOf(context))
    const mode = stringAttribute(node, 'mode', 'constant')
    if (mode !== 'constant') {
      const maps = shape.map((size, axis) => borderMap(mode, axis, size, begin[axis] ?? 0, end[axis] ?? 0))
      return [maps.reduce((sum, map) => (map ? gradOfAxisMap(g, sum, map) : sum), grad)]
    }
    const negative = (list: readonly number[]): number[] => list.map((count) => -count)
    const gradX = pad(g, grad, negative(begin), negative(end))
    const constant = inputs[2]
    return [gradX, null, constant && needs(2) ? sub(g, sumTo(g, grad, constant.shape), sumTo(g, gradX, constant.shape)) : null]
  },
}

/** For each place of a padded axis, the element of the unpadded axis that is copied there; null where nothing is padded. */
function borderMap(mode: string, axis: number, size: number, begin: number, end: number): AxisMap | null {
  if (begin === 0 && end === 0) return null
  const last = size - 1
  const seen = (place: number): number => (mode === 'edge' ? Math.min(Math.max(place, 0), last) : last - Math.abs(last - Math.abs(place)))
  return { axis, inputs: size, rows: Array.from({ length: size + begin + end }, (_, place) => [{ input: seen(place - begin), weight: 1 }]) }
}

/** Gather: the gradients of all copies of an element are added at its place in the input. */
export const gathering: Rule = {
  backward: (context) => {
    const { g, node, needs } = context
    if (!needs(0)) return [null]
    const [x, indices, grad] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    const axis = axisOf(intAttribute(node, 'axis', 0), x.shape.length)
    const outer = elementCount(x.shape.slice(0, axis))
    const inner = elementCount(x.shape.slice(axis + 1))
    const count = elementCount(indices.shape)
    const zeros = expand(g, scalar(g, 0), [outer, x.shape[axis] ?? 0, inner])
    const places = expand(g, reshape(g, indices, [1, count, 1]), [outer, count, inner])
    const updates = reshape(g, grad, [outer, count, inner])
    return [reshape(g, g.node('ScatterElements', [zeros, places, updates], { axis: int(1), reduction: string('add') }), x.shape)]
  },
}

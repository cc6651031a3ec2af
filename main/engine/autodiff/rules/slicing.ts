// Rules of operators that take or repeat parts of an axis: Slice, Pad and Gather.
import { intAttribute, stringAttribute, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { expand, flip, matMul, pad, reshape, scalar, scatterElements, sub } from '../../../onnx/operations'
import { axisOf } from '../../../onnx/shape-inference/inference'
import { paddingOf, slicesOf } from '../../../onnx/shape-inference/slice'
import { elementCount, float32, type Shape } from '../../../onnx/tensor'
import { gradOfAxisMap, type AxisMap } from '../axis-map'
import { sumTo } from '../broadcast'
import { gradOfOutput, inferenceOf, inputOf, type Rule } from '../rule'
import { emitGradientSite, type GradientSite } from './single-site'

/** Slice: every element of the gradient goes back to its place in the input; all other places get zeros. */
export const slicing: Rule = {
  backward: (context) => {
    const { g, plan } = context
    const { shape } = inputOf(context, 0)
    const slices = slicesOf(inferenceOf(context))
    if (slices.some(({ count }) => count === 0)) return [expand(g, scalar(g, 0), shape)]
    const backwards = slices.filter(({ step }) => step < 0).map(({ axis }) => axis)
    const forwards = slices.map(({ axis, first, step, count }) => ({ axis, step: Math.abs(step), first: step > 0 ? first : first + (count - 1) * step }))
    const grad = backwards.length > 0 ? flip(g, gradOfOutput(context), backwards) : gradOfOutput(context)
    return [spacesRows(grad, forwards) ? emitGradientSite(g, plan, spacing(shape, forwards), { grad }) : padded(g, grad, shape, forwards)]
  },
}

/** Which elements of an axis are taken: every `step`-th from `first` on. */
interface Taken {
  readonly axis: number
  readonly first: number
  readonly step: number
}

/** Whether elements of a float32 image are taken along its width with others between them. */
const spacesRows = ({ shape, type }: Value, taken: readonly Taken[]): boolean =>
  type === 'float32' && taken.some(({ axis, step }) => step > 1 && axis === shape.length - 1) && taken.every(({ axis }) => axis >= shape.length - 2 && axis > 0)

/** Puts the elements back to their places with zeros between them. */
const spacing = (shape: Shape, taken: readonly Taken[]): GradientSite<{ readonly grad: Value }, 'padded' | 'product'> => ({
  name: `slice of ${shape.join('x')} from ${taken.map(({ axis, first, step }) => `${axis}:${first} by ${step}`).join(', ')}`,
  builtIn: 'padded',
  ways: {
    padded: { cost: ({ grad }) => 3000 * elementCount(grad.shape), emit: (g, { grad }) => padded(g, grad, shape, taken) },
    product: { cost: ({ grad }) => 500 * elementCount(grad.shape), emit: (g, { grad }) => byProduct(g, grad, shape, taken) },
  },
})

function padded(g: GraphBuilder, grad: Value, shape: Shape, taken: readonly Taken[]): Value {
  let sparse = grad
  const [begin, end] = [shape.map(() => 0), shape.map(() => 0)]
  for (const { axis, first, step } of taken) {
    sparse = spaced(g, sparse, axis, step)
    begin[axis] = first
    end[axis] = (shape[axis] ?? 0) - first - (sparse.shape[axis] ?? 0)
  }
  return pad(g, sparse, begin, end)
}

/**
 * As a product of rows with a matrix of ones and zeros, which puts a row's elements to their places and the rows of zeros behind it: single elements
 * are far slower to pad.
 */
function byProduct(g: GraphBuilder, grad: Value, shape: Shape, taken: readonly Taken[]): Value {
  const [height, width] = [shape.length - 2, shape.length - 1]
  const whole = { first: 0, step: 1 }
  const [down, across] = [height, width].map((wanted) => taken.find(({ axis }) => axis === wanted) ?? whole)
  const [from = 0, to = 0] = [grad.shape[width], shape[width]]
  const { step: rows } = down ?? whole
  const places = new Float32Array(from * rows * to)
  for (let element = 0; element < from; element++) places[element * rows * to + (across?.first ?? 0) + element * (across?.step ?? 1)] = 1
  const product = matMul(g, grad, g.constant(float32(places, [from, rows * to]), 'places'))
  const spread = reshape(g, product, [...grad.shape.slice(0, height), (grad.shape[height] ?? 0) * rows, to])
  return padded(g, spread, shape, [{ axis: height, first: down?.first ?? 0, step: 1 }])
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
    return [reshape(g, scatterElements(g, zeros, places, updates, 1, 'add'), x.shape)]
  },
}

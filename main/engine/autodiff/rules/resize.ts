// Rule of Resize: interpolation is a linear map of each axis, so the gradient is the product with the transposed interpolation matrices.
import { phrase } from '@language/phrase'
import { floatAttribute, intAttribute, stringAttribute, type Node } from '../../../onnx/graph'
import { identity } from '../../../onnx/operations'
import { resizesOf, type AxisResize } from '../../../onnx/shape-inference/resize'
import { gradOfAxisMap, mapAxis, type AxisMap, type Term } from '../axis-map'
import { gradOfOutput, inferenceOf, inputOf, noRule, type ForwardContext, type Rule } from '../rule'

export const resize: Rule = {
  /** Where the device has no antialiasing, the products with the interpolation matrices. */
  forward: (context) => {
    if (!isAntialiased(context.node) || context.training.capabilities.antialiasing) return null
    const { g } = context
    const [x, maps] = [inputOf(context, 0), mapsOf(context)]
    // An output that were the input itself would have its gradient counted twice: as the output's, and as the input's.
    return { outputs: [maps.length === 0 ? identity(g, x) : maps.reduce((value, map) => mapAxis(g, value, map), x)], saved: [] }
  },
  backward: (context) => [mapsOf(context).reduce((grad, map) => gradOfAxisMap(context.g, grad, map), gradOfOutput(context))],
}

const isAntialiased = (node: Node): boolean => intAttribute(node, 'antialias', 0) === 1

/** The maps of all axes that are interpolated. */
function mapsOf(context: Pick<ForwardContext, 'g' | 'node' | 'inputs'>): readonly AxisMap[] {
  const { node } = context
  const { shape } = inputOf(context, 0)
  const interpolate = isAntialiased(node) ? antialiased(node) : interpolation(node)
  const resizes = resizesOf(inferenceOf(context))
  // ONNX Runtime copies axes whose size stays the same, even where the scale would move their pixels: each one with antialiasing, otherwise only all.
  const keepsSize = ({ size }: AxisResize, axis: number): boolean => size === shape[axis]
  if (resizes.every(keepsSize)) return []
  return resizes.flatMap((resized, axis) => {
    if (resized.scale === 1 || (isAntialiased(node) && keepsSize(resized, axis))) return []
    const inputs = shape[axis] ?? 0
    return [{ axis, inputs, rows: Array.from({ length: resized.size }, (_, place) => interpolate(place, inputs, resized)) }]
  })
}

/** The inputs that an output is interpolated from, with their weights. */
type Interpolation = (place: number, inputs: number, resized: AxisResize) => readonly Term[]

function interpolation(node: Node): Interpolation {
  const coordinate = coordinateOf(node)
  const mode = stringAttribute(node, 'mode', 'nearest')
  switch (mode) {
    case 'nearest': {
      const round = rounding(node)
      return (place, inputs, resized) => {
        const nearest = round(coordinate(place, inputs, resized))
        return [{ input: Math.min(Math.max(nearest, 0), inputs - 1), weight: 1 }]
      }
    }
    case 'linear':
      return (place, inputs, resized) => {
        const exact = Math.min(Math.max(coordinate(place, inputs, resized), 0), inputs - 1)
        const below = Math.floor(exact)
        const share = exact - below
        return [
          { input: below, weight: 1 - share },
          { input: Math.min(below + 1, inputs - 1), weight: share },
        ]
      }
    case 'cubic': {
      const [filter, isLeftOut] = [cubicFilter(node), leavesOutside(node)]
      return (place, inputs, resized) => {
        const exact = coordinate(place, inputs, resized)
        const first = Math.floor(exact) - 1
        return atBorder(filtered(first, first + 4, (input) => filter(input - exact)), inputs, isLeftOut)
      }
    }
    default:
      throw noRule(node, phrase('it interpolates by the mode {mode}', { mode }))
  }
}

/** A function of the distance between an input and the place that is interpolated; zero from a distance of 1 (linear) or 2 (cubic) on. */
type Filter = (distance: number) => number

const linearFilter: Filter = (distance) => Math.max(0, 1 - Math.abs(distance))

/** R. Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions on Acoustics, Speech, and Signal Processing 29 (1981). */
function cubicFilter(node: Node): Filter {
  const a = floatAttribute(node, 'cubic_coeff_a', -0.75)
  return (distance) => {
    const x = Math.abs(distance)
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1
    return x < 2 ? a * (((x - 5) * x + 8) * x - 4) : 0
  }
}

/** Interpolation by a filter that is as much wider as the axis gets shorter, so that every input counts. Its weights are made to add up to 1. */
function antialiased(node: Node): Interpolation {
  const [coordinate, isLeftOut] = [coordinateOf(node), leavesOutside(node)]
  const [filter, reach] = stringAttribute(node, 'mode', 'nearest') === 'cubic' ? [cubicFilter(node), 2] : [linearFilter, 1]
  return (place, inputs, resized) => {
    const widening = Math.max(1, 1 / resized.scale)
    const exact = coordinate(place, inputs, resized)
    const bound = (side: number): number => Math.floor(exact + side * reach * widening + 1)
    const terms = atBorder(filtered(bound(-1), bound(1), (input) => filter((input - exact) / widening)), inputs, isLeftOut)
    const sum = terms.reduce((total, { weight }) => total + weight, 0)
    return terms.map(({ input, weight }) => ({ input, weight: weight / sum }))
  }
}

/** Terms for the inputs from `first` up to but without `end`. */
const filtered = (first: number, end: number, weightOf: (input: number) => number): Term[] =>
  Array.from({ length: end - first }, (_, index) => ({ input: first + index, weight: weightOf(first + index) }))

const leavesOutside = (node: Node): boolean => intAttribute(node, 'exclude_outside', 0) === 1

/** Inputs beyond the border are those at the border; or they are left out, and the other weights are made to add up to 1. */
function atBorder(terms: readonly Term[], inputs: number, isLeftOut: boolean): readonly Term[] {
  if (!isLeftOut) return terms.map(({ input, weight }) => ({ input: Math.min(Math.max(input, 0), inputs - 1), weight }))
  const inside = terms.filter(({ input }) => input >= 0 && input < inputs)
  const sum = inside.reduce((total, { weight }) => total + weight, 0)
  return inside.map(({ input, weight }) => ({ input, weight: weight / sum }))
}

/** The coordinate of an output's place among the inputs. Every step is rounded to float32, as in ONNX Runtime, so that ties are decided alike. */
function coordinateOf(node: Node): (place: number, inputs: number, resized: AxisResize) => number {
  const f = Math.fround
  const halfPixel = (place: number, scale: number): number => f(f((place + 0.5) / scale) - 0.5)
  const transformation = stringAttribute(node, 'coordinate_transformation_mode', 'half_pixel')
  switch (transformation) {
    case 'half_pixel':
      return (place, _, { scale }) => halfPixel(place, scale)
    case 'pytorch_half_pixel':
      return (place, _, { size, scale }) => (size > 1 ? halfPixel(place, scale) : 0)
    case 'asymmetric':
      return (place, _, { scale }) => f(place / scale)
    case 'align_corners':
      return (place, inputs, { size }) => (size === 1 ? 0 : f((place * (inputs - 1)) / (size - 1)))
    default:
      throw noRule(node, phrase('it places pixels by {transformation}', { transformation }))
  }
}

function rounding(node: Node): (coordinate: number) => number {
  const mode = stringAttribute(node, 'nearest_mode', 'round_prefer_floor')
  switch (mode) {
    case 'round_prefer_floor':
      return (x) => Math.ceil(x - 0.5)
    case 'round_prefer_ceil':
      return (x) => Math.floor(x + 0.5)
    case 'floor':
      return Math.floor
    case 'ceil':
      return Math.ceil
    default:
      throw noRule(node, phrase('it rounds by {mode}', { mode }))
  }
}

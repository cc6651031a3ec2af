// Rule of Resize: interpolation is a linear map of each axis, so the gradient is the product with the transposed interpolation matrices.
import { intAttribute, stringAttribute, type Node } from '../../../onnx/graph'
import { resizesOf, type AxisResize } from '../../../onnx/shape-inference/resize'
import { gradOfAxisMap, type Term } from '../axis-map'
import { gradOfOutput, inferenceOf, inputOf, noRule, type Rule } from '../rule'

export const resize: Rule = {
  backward: (context) => {
    const { g, node } = context
    const { shape } = inputOf(context, 0)
    if (intAttribute(node, 'antialias', 0) === 1) throw noRule(node, 'it resizes with antialiasing')
    const interpolate = interpolation(node)
    const resizes = resizesOf(inferenceOf(context))
    // ONNX Runtime copies axes whose size stays the same, even where the scale would move their pixels.
    if (resizes.every(({ size }, axis) => size === shape[axis])) return [gradOfOutput(context)]
    const gradX = resizes.reduce((grad, resized, axis) => {
      if (resized.scale === 1) return grad
      const inputs = shape[axis] ?? 0
      const rows = Array.from({ length: resized.size }, (_, place) => interpolate(place, inputs, resized))
      return gradOfAxisMap(g, grad, { axis, inputs, rows })
    }, gradOfOutput(context))
    return [gradX]
  },
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
    default:
      throw noRule(node, `it interpolates by the mode ${mode}`)
  }
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
      throw noRule(node, `it places pixels by ${transformation}`)
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
      throw noRule(node, `it rounds by ${mode}`)
  }
}

// Upgrades of GridSample and AffineGrid, as in spatial transformers: the places, the weights of the pixels around them, and a gather for each pixel.
// M. Jaderberg et al., "Spatial transformer networks", NIPS 2015, section 3.
import { phrase } from '@language/phrase'
import { codeOfElementType } from '../../element-type-codes'
import { int, intAttribute, ints, stringAttribute } from '../../graph'
import { unsupported } from '../../problems'
import { labelOf } from '../../stored-model'
import { float32, int64, toNumbers } from '../../tensor'
import { constantSize, Rewrite, type Upgrade } from './rewrite'

/** Formulas on values and numbers, written as nodes. */
class Formulas {
  readonly #rewrite: Rewrite

  constructor(rewrite: Rewrite) {
    this.#rewrite = rewrite
  }

  add = (a: string, b: string | number): string => this.#binary('Add', a, b)
  sub = (a: string | number, b: string | number): string => this.#binary('Sub', a, b)
  mul = (a: string, b: string | number): string => this.#binary('Mul', a, b)
  floor = (x: string): string => this.#rewrite.emit('Floor', [x])
  round = (x: string): string => this.#rewrite.emit('Round', [x])
  abs = (x: string): string => this.#rewrite.emit('Abs', [x])
  clip = (x: string, min: number, max: number): string => this.#rewrite.emit('Clip', [x, this.#value(min), this.#value(max)])
  where = (condition: string, a: string, b: number): string => this.#rewrite.emit('Where', [condition, a, this.#value(b)])
  isWithin = (x: string, min: number, max: number): string =>
    this.#rewrite.emit('And', [this.#binary('GreaterOrEqual', x, min), this.#binary('LessOrEqual', x, max)])
  asFloat = (x: string): string => this.#rewrite.emit('Cast', [x], { to: int(codeOfElementType.float32) })
  /** WebGPU computes no int64 indices, and all devices take int32. */
  asIndex = (x: string): string => this.#rewrite.emit('Cast', [x], { to: int(codeOfElementType.int32) })

  #binary(operator: string, a: string | number, b: string | number): string {
    return this.#rewrite.emit(operator, [this.#value(a), this.#value(b)])
  }

  #value(value: string | number): string {
    return typeof value === 'string' ? value : this.#rewrite.constant(float32(value))
  }
}

/** A pixel along one axis near a sampled place: its index as a float, whether the image has it, and its weight (null: 1). */
interface Tap {
  readonly index: string
  readonly isInside: string
  readonly weight: string | null
}

interface AxisSampling {
  /** Number of pixels along the axis. */
  readonly size: number
  readonly alignsCorners: boolean
  readonly padding: string
  readonly isNearest: boolean
}

/** The pixels along an axis that a place between -1 and 1 is interpolated from. */
function tapsOf(f: Formulas, place: string, { size, alignsCorners, padding, isNearest }: AxisSampling): readonly Tap[] {
  const last = size - 1
  // -1 and 1 are the centres of the first and last pixel, or their outer edges.
  const exact = f.add(f.mul(place, (alignsCorners ? last : size) / 2), last / 2)
  const [low, high] = alignsCorners ? [0, last] : [-0.5, size - 0.5]
  const coordinate = isNearest ? f.round(exact) : exact
  const seen = padding === 'zeros' ? coordinate : f.clip(padding === 'reflection' ? reflected(f, coordinate, low, high) : coordinate, 0, last)
  const tap = (index: string, weight: string | null): Tap => ({ index, isInside: f.isWithin(index, 0, last), weight })
  if (isNearest) return [tap(padding === 'reflection' ? f.round(seen) : seen, null)]
  const below = f.floor(seen)
  const share = f.sub(seen, below)
  return [tap(below, f.sub(1, share)), tap(f.add(below, 1), share)]
}

/** x reflected at both ends of an interval until it is inside: distances from its lower end run up and down like a triangular wave. */
function reflected(f: Formulas, x: string, low: number, high: number): string {
  const span = high - low
  if (span === 0) return f.add(f.mul(x, 0), low)
  const distance = f.abs(f.sub(x, low))
  const turns = f.floor(f.mul(distance, 1 / span))
  const rest = f.sub(distance, f.mul(turns, span))
  const isOdd = f.sub(turns, f.mul(f.floor(f.mul(turns, 0.5)), 2))
  // rest where the wave rises, span - rest where it falls.
  return f.add(f.add(rest, f.mul(isOdd, f.sub(span, f.mul(rest, 2)))), low)
}

/** Samples X [N, C, H, W] at grid [N, rows, columns, 2] of places (x, y) between -1 and 1. What lies outside is 0, the border, or a reflection. */
export const gridSample: Upgrade = (node, context) => {
  const [x = '', grid = ''] = node.inputs
  const { shape } = context.valueOf(x)
  const [n = 0, channels = 0, height = 0, width = 0] = shape
  const [, rows = 0, columns = 0] = context.valueOf(grid).shape
  const mode = stringAttribute(node, 'mode', 'linear')
  if (shape.length !== 4) throw unsupported(phrase('{node} samples a value of {dimensions} dimensions', { node: labelOf(node), dimensions: shape.length }), phrase('Sample images [N, C, H, W].'))
  if (mode.endsWith('cubic')) throw unsupported(phrase('{node} interpolates by the mode {mode}', { node: labelOf(node), mode }), phrase("Sample with the mode 'bilinear' or 'nearest', and export the network again."))
  const r = new Rewrite(node, context)
  const f = new Formulas(r)
  const sampling = { alignsCorners: intAttribute(node, 'align_corners', 0) === 1, padding: stringAttribute(node, 'padding_mode', 'zeros'), isNearest: mode === 'nearest' }
  /** One coordinate of all places: [N, 1, places]. */
  const places = (index: number): string => {
    const taken = r.emit('Slice', [grid, ...[[index], [index + 1], [3], [1]].map((list) => r.constant(int64(list)))])
    return r.emit('Reshape', [taken, r.constant(int64([n, 1, rows * columns]))])
  }
  const across = tapsOf(f, places(0), { ...sampling, size: width })
  const down = tapsOf(f, places(1), { ...sampling, size: height })
  const pixels = r.emit('Reshape', [x, r.constant(int64([n, channels, height * width]))])
  const byChannel = r.constant(int64([1, channels, 1]))
  const taken = down.flatMap((vertical) =>
    across.map((horizontal) => {
      const isInside = r.emit('And', [vertical.isInside, horizontal.isInside])
      const index = f.asIndex(f.where(isInside, f.add(f.mul(vertical.index, width), horizontal.index), 0))
      const values = r.emit('GatherElements', [pixels, r.emit('Expand', [index, byChannel])], { axis: int(2) })
      const weights = [vertical.weight, horizontal.weight, f.asFloat(isInside)].filter((weight) => weight !== null)
      return f.mul(values, weights.reduce((product, weight) => f.mul(product, weight)))
    }),
  )
  return r.ending('Reshape', [taken.reduce((sum, value) => f.add(sum, value)), r.constant(int64([n, channels, rows, columns]))])
}

/** The places of an image's pixels after an affine map of the plane: theta [N, 2, 3] -> [N, H, W, 2]. Input 1 is the constant size [N, C, H, W]. */
export const affineGrid: Upgrade = (node, context) => {
  const [theta = '', size = ''] = node.inputs
  const sizes = context.constantOf(size)
  if (!sizes) return null
  const [, , height = 0, width = 0, ...more] = toNumbers(sizes)
  if (more.length > 0) throw unsupported(phrase('{node} makes places in volumes', { node: labelOf(node) }), phrase('Use places in images.'))
  const alignsCorners = intAttribute(node, 'align_corners', 0) === 1
  const coordinate = (index: number, count: number): number => (alignsCorners ? (2 * index) / Math.max(1, count - 1) : (2 * index + 1) / count) - 1
  const places = Array.from({ length: constantSize([height, width]) }, (_, place) => [coordinate(place % width, width), coordinate(Math.floor(place / width), height), 1])
  const r = new Rewrite(node, context)
  const turned = r.emit('Transpose', [theta], { perm: ints([0, 2, 1]) })
  const mapped = r.emit('MatMul', [r.constant(float32(places.flat(), [height * width, 3])), turned])
  return r.ending('Reshape', [mapped, r.constant(int64([context.valueOf(theta).shape[0] ?? 1, height, width, 2]))])
}

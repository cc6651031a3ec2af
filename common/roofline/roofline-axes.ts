// The axes of a roofline chart, both logarithmic: what they reach over, and how their powers of ten are written.
import { ridgeOf, type Roof } from './roof'
import type { RooflineSeries } from './roofline-points'

export interface LogRange {
  readonly min: number
  readonly max: number
}

/** Room around what is shown, as a factor. */
const margin = 1.6

/** At least this much of the flat roof, and of the slope, is shown: multiples of the corner's intensity. */
const roofShown = 4

/** Ranges that show all points, the corner of the roof and some of the roof on both sides of it. */
export function rangesOf(series: readonly RooflineSeries[], roof: Roof): { readonly x: LogRange; readonly y: LogRange } {
  const points = series.flatMap((one) => one.points)
  const ridge = ridgeOf(roof)
  const x = { min: Math.min(ridge / roofShown, ...points.map((point) => point.x / margin)), max: Math.max(ridge * roofShown, ...points.map((point) => point.x * margin)) }
  // The roof at the left end is the least that points on it reach.
  const y = { min: Math.min(roof.bytesPerSecond * x.min, ...points.map((point) => point.y / margin)), max: roof.flopsPerSecond * margin * margin }
  return { x, y }
}

/** The powers of ten within a range, thinned to about `most` of them. */
export function powersOfTen({ min, max }: LogRange, most: number): readonly number[] {
  const [first, last] = [Math.ceil(Math.log10(min) - 1e-9), Math.floor(Math.log10(max) + 1e-9)]
  const step = Math.max(1, Math.ceil((last - first + 1) / most))
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, index) => 10 ** (first + index * step))
}

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const

/** `0.1`, `100`, `10 k`, `1 T`. */
export function powerText(value: number): string {
  if (value < 1000) return String(Number(value.toPrecision(1)))
  const power = Math.min(Math.floor(Math.log10(value * 1.0005) / 3), prefixes.length - 1)
  return `${Math.round(value / 1000 ** power)}\u00a0${prefixes[power] ?? ''}`
}

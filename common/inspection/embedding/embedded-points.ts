// Images as points of an embedding: where each stands, and the groups in which they are drawn.
import { phrase } from '@language/phrase'
import { classStyle, type PointStyle } from './point-style'

export interface EmbeddedPoints {
  /** [points, 2]: x, and y downward. */
  readonly places: Float32Array
  /** [points]: the class in the data set, and the one that the network answers. */
  readonly labels: Uint16Array
  readonly predictions: Uint16Array
}

export const colourings = ['class', 'error'] as const
export type Colouring = (typeof colourings)[number]

/** Points that look the same. */
export interface PointGroup {
  readonly name: string
  /** Of a group of one class; null: of right or wrong answers. */
  readonly label: number | null
  readonly style: PointStyle
  /** Numbers of the points. */
  readonly points: readonly number[]
}

/** The places of points by their first two components. @param components [points, width] */
export function placesOfComponents(components: Float32Array, points: number): Float32Array {
  const width = components.length / points
  return Float32Array.from({ length: 2 * points }, (_, at) => {
    const [point, axis] = [Math.floor(at / 2), at % 2]
    const value = axis < width ? (components[point * width + axis] ?? 0) : 0
    return axis === 0 ? value : 0 - value
  })
}

/** In the order in which they are drawn: wrong answers, which are few, above all others. */
export function pointGroups({ labels, predictions }: Pick<EmbeddedPoints, 'labels' | 'predictions'>, colouring: Colouring, classes: readonly string[]): readonly PointGroup[] {
  if (colouring === 'error') {
    const isWrong = (point: number): boolean => labels[point] !== predictions[point]
    const all = Array.from(labels, (_, point) => point)
    return [
      { name: phrase('right'), label: null, style: { colour: 'right', shape: 'circle' }, points: all.filter((point) => !isWrong(point)) },
      { name: phrase('wrong'), label: null, style: { colour: 2, shape: 'diamond' }, points: all.filter(isWrong) },
    ]
  }
  const points = classes.map((): number[] => [])
  labels.forEach((label, point) => points[label]?.push(point))
  return classes.map((name, label) => ({ name, label, style: classStyle(label), points: points[label] ?? [] }))
}

export interface PointCentre {
  readonly name: string
  readonly x: number
  readonly y: number
}

/** Where each group has its median along both axes; groups without points have none. */
export function groupCentres(places: Float32Array, groups: readonly PointGroup[]): readonly PointCentre[] {
  return groups.flatMap(({ name, points }) => {
    if (points.length === 0) return []
    const [x, y] = [0, 1].map((axis) => median(points.map((point) => places[2 * point + axis] ?? 0)))
    return [{ name, x: x ?? 0, y: y ?? 0 }]
  })
}

function median(values: number[]): number {
  values.sort((a, b) => a - b)
  const middle = Math.floor(values.length / 2)
  return values.length % 2 === 1 ? (values[middle] ?? 0) : ((values[middle - 1] ?? 0) + (values[middle] ?? 0)) / 2
}

/** The point under a place, or near it; null: none. @param reach in the unit of the places */
export function pointAt(places: Float32Array, x: number, y: number, reach: number): number | null {
  let [nearest, least] = [-1, reach * reach]
  for (let at = 0; at < places.length; at += 2) {
    const distance = ((places[at] ?? 0) - x) ** 2 + ((places[at + 1] ?? 0) - y) ** 2
    if (distance <= least) [nearest, least] = [at / 2, distance]
  }
  return nearest < 0 ? null : nearest
}

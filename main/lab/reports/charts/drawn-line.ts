// The path of a line: its pieces between values that are not known, with no more points than it has pixels.
import { fillPixelColumns, pixelColumns, type PixelColumns } from '@common/curves/pixel-columns'
import type { ChartLine } from '@contract/reports/report-chart'
import type { Frame } from './chart-frame'
import type { ChartScale } from './chart-scale'
import type { Place } from './marks'
import { short } from './svg-element'

/** Points without a gap, in pixels. */
export type Piece = readonly Place[]

/** Pixels of the values on the two axes. */
export interface PlottedScales {
  readonly frame: Frame
  readonly x: ChartScale
  readonly y: ChartScale
}

/** Place along an axis beyond which nothing is told apart: a cut axis leaves spikes of any height above it. */
const farthest = 2

function pixelsOf({ frame, x: xScale, y: yScale }: PlottedScales, x: number, y: number | null | undefined): Place | null {
  const [along, up] = [xScale.placeOf(x), yScale.placeOf(y)]
  return along === null || up === null ? null : { x: frame.xOf(along), y: frame.yOf(Math.min(up, farthest)) }
}

/** Items in groups between those that are null. */
function between<T>(items: readonly (T | null)[]): readonly (readonly T[])[] {
  const groups: T[][] = []
  let isOpen = false
  for (const item of items) {
    if (item !== null) {
      if (isOpen) groups.at(-1)?.push(item)
      else groups.push([item])
    }
    isOpen = item !== null
  }
  return groups
}

/** The pieces of a line, from left to right as its points are. */
export const piecesOf = ({ points }: ChartLine, scales: PlottedScales): readonly Piece[] => between(points.map(([x, y]) => pixelsOf(scales, x, y)))

interface Bounds {
  readonly low: Place
  readonly high: Place
}

/** The bounds of each point; null: not known. */
const boundsOf = ({ points, band = [] }: ChartLine, scales: PlottedScales): readonly (Bounds | null)[] =>
  points.map(([x], index) => {
    const [low, high] = [pixelsOf(scales, x, band[index]?.[0]), pixelsOf(scales, x, band[index]?.[1])]
    return low && high ? { low, high } : null
  })

/** Half the width of the ends of a bar. */
const halfCap = 3

/** An upright bar between two bounds, with its ends. */
export const barBetween = ({ low, high }: Bounds): string => `M${short(low.x - halfCap)} ${short(low.y)}h${2 * halfCap}M${short(low.x)} ${short(low.y)}V${short(high.y)}M${short(high.x - halfCap)} ${short(high.y)}h${2 * halfCap}`

/** Bars at the points of a line. */
export const boundBars = (line: ChartLine, scales: PlottedScales): string => boundsOf(line, scales).flatMap((bounds) => (bounds ? [barBetween(bounds)] : [])).join('')

/** The outlines of the band around a line, each closed. */
export function bandPath(line: ChartLine, scales: PlottedScales): string {
  return between(boundsOf(line, scales))
    .filter((group) => group.length > 1)
    .map((group) => {
      const [highs, lows] = [thinned(group.map(({ high }) => high), 'low'), thinned(group.map(({ low }) => low), 'high')]
      return `${pathOf(highs)}${pathOf([...lows].reverse()).replace('M', 'L')}z`
    })
    .join('')
}

/** The path of a line's pieces; a piece of one point has none. */
export const linePath = (pieces: readonly Piece[]): string => pieces.filter((piece) => piece.length > 1).map((piece) => pathOf(thinned(piece, 'all'))).join('')

/** Straight lines through places; what lies level or upright is written shorter. */
function pathOf(places: Piece): string {
  let [x, y] = ['', '']
  return places
    .map((place, index) => {
      const [toX, toY] = [short(place.x), short(place.y)]
      const step = index === 0 ? `M${toX} ${toY}` : toX === x && toY === y ? '' : toX === x ? `V${toY}` : toY === y ? `H${toX}` : `L${toX} ${toY}`
      ;[x, y] = [toX, toY]
      return step
    })
    .join('')
}

/** Points for each pixel of width beyond which a curve is drawn by columns of pixels. */
const mostPerPixel = 3

/** A curve with one column of points for each pixel of width; one whose places do not go rightwards is left as it is. */
function thinned(piece: Piece, kept: 'all' | 'low' | 'high'): Piece {
  const [first, last] = [piece[0], piece.at(-1)]
  if (!first || !last || piece.length <= mostPerPixel * (last.x - first.x + 1)) return piece
  if (piece.some(({ x }, index) => x < (piece[index - 1]?.x ?? x))) return piece
  const [from, width] = [Math.floor(first.x), Math.ceil(last.x) - Math.floor(first.x) + 1]
  const curve = { x: Float64Array.from(piece, ({ x }) => x), y: Float64Array.from(piece, ({ y }) => y) }
  const columns = fillPixelColumns(curve, { from, to: from + width, isLog: false, left: from, width }, pixelColumns(width + 2))
  return Array.from({ length: columns.count }, (_, column) => placesIn(columns, column, kept)).flat()
}

function placesIn({ pixel, first, low, high, last }: PixelColumns, column: number, kept: 'all' | 'low' | 'high'): Piece {
  const values = kept === 'all' ? [first, low, high, last] : [kept === 'low' ? low : high]
  return values.map((of) => ({ x: pixel[column] ?? 0, y: of[column] ?? 0 }))
}

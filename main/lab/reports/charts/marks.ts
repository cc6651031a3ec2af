// Marks of points: each series has its own shape, so that it is known without its colour, too.
import { html, type Markup } from '@common/markup/markup'
import { short } from './svg-element'

export interface Place {
  readonly x: number
  readonly y: number
}

/** Shapes of about one area around a place, as the data of a path; `r` in pixels. */
const shapes: readonly ((place: Place, r: number) => string)[] = [
  ({ x, y }, r) => `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  ({ x, y }, r) => polygon({ x, y }, r * 0.9, [[-1, -1], [1, -1], [1, 1], [-1, 1]]),
  ({ x, y }, r) => polygon({ x, y }, r * 1.2, [[0, -1], [1, 0.8], [-1, 0.8]]),
  ({ x, y }, r) => polygon({ x, y }, r * 1.3, [[0, -1], [1, 0], [0, 1], [-1, 0]]),
  ({ x, y }, r) => polygon({ x, y }, r * 1.2, [[0, 1], [1, -0.8], [-1, -0.8]]),
  ({ x, y }, r) => polygon({ x, y }, r * 0.45, [[-1, -2.6], [1, -2.6], [1, -1], [2.6, -1], [2.6, 1], [1, 1], [1, 2.6], [-1, 2.6], [-1, 1], [-2.6, 1], [-2.6, -1], [-1, -1]]),
  ({ x, y }, r) => polygon({ x, y }, r * 1.2, [[-1, -1], [1, -1], [-1, 1], [1, 1]]),
]

function polygon({ x, y }: Place, r: number, corners: readonly (readonly [dx: number, dy: number])[]): string {
  return `${corners.map(([dx, dy], index) => `${index === 0 ? 'M' : 'L'}${short(x + dx * r)} ${short(y + dy * r)}`).join('')}z`
}

export interface MarkLook {
  /** Number of the series, from 0. */
  readonly shape: number
  /** Class of its colour. */
  readonly colour: string
  readonly isHollow?: boolean
  /** Half its width. */
  readonly radius?: number
}

/** Marks of one look, as one element. */
export function marks(places: readonly Place[], { shape, colour, isHollow = false, radius = 3 }: MarkLook): Markup | null {
  const outline = shapes[shape % shapes.length]
  if (!outline || places.length === 0) return null
  return html`<path class="${isHollow ? `hollow s${colour}` : `mark f${colour}`}" d="${places.map((place) => outline(place, radius)).join('')}" />`
}

/** Colours of lines in the style sheet. */
const colourCount = 5
/** The number of a colour's classes: `s1` strokes with it, `f1` fills. */
export const colourOf = (index: number): string => String((index % colourCount) + 1)

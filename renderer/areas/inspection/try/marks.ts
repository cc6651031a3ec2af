// A drawing as data: the marks in the order in which they were made, so that it can be painted again and each mark be undone.

/** Red, green, blue, 0..255. */
export type Rgb = readonly [number, number, number]

/** A place that the pen was at, in pixels of the pad. */
export interface PenPoint {
  readonly x: number
  readonly y: number
  /** Of the line there, in pixels of the pad. */
  readonly width: number
}

export interface Stroke {
  readonly kind: 'stroke'
  readonly colour: Rgb
  /** Grows while the pen is down. */
  readonly points: PenPoint[]
}

export type Mark =
  | Stroke
  /** All that has the colour of a place and hangs together with it. */
  | { readonly kind: 'fill'; readonly colour: Rgb; readonly x: number; readonly y: number }
  /** Everything before is gone. */
  | { readonly kind: 'clear' }

/** Whether the marks leave the paper empty. */
export function isBlank(marks: readonly Mark[]): boolean {
  const last = marks.at(-1)
  return !last || last.kind === 'clear'
}

/** The marks that are still to be seen: those after the last clearing. */
export function visibleMarks(marks: readonly Mark[]): readonly Mark[] {
  return marks.slice(marks.findLastIndex(({ kind }) => kind === 'clear') + 1)
}

/** Width of a pen's line with no pressure and with full pressure, as a share of the brush. A mouse has no pressure, and draws as wide as the brush. */
const [lightest, firmest] = [0.4, 1.6]

/**
 * @param brush width in pixels
 * @param pressure 0..1, as the browser tells it
 */
export function lineWidth(brush: number, pressure: number, pointerType: string): number {
  return pointerType === 'pen' ? brush * (lightest + (firmest - lightest) * pressure) : brush
}

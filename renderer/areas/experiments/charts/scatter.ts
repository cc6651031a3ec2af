// What a chart of points and lines draws, with places from 0 (left, bottom) to 1 (right, top).

export interface ScatterMark {
  readonly x: number
  readonly y: number
  /** Ends of the bar that shows the spread; null: there is none. */
  readonly low: number | null
  readonly high: number | null
  /** What is told of it, as a sentence without its full stop. */
  readonly words: string
  /** Name beside it; empty: none. */
  readonly name: string
  /** Id of the run that it leads to; null: none. */
  readonly run: string | null
}

export interface ScatterSeries {
  /** Name at the end of its line; empty: none. */
  readonly name: string
  /** CSS colour. */
  readonly colour: string
  /** `ring`: published, or not on the front. */
  readonly shape: 'dot' | 'ring'
  readonly dash: string
  readonly marks: readonly ScatterMark[]
  /** Corners of the line through it; empty: none. */
  readonly line: readonly { readonly x: number; readonly y: number }[]
}

/** Colours of the theme for lines beside each other. */
const colourCount = 5
export const seriesColour = (index: number): string => `var(--lab-network-${(index % colourCount) + 1})`
/** Past the colours of the theme, lines are told apart by their dash, too. */
const dashes = ['', '7 4', '2 3', '10 3 2 3'] as const
export const seriesDash = (index: number): string => dashes[Math.floor(index / colourCount) % dashes.length] ?? ''

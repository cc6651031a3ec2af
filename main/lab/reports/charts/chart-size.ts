// Sizes of charts. Letters keep their size, so that a chart of half a page is drawn narrower, not smaller.

/** `full`: as wide as the text of a page; `half`: two beside each other. */
export type ChartSize = 'full' | 'half'

export interface ChartMeasures {
  /** In CSS pixels at its natural size, as all lengths in charts. */
  readonly width: number
  readonly plotHeight: number
  /** Most room for labels at the ends of lines. */
  readonly labelRoom: number
  /** Most room for names beside rows; longer ones stand above them. */
  readonly nameRoom: number
}

export const chartMeasures: Readonly<Record<ChartSize, ChartMeasures>> = {
  full: { width: 680, plotHeight: 270, labelRoom: 170, nameRoom: 220 },
  half: { width: 340, plotHeight: 190, labelRoom: 88, nameRoom: 90 },
}

export const fontSize = 12
export const lineHeight = 15

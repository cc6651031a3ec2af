// The look of each kind of series. Colours come from the theme (renderer/style.css); dash and marker distinguish series without colour.
import type { SeriesRole } from './chart-model'
import { groundColours, themeColourReader, type GroundColours } from './theme-colour'

/** The theme's colours as the canvas needs them. */
export interface ChartColours extends GroundColours {
  readonly roles: Readonly<Record<SeriesRole, string>>
}

/** Reads the colours of the current theme from the page. */
export function themeColours(): ChartColours {
  const colour = themeColourReader()
  return {
    ...groundColours(colour),
    roles: {
      train: colour('train'),
      chunks: colour('chunks'),
      test: colour('test'),
      published: colour('published'),
      measured: colour('measured'),
      samples: colour('samples'),
      predicted: colour('published'),
      peak: colour('measured'),
    },
  }
}

interface SeriesStyle {
  readonly dash: readonly number[]
  readonly width: number
  readonly hasLine: boolean
  /** Radius of the markers in pixels; 0 for none. */
  readonly marker: number
}

export const seriesStyles: Readonly<Record<SeriesRole, SeriesStyle>> = {
  train: { dash: [], width: 2, hasLine: true, marker: 0 },
  chunks: { dash: [], width: 0, hasLine: false, marker: 2 },
  test: { dash: [6, 4], width: 2, hasLine: true, marker: 4 },
  published: { dash: [2, 4], width: 1.5, hasLine: true, marker: 0 },
  measured: { dash: [], width: 2, hasLine: true, marker: 0 },
  samples: { dash: [], width: 0, hasLine: false, marker: 2 },
  predicted: { dash: [2, 4], width: 1.5, hasLine: true, marker: 0 },
  peak: { dash: [8, 4], width: 1.5, hasLine: true, marker: 0 },
}

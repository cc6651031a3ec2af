// Published results as the figures that experiments show beside their own.
import { phrase } from '@language/phrase'
import type { AxisValue } from '@contract/sweeps/axis'
import { fashionMnistResults, type PublishedResult, type PublishedVariant } from '../published/published'
import type { PublishedFigure } from './experiment'

type Values = Readonly<Record<string, AxisValue>>

/** One published result; `values` place it in charts. */
export function publishedFigure({ name, finalAccuracy, source }: PublishedResult, values?: Values): PublishedFigure {
  return { what: name, figures: { testAccuracy: finalAccuracy }, source, ...(values && { values }) }
}

/** One variant of what a source reports. */
export function publishedVariantFigure(what: string, { testAccuracy, imagesPerSecond, deviceBytes, source }: PublishedVariant, values?: Values): PublishedFigure {
  const figures = { testAccuracy, ...(imagesPerSecond !== null && { imagesPerSecond }), ...(deviceBytes !== null && { peakDeviceBytes: deviceBytes }) }
  return { what, figures, source, ...(values && { values }) }
}

/** What is known of Fashion-MNIST beyond the book, the least accurate first. */
export const fashionMnistFigures: readonly PublishedFigure[] = fashionMnistResults.map(({ source, testAccuracy }) => ({ what: source, figures: { testAccuracy }, source: phrase("list of the data set's authors") }))

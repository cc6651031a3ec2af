// How many images of a data set a run uses.
import type { Formats } from '../words/formats'

/** The facts of a data set that conclusions need. */
export interface DatasetFacts {
  readonly classes: readonly string[]
  readonly trainImages: number
  readonly testImages: number
}

/** Number of images that a run uses: `limit`, or `all` where there is no limit or a larger one. */
export function usedImages(limit: number | null, all: number): number {
  return Math.min(limit ?? all, all)
}

/** What is wrong with a limit that a user chose: `is too large. There are 60,000 images.`; empty where the set is large enough. */
export function tooManyImages(limit: number | null, all: number, { formatCount }: Formats): string {
  return limit !== null && limit > all ? `is too large. There are ${formatCount(all)} images.` : ''
}

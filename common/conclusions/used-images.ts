// How many images of a data set a run uses.

/** The facts of a data set that conclusions need. */
export interface DatasetFacts {
  readonly classes: readonly string[]
  readonly trainImages: number
  readonly testImages: number
}

/** Images used under a limit: the first `limit` of `all`. No limit, and one beyond the set's size, stand for all. */
export function usedImages(limit: number | null, all: number): number {
  return Math.min(limit ?? all, all)
}

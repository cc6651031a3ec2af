// Divides images into batches of few sizes, so that few programs serve any number of them.

/** Numbers of images that there are programs for, the largest first: any number is a sum of these, so that no batch is filled up. */
const batchSizes = [16, 4, 1] as const

export interface ImageBatch {
  /** The first of the images. */
  readonly start: number
  readonly size: number
}

/** @param most images that may go through at once, at least 1; default: as many as in the largest batch */
export function batchesOf(count: number, most: number = batchSizes[0]): readonly ImageBatch[] {
  const batches: ImageBatch[] = []
  for (let start = 0; start < count; ) {
    const size = batchSizes.find((candidate) => candidate <= most && candidate <= count - start) ?? 1
    batches.push({ start, size })
    start += size
  }
  return batches
}

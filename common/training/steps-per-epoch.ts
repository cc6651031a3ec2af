// Steps of an epoch.

/** Number of steps in which every training image is used once; the last step may have fewer images. */
export function stepsPerEpoch(images: number, batchSize: number): number {
  return Math.ceil(images / batchSize)
}

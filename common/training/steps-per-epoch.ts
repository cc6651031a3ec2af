// Steps of an epoch.

/** How many steps take all training images once; the last one may have fewer images. */
export function stepsPerEpoch(images: number, batchSize: number): number {
  return Math.ceil(images / batchSize)
}

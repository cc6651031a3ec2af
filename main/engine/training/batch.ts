// A batch as programs take it: places for N images, of which the last batch of an epoch may fill fewer.

/** Indices int64 and weights float32 of batches that lie one behind the other, each with `size` places. */
export class BatchFeed {
  readonly indices: BigInt64Array
  readonly weights: Float32Array

  constructor(
    batches: readonly Uint32Array[],
    readonly size: number,
    /** The weight of each image of a batch of n: 1/n for a mean, 1 for a sum. */
    weightOf: (n: number) => number,
  ) {
    this.indices = new BigInt64Array(batches.length * size)
    this.weights = new Float32Array(batches.length * size)
    batches.forEach((batch, row) => {
      if (batch.length > size) throw new RangeError(`a batch of ${batch.length} images does not fit into ${size} places`)
      batch.forEach((image, place) => {
        this.indices[row * size + place] = BigInt(image)
      })
      // Places that stay empty show image 0 with weight 0: it adds nothing to the loss, nor to any gradient.
      this.weights.fill(weightOf(batch.length), row * size, row * size + batch.length)
    })
  }
}

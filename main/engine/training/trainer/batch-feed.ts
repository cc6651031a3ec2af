// Batches as programs take them: N places for images; the last batch of an epoch may leave some empty.
import type { ElementType, Shape } from '../../../onnx/tensor'
import { feed } from '../../runtime/session'

/** Indices and weights of several batches, one after the other, each with `size` places. */
export class BatchFeed {
  readonly #indices: Int32Array
  readonly #weights: Float32Array

  constructor(
    batches: readonly Uint32Array[],
    readonly size: number,
    /** The weight of each image of a batch of n: 1/n for a mean, 1 for a sum. */
    weightOf: (n: number) => number,
  ) {
    this.#indices = new Int32Array(batches.length * size)
    this.#weights = new Float32Array(batches.length * size)
    batches.forEach((batch, row) => {
      if (batch.length > size) throw new RangeError(`a batch of ${batch.length} images does not fit into ${size} places`)
      this.#indices.set(batch, row * size)
      // Places that stay empty show image 0 with weight 0: it adds nothing to the loss, nor to any gradient.
      this.#weights.fill(weightOf(batch.length), row * size, row * size + batch.length)
    })
  }

  /**
   * The program's inputs `indices` and `weights`.
   * @param type element type of `indices`
   * @param shape of the inputs: all places of all batches, or those of a part that begins at place `first`
   */
  feeds(type: ElementType, shape: Shape, first = 0) {
    const end = first + shape.reduce((product, size) => product * size, 1)
    const indices = this.#indices.subarray(first, end)
    return {
      indices: type === 'int64' ? feed('int64', BigInt64Array.from(indices, BigInt), shape) : feed('int32', indices, shape),
      weights: feed('float32', this.#weights.subarray(first, end), shape),
    }
  }
}

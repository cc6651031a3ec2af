// Batches as programs take them: N places for images; the last batch of an epoch may leave some empty.
import type { ElementType, Shape } from '../../../onnx/tensor'
import { feed } from '../../runtime/session'

/** The weights of a batch's images in the loss. @param batch their places among the images that the program is fed */
export type WeightsOf = (batch: Uint32Array) => Float32Array

/** The loss is the mean over the images. */
export const meanWeights: WeightsOf = (batch) => new Float32Array(batch.length).fill(1 / batch.length)

/** The loss is the sum over the images. */
export const sumWeights: WeightsOf = (batch) => new Float32Array(batch.length).fill(1)

/** Indices and weights of several batches, one after the other, each with `size` places. */
export class BatchFeed {
  readonly #indices: Int32Array
  readonly #weights: Float32Array

  constructor(
    batches: readonly Uint32Array[],
    readonly size: number,
    weightsOf: WeightsOf,
  ) {
    this.#indices = new Int32Array(batches.length * size)
    this.#weights = new Float32Array(batches.length * size)
    batches.forEach((batch, row) => {
      if (batch.length > size) throw new RangeError(`a batch of ${batch.length} images does not fit into ${size} places`)
      this.#indices.set(batch, row * size)
      // Places that stay empty show image 0 with weight 0: it adds nothing to the loss, nor to any gradient.
      this.#weights.set(weightsOf(batch), row * size)
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

// Batches as programs take them: N places for images; the last batch of an epoch may leave some empty.
import type { Mixing } from '../../../data/augmentation/mixing'
import type { ElementType, Shape } from '../../../onnx/tensor'
import { mixedInputs } from '../../program/training/batch-pass'
import { feed, type Feeds } from '../../runtime/session'

/** The weights of a batch's images in the loss. @param batch their places among the images that the program is fed */
export type WeightsOf = (batch: Uint32Array) => Float32Array

/** The loss is the mean over the images. */
export const meanWeights: WeightsOf = (batch) => new Float32Array(batch.length).fill(1 / batch.length)

/** The loss is the sum over the images. */
export const sumWeights: WeightsOf = (batch) => new Float32Array(batch.length).fill(1)

/** Indices and weights of several batches, one after the other, each with `size` places; where images are mixed, their partners and shares too. */
export class BatchFeed {
  readonly #indices: Int32Array
  readonly #weights: Float32Array
  /** Null: images are not mixed. */
  readonly #mixed: { readonly partners: Int32Array; readonly shares: Float32Array } | null

  constructor(
    batches: readonly Uint32Array[],
    readonly size: number,
    weightsOf: WeightsOf,
    /** One for each batch, with partners by the places that `batches` has; empty: images are not mixed. */
    mixings: readonly Mixing[] = [],
  ) {
    this.#indices = new Int32Array(batches.length * size)
    this.#weights = new Float32Array(batches.length * size)
    batches.forEach((batch, row) => {
      if (batch.length > size) throw new RangeError(`a batch of ${batch.length} images does not fit into ${size} places`)
      this.#indices.set(batch, row * size)
      // Places that stay empty show image 0 with weight 0: it adds nothing to the loss, nor to any gradient.
      this.#weights.set(weightsOf(batch), row * size)
    })
    this.#mixed = mixings.length === 0 ? null : mixedPlaces(mixings, size, this.#weights, weightsOf)
  }

  /**
   * The program's inputs `indices` and `weights`, and those of {@link mixedInputs} where images are mixed.
   * @param type element type of `indices`
   * @param shape of the inputs: all places of all batches, or those of a part that begins at place `first`
   */
  feeds(type: ElementType, shape: Shape, first = 0): Feeds {
    const end = first + shape.reduce((product, size) => product * size, 1)
    const places = (all: Int32Array) => {
      const part = all.subarray(first, end)
      return type === 'int64' ? feed('int64', BigInt64Array.from(part, BigInt), shape) : feed('int32', part, shape)
    }
    return {
      indices: places(this.#indices),
      weights: feed('float32', this.#weights.subarray(first, end), shape),
      ...(this.#mixed && {
        [mixedInputs.partners]: places(this.#mixed.partners),
        [mixedInputs.shares]: feed('float32', this.#mixed.shares.subarray(first, end), shape),
      }),
    }
  }
}

/**
 * Partners and shares of all batches; places that stay empty are their own alone. Where classes have weights, share * own weight * own loss + (1 - share) * partner's weight * partner's loss
 * is brought into the form weight * (share * own loss + (1 - share) * partner's loss) by other weights and shares.
 * @param weights of the images by their own labels; changed in place
 */
function mixedPlaces(mixings: readonly Mixing[], size: number, weights: Float32Array, weightsOf: WeightsOf) {
  const [partners, shares] = [new Int32Array(mixings.length * size), new Float32Array(mixings.length * size).fill(1)]
  mixings.forEach((mixing, row) => {
    partners.set(mixing.partners, row * size)
    weightsOf(mixing.partners).forEach((ofPartner, index) => {
      const place = row * size + index
      const own = weights[place] ?? 0
      const sum = mixing.share * own + (1 - mixing.share) * ofPartner
      shares[place] = own === ofPartner ? mixing.share : (mixing.share * own) / sum
      if (own !== ofPartner) weights[place] = sum
    })
  })
  return { partners, shares }
}

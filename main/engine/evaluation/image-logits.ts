// What a network answers for images, before it is turned into probabilities.

/** What a network answers for some consecutive ones of the evaluated images. */
export interface ImageLogits {
  /** Place of the first among the evaluated images. */
  readonly start: number
  readonly count: number
  /** Their indices in the set. */
  readonly indices: Uint32Array
  /** [count, classes]; of several views the logarithms of mean probabilities, which are logits of these. */
  readonly logits: Float32Array
  /** Loss of each image, [count]. */
  readonly losses: Float32Array
}

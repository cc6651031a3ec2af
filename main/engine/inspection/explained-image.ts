// What the methods that explain an answer are given, and what each returns.
import { phrase } from '@language/phrase'
import type { Explanation, ExplanationMethod, ExplanationMethodName } from '@contract/inspection/explanation'
import { oneHot } from './named-layer'
import { imageShape, type PixelSubject } from './pixel-runner'

export interface ExplainedImage {
  readonly subject: PixelSubject
  /** [channels, height, width] of the data set, 0..1. */
  readonly pixels: Float32Array
  /** Whose logit is explained. */
  readonly class: number
  /** Of every class, with the subject's weights. */
  readonly logits: Float32Array
}

export type ExplanationMap = Pick<Explanation, 'channels' | 'height' | 'width' | 'values' | 'notes'>

export type Explain<Name extends ExplanationMethodName> = (image: ExplainedImage, method: Extract<ExplanationMethod, { readonly method: Name }>) => Promise<ExplanationMap>

/** Weights of the logits that pick the explained class. */
export const classWeights = (image: ExplainedImage): Float32Array => oneHot(image.logits.length, image.class)

/** A map with a value for each pixel. @param values [channels, height, width] */
export function pixelMap({ subject }: ExplainedImage, values: Float64Array | Float32Array, notes: readonly string[] = []): ExplanationMap {
  const [channels, height, width] = imageShape(subject)
  const flat = values.every((value) => value === 0) ? [phrase('The map is 0 everywhere: the logit does not change with small changes of these pixels.')] : []
  return { channels, height, width, values: Float32Array.from(values), notes: [...flat, ...notes] }
}

// Runs an inspection over images that are made when their turn comes, in batches of a bounded size.
import { activationBytes } from '../../analysis/value-bytes'
import { elementCount } from '../../onnx/tensor'
import { batchesOf } from './batch-sizes'
import { imageShape, PixelRunner, type PixelResults, type PixelSubject } from './pixel-runner'
import { answers, type PixelWork } from './pixel-works'

export interface ManyImages {
  readonly count: number
  /** Writes the pixels of an image: [channels, height, width] of the data set, 0..1. */
  readonly write: (index: number, pixels: Float32Array) => void
}

export const oneImage = (pixels: Float32Array): ManyImages => ({
  count: 1,
  write: (_, out) => {
    out.set(pixels)
  },
})

/** Bytes of the forward pass's activations, at most, where more than one image goes through at once. */
const mostBytes = 128e6

/**
 * What a work computes of the images, batch after batch.
 * @param unitWeights see {@link PixelRunner.run}
 * @throws LabError as {@link PixelRunner}
 */
async function* batches(subject: PixelSubject, work: PixelWork, { count, write }: ManyImages, unitWeights?: Float32Array): AsyncGenerator<PixelResults, void> {
  const size = elementCount(imageShape(subject))
  const most = Math.max(1, mostBytes / activationBytes(subject.network.networkFor(1).graph))
  for (const { start, size: images } of batchesOf(count, most)) {
    const pixels = new Float32Array(images * size)
    for (let index = 0; index < images; index++) write(start + index, pixels.subarray(index * size, (index + 1) * size))
    const runner = await PixelRunner.open(subject, work, images)
    yield await runner.run(pixels, unitWeights)
  }
}

/** Logits of every image: [count, classes]. */
export async function logitsOfImages(subject: PixelSubject, images: ManyImages): Promise<Float32Array> {
  const logits = new Float32Array(images.count * subject.network.info.classes.length)
  let at = 0
  for await (const { scores } of batches(subject, answers, images)) {
    logits.set(scores, at)
    at += scores.length
  }
  return logits
}

/** Mean over the images of a gradient by their pixels, [channels, height, width]; added up in float64. */
export async function meanPixelGradient(subject: PixelSubject, work: PixelWork, images: ManyImages, unitWeights: Float32Array): Promise<Float64Array> {
  const sum = new Float64Array(elementCount(imageShape(subject)))
  for await (const { gradients } of batches(subject, work, images, unitWeights)) {
    gradients.forEach((value, at) => {
      sum[at % sum.length] = (sum[at % sum.length] ?? 0) + value
    })
  }
  return sum.map((value) => value / images.count)
}

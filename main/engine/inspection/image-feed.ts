// Images of a question as the input of a program, checked against the form of the network's data set.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { formatCounted, formatShape } from '@common/words/plain-format'
import type { ImageFormat } from '../program/inputs/image-batch'
import { feed, type Feeds } from '../runtime/session'

type ImageForm = Omit<ImageFormat, 'count'>

/**
 * @param pixels uint8 [count, channels, height, width] of the data set
 * @param count of images; null: any number but none
 * @throws LabError `inspection/image-size` where they are not whole images of the data set's form, or not so many
 */
export function imageFeed(pixels: Uint8Array, form: ImageForm, count: number | null = 1): Feeds[string] {
  return feed('uint8', pixels, [imagesIn(pixels, form, count), form.channels, form.height, form.width])
}

/**
 * One image as programs make it of bytes: pixels in 0..1.
 * @param pixels uint8 [channels, height, width] of the data set
 * @throws LabError `inspection/image-size` as {@link imageFeed}
 */
export function imageValues(pixels: Uint8Array, form: ImageForm): Float32Array {
  imagesIn(pixels, form, 1)
  return Float32Array.from(pixels, (value) => value / 255)
}

function imagesIn(pixels: Uint8Array, { channels, height, width }: ImageForm, count: number | null): number {
  const bytes = channels * height * width
  const images = pixels.length / bytes
  if (count === null ? images > 0 && Number.isInteger(images) : images === count) return images
  const [shape, got] = [formatShape([channels, height, width]), pixels.length]
  const message =
    count === null
      ? phrase('The network takes images of {shape} pixels, {bytes} bytes each, and got {got} bytes.', { shape, bytes, got })
      : phrase('The network takes images of {shape} pixels, {bytes} bytes each, and got {got} bytes for {images}.', { shape, bytes, got, images: formatCounted(count, 'image') })
  throw new LabError('inspection/image-size', message, phrase("Bring the image into the form of the network's data set."))
}

// Makes images smaller for a grid of thumbnails, a few at a time, so that the thread stays free for the window.
import { thumbnailSize } from '@common/pictures/thumbnail-size'
import { setImmediate as breathe } from 'node:timers/promises'

interface ImageForm {
  readonly channels: number
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/** Milliseconds of work between two breaks. */
const breakInterval = 4

/**
 * Each pixel of a small image is the mean of the block that it covers.
 * @param pixels uint8 [count, channels, height, width]
 * @param edge see {@link thumbnailSize}
 * @returns uint8 [count, channels, of that size]; the same memory where images stay as they are
 */
export async function thumbnails(pixels: Uint8Array, form: ImageForm, edge: number): Promise<Uint8Array> {
  const size = thumbnailSize(form, edge)
  if (size.height === form.height && size.width === form.width) return pixels
  const planes = pixels.length / (form.height * form.width)
  const small = new Uint8Array(planes * size.height * size.width)
  let last = performance.now()
  for (let plane = 0; plane < planes; plane++) {
    reducePlane(pixels.subarray(plane * form.height * form.width, (plane + 1) * form.height * form.width), form, small.subarray(plane * size.height * size.width, (plane + 1) * size.height * size.width), size)
    if (performance.now() - last < breakInterval) continue
    await breathe()
    last = performance.now()
  }
  return small
}

function reducePlane(from: Uint8Array, { height, width }: Omit<ImageForm, 'channels'>, to: Uint8Array, size: Omit<ImageForm, 'channels'>): void {
  for (let y = 0; y < size.height; y++) {
    const [top, bottom] = [Math.floor((y * height) / size.height), Math.floor(((y + 1) * height) / size.height)]
    for (let x = 0; x < size.width; x++) {
      const [left, right] = [Math.floor((x * width) / size.width), Math.floor(((x + 1) * width) / size.width)]
      let sum = 0
      for (let row = top; row < bottom; row++) for (let column = left; column < right; column++) sum += from[row * width + column] ?? 0
      to[y * size.width + x] = Math.round(sum / ((bottom - top) * (right - left)))
    }
  }
}

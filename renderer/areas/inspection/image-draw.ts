// Draws an image of a class at random from a split, whose labels the page does not have: some images are read at random until one is of the class.
import type { SampleImage } from '@contract/api/data-api'

/** Most images that are read at once, and in all. */
const mostAtOnce = 250
const mostInAll = 4000
/** Bytes of pixels that are read at once, unless one image alone has more. */
const bytesAtOnce = 8e6

/** How an image is drawn. */
export interface ImageDraw {
  /** Images of the split. */
  readonly images: number
  /** Bytes of one image. */
  readonly imageBytes: number
  readonly label: number
  readonly read: (indices: readonly number[]) => Promise<readonly SampleImage[]>
  /** A number from 0 to below 1. */
  readonly random: () => number
}

/** An image of the class; null: none was among {@link mostInAll} that were drawn. */
export async function drawOfClass({ images, imageBytes, label, read, random }: ImageDraw): Promise<{ readonly index: number; readonly sample: SampleImage } | null> {
  const atOnce = Math.min(images, mostAtOnce, Math.max(1, Math.floor(bytesAtOnce / imageBytes)))
  for (let drawn = 0; drawn < Math.min(mostInAll, 20 * images); drawn += atOnce) {
    const indices = Array.from({ length: atOnce }, () => Math.floor(random() * images))
    const samples = await read(indices)
    const place = samples.findIndex((sample) => sample.label === label)
    const [index, sample] = [indices[place], samples[place]]
    if (index !== undefined && sample) return { index, sample }
  }
  return null
}

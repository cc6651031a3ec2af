// Images of a question as the input of a program, checked against the form of the network's data set.
import { LabError } from '@contract/problem'
import { formatShape } from '@common/words/plain-format'
import type { ImageFormat } from '../program/inputs/image-batch'
import { feed, type Feeds } from '../runtime/session'

/**
 * @param pixels uint8 [n, channels, height, width] of the data set; n is at least 1
 * @throws LabError `inspection/image-size` where they are not whole images of the data set's form
 */
export function imageFeed(pixels: Uint8Array, { channels, height, width }: Omit<ImageFormat, 'count'>): Feeds[string] {
  const bytes = channels * height * width
  if (pixels.length > 0 && pixels.length % bytes === 0) return feed('uint8', pixels, [pixels.length / bytes, channels, height, width])
  const message = `The network takes images of ${formatShape([channels, height, width])} pixels (${bytes} bytes each), not ${pixels.length} bytes.`
  throw new LabError('inspection/image-size', message, "Bring the image into the form of the network's data set.")
}

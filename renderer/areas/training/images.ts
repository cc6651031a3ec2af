// The images of a data set in words: how many, and how they are resized for the network.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import type { ImageSize } from '@contract/training/run-spec'
import { formatCount } from '@common/words/format'

/** `60,000 training images of 28×28, enlarged to 224×224`; of images that are not square, height first, as everywhere. */
export function trainingImagesWords(dataset: Pick<DatasetInfo, 'trainImages' | 'width' | 'height'>, size: ImageSize): string {
  const words = phrase('{images} training images of {size}', { images: formatCount(dataset.trainImages), size: sizeWords(dataset) })
  switch (changeOf(dataset, size)) {
    case 'enlarged':
      return phrase('{images}, enlarged to {size}', { images: words, size: sizeWords(size) })
    case 'reduced':
      return phrase('{images}, reduced to {size}', { images: words, size: sizeWords(size) })
    case 'resized':
      return phrase('{images}, resized to {size}', { images: words, size: sizeWords(size) })
    case null:
      return words
  }
}

const sizeWords = ({ height, width }: ImageSize): string => `${height}×${width}`

/** How images are resized for a network; null where they are not. */
function changeOf(own: ImageSize, size: ImageSize): 'enlarged' | 'reduced' | 'resized' | null {
  const [down, across] = [size.height - own.height, size.width - own.width]
  if (down === 0 && across === 0) return null
  if (down >= 0 && across >= 0) return 'enlarged'
  return down <= 0 && across <= 0 ? 'reduced' : 'resized'
}

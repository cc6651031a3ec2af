// How many images' features are held at once.
import { formatBytes, formatCount } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

/** Bytes of the features of all images: they travel to another process, and are kept there. */
export const mostFeatureBytes = 256e6

/** @param width elements of the layer for one image @throws LabError `inspection/too-many-images`, which says how many would fit */
export function checkRoom(images: number, width: number, layer: string): void {
  const bytes = images * width * Float32Array.BYTES_PER_ELEMENT
  if (bytes <= mostFeatureBytes) return
  const fitting = Math.floor(mostFeatureBytes / (width * Float32Array.BYTES_PER_ELEMENT))
  const message = phrase('The last hidden layer, {layer}, has {width} numbers for each image: {bytes} for {images} images.', { layer, width: formatCount(width), bytes: formatBytes(bytes), images: formatCount(images) })
  throw new LabError('inspection/too-many-images', message, fitting > 0 ? phrase('At most {fitting} images fit.', { fitting: formatCount(fitting) }) : phrase('Choose a network with a smaller last layer.'))
}

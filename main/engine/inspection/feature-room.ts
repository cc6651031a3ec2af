// How many images' features are held at once.
import { formatBytes, formatCount } from '@common/words/plain-format'
import { LabError } from '@contract/problem'

/** Bytes of the features of all images: they travel to another process, and are kept there. */
export const mostFeatureBytes = 256e6

/** @param width elements of the layer for one image @throws LabError `inspection/too-many-images`, which says how many would fit */
export function checkRoom(images: number, width: number, layer: string): void {
  const bytes = images * width * Float32Array.BYTES_PER_ELEMENT
  if (bytes <= mostFeatureBytes) return
  const fitting = Math.floor(mostFeatureBytes / (width * Float32Array.BYTES_PER_ELEMENT))
  const message = `The last hidden layer, ${layer}, has ${formatCount(width)} numbers for each image: ${formatBytes(bytes)} for ${formatCount(images)} images.`
  throw new LabError('inspection/too-many-images', message, fitting > 0 ? `At most ${formatCount(fitting)} images fit.` : 'Choose a network with a smaller last layer.')
}

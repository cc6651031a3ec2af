// The header of an image file, refused where the file is no image, is damaged, or has more pixels than are decoded.
import { phrase } from '@language/phrase'
import { listedWords } from '@common/words/listed-words'
import { formatCount, formatShape } from '@common/words/plain-format'
import { damagedImage, ImageFault } from './image-fault'
import { imageKindOf, imageKinds, otherKindOf, readImageHeader, type ImageHeader } from './image-header'

/** Most pixels of an image: 8000 by 8000, more than most cameras take. */
export const mostImagePixels = 64_000_000

/** Most pixels of an edge, as most kinds of files can say. */
const longestEdge = 65_535

/** Code of a file that is no image, or of a kind that cannot be read. */
export const noImageCode = 'image/unknown-kind'

/** The kinds of files that can be read, as a sentence lists them. */
export const readableKinds = listedWords(Object.values(imageKinds))

export interface ImageSize {
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/**
 * @param name of the file, for messages
 * @throws ImageFault `image/unknown-kind`, `image/too-large`, `image/damaged`
 */
export function checkedHeader(bytes: Uint8Array, name: string): ImageHeader {
  const kind = imageKindOf(bytes)
  if (!kind) {
    const other = otherKindOf(bytes)
    throw new ImageFault(noImageCode, name, other ? phrase('is {other}, which cannot be read', { other }) : phrase('is no image that can be read'), phrase('Save it as PNG; {kinds} can be read.', { kinds: readableKinds }))
  }
  const header = readImageHeader(bytes, kind)
  if (!header) throw damagedImage(name, imageKinds[kind])
  const isTooLong = Math.max(header.width, header.height) > longestEdge
  const most = header.width * header.height > mostImagePixels ? phrase('{pixels} in all', { pixels: formatCount(mostImagePixels) }) : isTooLong ? phrase('{pixels} of an edge', { pixels: formatCount(longestEdge) }) : null
  if (most !== null) {
    const size = phrase('{size} pixels', { size: formatShape([header.width, header.height]) })
    throw new ImageFault('image/too-large', name, phrase('is too large: {size}, more than {most}', { size, most }), phrase('Make it smaller in a program for pictures.'))
  }
  return header
}

/** Whether width and height change places when the image is turned upright. */
export const liesOnItsSide = ({ orientation }: Pick<ImageHeader, 'orientation'>): boolean => orientation >= 5

/** The size of an image as it is seen, by its header alone. @throws ImageFault as {@link checkedHeader} does */
export function readImageSize(bytes: Uint8Array, name = phrase('The image')): ImageSize {
  return uprightSize(checkedHeader(bytes, name))
}

export function uprightSize(header: Pick<ImageHeader, 'width' | 'height' | 'orientation'>): ImageSize {
  const { width, height } = header
  return liesOnItsSide(header) ? { width: height, height: width } : { width, height }
}

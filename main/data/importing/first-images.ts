// The first images of each class of a source, by which is judged what an import of all of them would be.
import { readImageSize, type ImageSize } from '../images/checked-header'
import { decodeToForm, fitPixels, type FittedImage, type ImageForm } from '../images/fitted-image'
import { interleavedPixels } from '../images/interleaved-pixels'
import { readImageBytes } from '../images/read-image-file'
import type { ImageContent, OpenSource } from '../sources/source'
import { unreadableReason } from './unreadable-reason'

/** Most images that are looked at. */
const most = 32
/** Most images of a class. */
const mostOfClass = 4

/** An image of the source, with what is known of it without its form. */
export interface FirstImage {
  readonly index: number
  readonly size: ImageSize
  /** The image in some form. @throws ImageFault */
  readonly inForm: (form: ImageForm) => Promise<Pick<FittedImage, 'pixels' | 'isGrey'>>
}

export interface FirstImages {
  /** In the order of the source. */
  readonly images: readonly FirstImage[]
  readonly unreadable: readonly { readonly index: number; readonly reason: string }[]
}

/** Numbers of some images of each class, in rising order: of many classes, one of each of the first. */
export function firstOfEachClass({ labels, classes }: Pick<OpenSource, 'labels' | 'classes'>): number[] {
  const wantedOfClass = Math.max(1, Math.min(mostOfClass, Math.floor(most / classes.length)))
  const taken = new Uint8Array(classes.length)
  const wanted: number[] = []
  for (let image = 0; image < labels.length && wanted.length < most; image++) {
    const label = labels[image] ?? 0
    if ((taken[label] ?? 0) >= wantedOfClass) continue
    taken[label] = (taken[label] ?? 0) + 1
    wanted.push(image)
  }
  return wanted
}

/** @throws LabError where the source as a whole cannot be read, and where images cannot be decoded on this system */
export async function firstImages(source: OpenSource): Promise<FirstImages> {
  const images: FirstImage[] = []
  const unreadable: { readonly index: number; readonly reason: string }[] = []
  for await (const { index, content } of source.images(firstOfEachClass(source))) {
    try {
      const image = lookedAt(content)
      if (typeof image === 'string') unreadable.push({ index, reason: image })
      else images.push({ index, ...image })
    } catch (error) {
      unreadable.push({ index, reason: unreadableReason(error) })
    }
  }
  return { images: images.sort((a, b) => a.index - b.index), unreadable }
}

/** A reason where there is no image. @throws ImageFault */
function lookedAt(content: ImageContent): Omit<FirstImage, 'index'> | string {
  if (content.kind === 'unreadable') return content.reason
  if (content.kind === 'pixels') {
    const { width, height } = content
    const image = interleavedPixels({ ...content, pixels: new Uint8Array(content.pixels) })
    return { size: { width, height }, inForm: (form) => Promise.resolve(fitPixels(image, form)) }
  }
  const bytes = content.kind === 'file' ? readImageBytes(content.path) : content.bytes
  return { size: readImageSize(bytes), inForm: (form) => decodeToForm(bytes, form) }
}

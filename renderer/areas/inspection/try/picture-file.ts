// Decodes a picture of the user's in the page, whose sandbox bounds what a damaged file can do.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { checkFileSize } from '@common/pictures/picture-file-size'
import { formatCount, formatShape } from '@common/words/format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

/** Pixels that are decoded at most: 16,384 by 6,000, say, which take 400 MB. */
export const mostPixels = 100e6

/** Longest side that is kept, in pixels: preprocessing works on no larger images. */
const longestSide = 1024

interface Size {
  readonly width: number
  readonly height: number
}

/** The size that an image is kept in. */
export function keptSize({ width, height }: Size): Size {
  const factor = Math.min(1, longestSide / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) }
}

/** @throws LabError `image/too-many-pixels`, `image/unreadable` */
export function checkPixels(name: string, { width, height }: Size): void {
  if (width < 1 || height < 1) throw unreadable(name)
  if (width * height <= mostPixels) return
  const most = phrase('{count} million pixels', { count: formatCount(mostPixels / 1e6) })
  throw new LabError('image/too-many-pixels', phrase('{name} has {shape} pixels; pictures of up to {most} are opened.', { name, shape: formatShape([width, height]), most }), phrase('Scale it down in a program for pictures.'))
}

const unreadable = (name: string, cause?: unknown): LabError =>
  new LabError('image/unreadable', phrase('{name} is no picture that can be read.', { name }), phrase('Choose a PNG, JPEG, WebP, GIF, BMP, AVIF or SVG file.'), { cause })

/**
 * The pixels of a picture, upright as its file says, and no larger than preprocessing needs.
 * @param name stands in messages
 * @throws LabError `image/file-too-large`, `image/too-many-pixels`, `image/unreadable`
 */
export async function decodePicture(file: Blob, name: string): Promise<RgbaImage> {
  checkFileSize(name, file.size)
  const url = URL.createObjectURL(file)
  try {
    const element = await loaded(url, name)
    // Known before a pixel is decoded: a small file can hold a huge picture.
    checkPixels(name, { width: element.naturalWidth, height: element.naturalHeight })
    return await pixelsOf(element, name, file.type === 'image/svg+xml')
  } finally {
    URL.revokeObjectURL(url)
  }
}

function loaded(url: string, name: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const element = new Image()
    element.addEventListener('load', () => { resolve(element) })
    element.addEventListener('error', () => { reject(unreadable(name)) })
    element.src = url
  })
}

/** @param isDrawing an SVG file, which may have no size of its own: it gets the one that the element shows it in */
async function pixelsOf(element: HTMLImageElement, name: string, isDrawing: boolean): Promise<RgbaImage> {
  let bitmap: ImageBitmap
  try {
    const { naturalWidth, naturalHeight } = element
    bitmap = await createImageBitmap(element, isDrawing ? { resizeWidth: naturalWidth, resizeHeight: naturalHeight } : {})
  } catch (error) {
    throw unreadable(name, error) // its head is whole, its pixels are not
  }
  try {
    return sourcePixels(bitmap, keptSize(bitmap))
  } finally {
    bitmap.close()
  }
}

/** What an image, or a video at this moment, shows, scaled to a size. */
export function sourcePixels(source: CanvasImageSource, { width, height }: Size): RgbaImage {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new LabError('image/no-canvas', phrase('The window has no memory left for the picture.'), phrase('Close other programs, and try again.'))
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, 0, 0, width, height)
  return { width, height, pixels: context.getImageData(0, 0, width, height).data }
}

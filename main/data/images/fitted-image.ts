// Image files in the form of a data set: decoded, turned upright, scaled by the decoder's own code, and cut or padded. Transparent parts lie on white.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import type { Fit } from '@contract/data/import-source'
import { checkedHeader, liesOnItsSide, uprightSize, type ImageSize } from './checked-header'
import { decodeGif } from './gif/decode-gif'
import { decodedInSize, decodedPixels, imageInSize, type EncodedImage } from './native-decoder'
import { orientedImage } from './oriented-image'

/** The form that all images of a data set have, and how others get it. */
export interface ImageForm extends ImageSize {
  /** 1: grey, the luma of ITU-R BT.601, as Pillow's mode L; 3: red, green and blue. */
  readonly channels: 1 | 3
  readonly fit: Fit
}

export interface FittedImage {
  /** uint8 [channels, height, width] of the form, in memory of their own. */
  readonly pixels: Uint8Array<ArrayBuffer>
  /** The image as it is seen in its file, in pixels. */
  readonly original: ImageSize
  /** Whether red, green and blue are the same everywhere. */
  readonly isGrey: boolean
}

/**
 * Decodes on the calling thread.
 * @param bytes an image file
 * @throws ImageFault `image/unknown-kind`, `image/too-large`, `image/damaged`, with the reason in words; LabError `image/no-decoder`
 */
export async function decodeToForm(bytes: Uint8Array, form: ImageForm, name = 'The image'): Promise<FittedImage> {
  const header = checkedHeader(bytes, name)
  const original = uprightSize(header)
  const scaled = scaledSize(original, form)
  const image = isMostlyCutAway(scaled, form)
    ? await imageInSize(middleOf(await wholeImage({ bytes, header, name }), form), form)
    : await scaledImage({ bytes, header, name }, scaled)
  return { ...planesOf(image, form), original }
}

/** Sizes to which images are scaled before what lies beyond the form is cut away, or the rest of the form left black. */
const scaledSizes: Readonly<Record<Fit, (image: ImageSize, form: ImageSize) => ImageSize>> = {
  crop: (image, form) => {
    const { width, height } = timesScale(image, Math.max(form.width / image.width, form.height / image.height))
    return { width: Math.max(form.width, width), height: Math.max(form.height, height) }
  },
  pad: (image, form) => {
    const { width, height } = timesScale(image, Math.min(form.width / image.width, form.height / image.height))
    return { width: Math.min(form.width, width), height: Math.min(form.height, height) }
  },
  stretch: (_, { width, height }) => ({ width, height }),
}

const timesScale = ({ width, height }: ImageSize, scale: number): ImageSize => ({ width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) })

const scaledSize = (image: ImageSize, form: ImageForm): ImageSize => scaledSizes[form.fit](image, form)

/** An image one pixel high and a million wide would be scaled to millions of millions of pixels, and nearly all of them cut away. */
const isMostlyCutAway = (scaled: ImageSize, form: ImageSize): boolean => scaled.width * scaled.height > 4 * form.width * form.height

async function wholeImage({ bytes, header, name }: EncodedImage): Promise<RgbaImage> {
  if (header.kind === 'gif') return decodeGif(bytes, name)
  return orientedImage(await decodedPixels({ bytes, header, name }, 'here'), header.orientation)
}

/** Scaled before it is turned, as there are fewer pixels to turn then. */
async function scaledImage(encoded: EncodedImage, size: ImageSize): Promise<RgbaImage> {
  const { header } = encoded
  const stored = liesOnItsSide(header) ? { width: size.height, height: size.width } : size
  if (header.kind === 'gif' || (header.width === stored.width && header.height === stored.height)) return imageInSize(await wholeImage(encoded), size)
  return orientedImage(await decodedInSize(encoded, stored), header.orientation)
}

/** The middle of an image in the proportions of the form. */
function middleOf({ width, height, pixels }: RgbaImage, form: ImageSize): RgbaImage {
  const kept = {
    width: Math.max(1, Math.min(width, Math.round((height * form.width) / form.height))),
    height: Math.max(1, Math.min(height, Math.round((width * form.height) / form.width))),
  }
  const [left, top] = [Math.floor((width - kept.width) / 2), Math.floor((height - kept.height) / 2)]
  const middle = new Uint8Array(4 * kept.width * kept.height)
  for (let row = 0; row < kept.height; row++) {
    const start = 4 * ((top + row) * width + left)
    middle.set(pixels.subarray(start, start + 4 * kept.width), 4 * row * kept.width)
  }
  return { ...kept, pixels: middle }
}

/** The image in the middle of the form, which is black where the image does not reach. */
function planesOf(image: RgbaImage, { channels, height, width }: ImageForm): Pick<FittedImage, 'pixels' | 'isGrey'> {
  const { pixels: rgba } = image
  const planes = new Uint8Array(channels * height * width)
  const size = height * width
  // How far the image lies within the form, or the form within the image.
  const [left, top] = [Math.floor((width - image.width) / 2), Math.floor((height - image.height) / 2)]
  const [firstColumn, lastColumn] = [Math.max(0, left), Math.min(width, left + image.width)]
  let isGrey = true
  for (let row = Math.max(0, top); row < Math.min(height, top + image.height); row++) {
    let pixel = 4 * ((row - top) * image.width + firstColumn - left)
    for (let place = row * width + firstColumn; place < row * width + lastColumn; place++, pixel += 4) {
      let red = rgba[pixel] ?? 0
      let green = rgba[pixel + 1] ?? 0
      let blue = rgba[pixel + 2] ?? 0
      const alpha = rgba[pixel + 3] ?? 255
      if (alpha < 255) {
        red = onWhite(red, alpha)
        green = onWhite(green, alpha)
        blue = onWhite(blue, alpha)
      }
      isGrey &&= red === green && green === blue
      if (channels === 1) planes[place] = luma(red, green, blue)
      else {
        planes[place] = red
        planes[size + place] = green
        planes[2 * size + place] = blue
      }
    }
  }
  return { pixels: planes, isGrey }
}

const onWhite = (value: number, alpha: number): number => Math.round((value * alpha + 255 * (255 - alpha)) / 255)

/** In 65,536ths, which sum to 65,536, so that grey stays as it is: 0.299 red, 0.587 green, 0.114 blue. */
const luma = (red: number, green: number, blue: number): number => (19595 * red + 38470 * green + 7471 * blue + 32768) >>> 16

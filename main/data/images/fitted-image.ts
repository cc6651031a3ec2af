// Image files in the form of a data set: decoded, resampled and cut or padded, and turned upright. Transparent parts lie on white.
import { phrase } from '@language/phrase'
import type { Fit } from '@contract/data/import-source'
import { checkedHeader, liesOnItsSide, uprightSize, type ImageSize } from './checked-header'
import { decodeGif } from './gif/decode-gif'
import { decodedImage, type DecodedImage, type EncodedImage } from './native-decoder'
import { orientedPlanes } from './oriented-image'
import { resampled, type Pixels, type Region } from './resampling/resampled'

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
 * From so many pixels on, images before have to be freed first: the decoder's memory is freed between turns of the event loop alone, and eight photographs that are decoded in one turn take
 * 850 MB, not 280.
 */
const largeImagePixels = 1_000_000

/**
 * Decodes on the calling thread.
 * @param bytes an image file
 * @throws ImageFault `image/unknown-kind`, `image/too-large`, `image/damaged`, with the reason in words; LabError `image/no-decoder`
 */
export async function decodeToForm(bytes: Uint8Array, form: ImageForm, name = phrase('The image')): Promise<FittedImage> {
  const header = checkedHeader(bytes, name)
  if (header.width * header.height > largeImagePixels) await new Promise(setImmediate)
  const image = opaque(await decoded({ bytes, header, name }))
  // Turned upright at last, as there are fewer pixels to turn then: until then width and height of the form are exchanged too.
  const stored = liesOnItsSide(header) ? { ...form, width: form.height, height: form.width } : form
  const fitted = fitPixels(image, stored)
  return { pixels: orientedPlanes(fitted.pixels, stored, header.orientation), original: uprightSize(header), isGrey: fitted.isGrey }
}

/** An image whose pixels are there in the form of a data set. */
export function fitPixels(image: Pixels, form: ImageForm): Pick<FittedImage, 'pixels' | 'isGrey'> {
  const { region, size } = placements[form.fit](image, form)
  const planes = { ...size, channels: image.channels, values: resampled(image, region, size) }
  const { width, height, channels } = form
  return { pixels: inField(inChannels(planes, channels), { width, height, channels }), isGrey: isGrey(planes) }
}

function decoded(encoded: EncodedImage): Promise<DecodedImage> {
  const { bytes, header, name } = encoded
  if (header.kind !== 'gif') return decodedImage(encoded, 'here')
  const { width, height, pixels } = decodeGif(bytes, name)
  return Promise.resolve({ width, height, channels: 4, values: pixels })
}

/** On white where it is transparent. */
function opaque({ width, height, channels, values }: DecodedImage): Pixels {
  if (channels === 1 || channels === 3) return { width, height, channels, values }
  const colours = channels === 2 ? 1 : 3
  const visible = new Uint8Array(width * height * colours)
  for (let from = 0, to = 0; to < visible.length; from += channels) {
    const alpha = values[from + colours] ?? 255
    for (let channel = 0; channel < colours; channel++) {
      const value = values[from + channel] ?? 0
      visible[to++] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255)
    }
  }
  return { width, height, channels: colours, values: visible }
}

/** What of the image is taken, and the size that it gets within the form. */
interface Placement {
  readonly region: Region
  readonly size: ImageSize
}

const whole = ({ width, height }: ImageSize): Region => ({ columns: { start: 0, length: width }, rows: { start: 0, length: height } })

const placements: Readonly<Record<Fit, (image: ImageSize, form: ImageSize) => Placement>> = {
  crop: (image, form) => {
    const scale = Math.max(form.width / image.width, form.height / image.height)
    const middle = (pixels: number, wanted: number) => {
      const length = Math.min(pixels, wanted / scale)
      return { start: Math.floor((pixels - length) / 2), length } // whole pixels, so that what is not scaled stays sharp
    }
    return { region: { columns: middle(image.width, form.width), rows: middle(image.height, form.height) }, size: form }
  },
  pad: (image, form) => {
    const scale = Math.min(form.width / image.width, form.height / image.height)
    const edge = (pixels: number, most: number): number => Math.min(most, Math.max(1, Math.round(pixels * scale)))
    return { region: whole(image), size: { width: edge(image.width, form.width), height: edge(image.height, form.height) } }
  },
  stretch: (image, form) => ({ region: whole(image), size: form }),
}

/** An image whose channels lie one behind the other. */
interface Planes extends ImageSize {
  readonly channels: 1 | 3
  /** uint8 [channels, height, width]. */
  readonly values: Uint8Array<ArrayBuffer>
}

function isGrey({ channels, width, height, values }: Planes): boolean {
  const plane = width * height
  for (let place = 0; channels === 3 && place < plane; place++) {
    if (values[place] !== values[place + plane] || values[place] !== values[place + 2 * plane]) return false
  }
  return true
}

function inChannels(image: Planes, channels: 1 | 3): Planes {
  if (image.channels === channels) return image
  const plane = image.width * image.height
  const values = new Uint8Array(channels * plane)
  for (let place = 0; channels === 1 && place < plane; place++) values[place] = luma(image.values[place] ?? 0, image.values[place + plane] ?? 0, image.values[place + 2 * plane] ?? 0)
  for (let channel = 0; channels === 3 && channel < channels; channel++) values.set(image.values, channel * plane)
  return { ...image, channels, values }
}

/** In 65,536ths, which sum to 65,536, so that grey stays as it is: 0.299 red, 0.587 green, 0.114 blue. */
const luma = (red: number, green: number, blue: number): number => (19595 * red + 38470 * green + 7471 * blue + 32768) >>> 16

/** The image in the middle of a black field, which is no smaller. */
function inField(image: Planes, { width, height, channels }: Omit<Planes, 'values'>): Uint8Array<ArrayBuffer> {
  if (image.width === width && image.height === height) return image.values
  const field = new Uint8Array(channels * width * height)
  const [left, top] = [Math.floor((width - image.width) / 2), Math.floor((height - image.height) / 2)]
  for (let row = 0; row < channels * image.height; row++) {
    const [channel, y] = [Math.floor(row / image.height), row % image.height]
    field.set(image.values.subarray(row * image.width, (row + 1) * image.width), (channel * height + top + y) * width + left)
  }
  return field
}

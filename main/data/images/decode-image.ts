// Decodes image files (PNG, JPEG, WebP, BMP, TIFF), whose size is known from their headers before, to RGBA.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { listedWords } from '@common/words/listed-words'
import { formatCount, formatShape } from '@common/words/plain-format'
import { LabError } from '@contract/problem'
import type * as Decoder from '@napi-rs/image'
import { imageKindOf, imageKinds, otherKindOf, readImageHeader, type ImageHeader } from './image-header'
import { orientedImage } from './oriented-image'

/** Most pixels of an image: 8000 by 8000, more than most cameras take. */
export const mostImagePixels = 64_000_000

/** Code of a file that is no image, or of a kind that cannot be read. */
export const noImageCode = 'image/unknown-kind'

const readableKinds = listedWords(Object.values(imageKinds))

/**
 * @param name of the file, for messages
 * @throws LabError `image/unknown-kind`, `image/too-large`, `image/damaged`, `image/no-decoder`
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<RgbaImage> {
  const kind = imageKindOf(bytes)
  if (!kind) {
    const other = otherKindOf(bytes)
    const found = other ? `${name} is ${other}, which cannot be read.` : `${name} is no image that can be read.`
    throw new LabError(noImageCode, found, `Save it as PNG; ${readableKinds} can be read.`)
  }
  const header = readImageHeader(bytes, kind)
  if (!header) throw damaged(name, imageKinds[kind])
  if (header.width * header.height > mostImagePixels) {
    const size = `${formatShape([header.width, header.height])} pixels`
    throw new LabError('image/too-large', `${name} is too large: ${size}, more than ${formatCount(mostImagePixels)} in all.`, 'Make it smaller in a program for pictures.')
  }
  return orientedImage(await decoded(bytes, header, name), header.orientation)
}

/** @throws LabError `image/no-decoder` where the package has no build for this system */
async function decoder(): Promise<typeof Decoder> {
  try {
    return await import('@napi-rs/image')
  } catch (error) {
    throw new LabError('image/no-decoder', 'The decoder of image files does not start on this system.', 'Install the dependencies anew: npm ci.', { cause: error })
  }
}

const damaged = (name: string, kind: string, options?: ErrorOptions): LabError =>
  new LabError('image/damaged', `${name} begins as ${kind}, but cannot be decoded.`, 'Open it in a program for pictures, and save it anew.', options)

async function decoded(bytes: Uint8Array, header: ImageHeader, name: string): Promise<RgbaImage> {
  const { JsColorType, Transformer } = await decoder()
  /** Channels by the decoder's colour types, and the bytes of each. */
  const layouts: Readonly<Partial<Record<number, readonly [channels: 1 | 2 | 3 | 4, bytes: 1 | 2 | 4]>>> = {
    [JsColorType.L8]: [1, 1],
    [JsColorType.La8]: [2, 1],
    [JsColorType.Rgb8]: [3, 1],
    [JsColorType.Rgba8]: [4, 1],
    [JsColorType.L16]: [1, 2],
    [JsColorType.La16]: [2, 2],
    [JsColorType.Rgb16]: [3, 2],
    [JsColorType.Rgba16]: [4, 2],
    [JsColorType.Rgb32F]: [3, 4],
    [JsColorType.Rgba32F]: [4, 4],
  }
  try {
    const image = new Transformer(bytes)
    const { width, height, colorType } = await image.metadata()
    const raw = await image.rawPixels()
    const layout = layouts[colorType]
    if (!layout || width !== header.width || height !== header.height || raw.length !== width * height * layout[0] * layout[1]) throw damaged(name, imageKinds[header.kind])
    return { width, height, pixels: rgbaOf(shadesOf[layout[1]](raw), layout[0]) }
  } catch (error) {
    throw error instanceof LabError ? error : damaged(name, imageKinds[header.kind], { cause: error })
  }
}

/** Values 0..255 by the bytes of each: whole numbers of 8 or 16 bits, or fractions of full brightness. */
const shadesOf: Readonly<Record<1 | 2 | 4, (raw: Uint8Array) => ArrayLike<number>>> = {
  1: (raw) => raw,
  2: (raw) => Uint8Array.from(new Uint16Array(Uint8Array.from(raw).buffer), (value) => Math.round(value / 257)),
  4: (raw) => Uint8ClampedArray.from(new Float32Array(Uint8Array.from(raw).buffer), (value) => 255 * value),
}

/** Where red, green, blue and alpha stand among the values of a pixel; null: opaque. */
const places = { 1: [0, 0, 0, null], 2: [0, 0, 0, 1], 3: [0, 1, 2, null], 4: [0, 1, 2, 3] } as const

function rgbaOf(shades: ArrayLike<number>, channels: 1 | 2 | 3 | 4): Uint8Array {
  const count = shades.length / channels
  const pixels = new Uint8Array(4 * count).fill(255)
  for (const [channel, place] of places[channels].entries()) {
    if (place === null) continue
    for (let pixel = 0; pixel < count; pixel++) pixels[4 * pixel + channel] = shades[pixel * channels + place] ?? 0
  }
  return pixels
}

// The decoder of image files, @napi-rs/image: loaded when it is first needed, and what it says of pixels in the lab's words.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { LabError } from '@contract/problem'
import type * as Decoder from '@napi-rs/image'
import { createRequire } from 'node:module'
import type { ImageSize } from './checked-header'
import { damagedImage } from './image-fault'
import { imageKinds, type ImageHeader } from './image-header'

/** Name and version of what decodes image files, for the facts of a data set: decoders differ by some 255ths. GIF is read by the lab itself. */
export function decoderName(): string {
  const { version } = createRequire(import.meta.url)('@napi-rs/image/package.json') as { readonly version: string }
  return `@napi-rs/image ${version}`
}

/** @throws LabError `image/no-decoder` where the package has no build for this system */
async function loadedDecoder(): Promise<typeof Decoder> {
  try {
    return await import('@napi-rs/image')
  } catch (error) {
    throw new LabError('image/no-decoder', 'The decoder of image files does not start on this system.', 'Install the dependencies anew: npm ci.', { cause: error })
  }
}

/** An image file that is decoded when its pixels are asked for. */
export interface EncodedImage {
  readonly bytes: Uint8Array
  readonly header: ImageHeader
  /** Of the file, for messages. */
  readonly name: string
}

/** Decodes on the calling thread, which is a thread for it, or waits for one of Node's. */
type Manner = 'here' | 'elsewhere'

/**
 * The pixels as they are stored: not turned upright.
 * @param manner `here`: on the calling thread; `elsewhere`: on one of Node's own, while this one goes on
 * @throws ImageFault `image/damaged`, LabError `image/no-decoder`
 */
export async function decodedPixels({ bytes, header, name }: EncodedImage, manner: Manner): Promise<RgbaImage> {
  const { JsColorType, Transformer } = await loadedDecoder()
  return guarded({ header, name }, async () => {
    const image = new Transformer(bytes)
    const { width, height, colorType } = manner === 'here' ? image.metadataSync() : await image.metadata()
    const raw = manner === 'here' ? image.rawPixelsSync() : await image.rawPixels()
    const layout = layoutsOf(JsColorType)[colorType]
    if (!layout || !isAs(header, { width, height }) || raw.length !== width * height * layout[0] * layout[1]) return null
    return { width, height, pixels: rgbaOf(shadesOf[layout[1]](raw), layout[0]) }
  })
}

/**
 * The pixels as they are stored, in another size, on the calling thread: averages over areas where the image shrinks, weighted by a triangle, linear interpolation where it grows; as `BILINEAR` of Pillow.
 * @throws ImageFault `image/damaged`, LabError `image/no-decoder`
 */
export async function decodedInSize({ bytes, header, name }: EncodedImage, size: ImageSize): Promise<RgbaImage> {
  const { FastResizeFilter, ResizeFit, Transformer } = await loadedDecoder()
  return guarded({ header, name }, () => {
    const image = new Transformer(bytes)
    if (!isAs(header, image.metadataSync())) return null
    return rgbaInSize(image.fastResize({ ...size, filter: FastResizeFilter.Bilinear, fit: ResizeFit.Fill }), size)
  })
}

/** An image in another size, in the same way. @throws LabError `image/no-decoder` */
export async function imageInSize(image: RgbaImage, size: ImageSize): Promise<RgbaImage> {
  if (isAs(image, size)) return image
  const { FastResizeFilter, ResizeFit, Transformer } = await loadedDecoder()
  const { width, height, pixels } = image
  const resized = rgbaInSize(Transformer.fromRgbaPixels(pixels, width, height).fastResize({ ...size, filter: FastResizeFilter.Bilinear, fit: ResizeFit.Fill }), size)
  if (!resized) throw new Error(`the decoder did not resize ${width}x${height} pixels to ${size.width}x${size.height}`)
  return resized
}

/** Resizing gives RGBA, whatever an image has been. Null: the decoder did something else. */
function rgbaInSize(image: Decoder.Transformer, { width, height }: ImageSize): RgbaImage | null {
  const pixels = image.rawPixelsSync()
  return pixels.length === 4 * width * height ? { width, height, pixels } : null
}

const isAs = (image: ImageSize, size: ImageSize): boolean => image.width === size.width && image.height === size.height

/** @param work null: what came is not what the header promised */
async function guarded({ header, name }: Omit<EncodedImage, 'bytes'>, work: () => RgbaImage | null | Promise<RgbaImage | null>): Promise<RgbaImage> {
  let image: RgbaImage | null
  try {
    image = await work()
  } catch (error) {
    throw damagedImage(name, imageKinds[header.kind], { cause: error })
  }
  if (!image) throw damagedImage(name, imageKinds[header.kind])
  return image
}

type Layout = readonly [channels: 1 | 2 | 3 | 4, bytes: 1 | 2 | 4]

/** Channels by the decoder's colour types, and the bytes of each. */
const layoutsOf = (types: typeof Decoder.JsColorType): Readonly<Partial<Record<number, Layout>>> => ({
  [types.L8]: [1, 1],
  [types.La8]: [2, 1],
  [types.Rgb8]: [3, 1],
  [types.Rgba8]: [4, 1],
  [types.L16]: [1, 2],
  [types.La16]: [2, 2],
  [types.Rgb16]: [3, 2],
  [types.Rgba16]: [4, 2],
  [types.Rgb32F]: [3, 4],
  [types.Rgba32F]: [4, 4],
})

/** Values 0..255 by the bytes of each: whole numbers of 8 or 16 bits, or fractions of full brightness. */
const shadesOf: Readonly<Record<1 | 2 | 4, (raw: Uint8Array) => ArrayLike<number>>> = {
  1: (raw) => raw,
  2: (raw) => Uint8Array.from(new Uint16Array(aligned(raw)), (value) => Math.round(value / 257)),
  4: (raw) => Uint8ClampedArray.from(new Float32Array(aligned(raw)), (value) => 255 * value),
}

/** A copy that numbers of several bytes can be read from. */
const aligned = (raw: Uint8Array): ArrayBuffer => new Uint8Array(raw).buffer

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

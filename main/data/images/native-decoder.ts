// The decoder of image files, @napi-rs/image: loaded when it is first needed, and what it says of pixels in the lab's words.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type * as Decoder from '@napi-rs/image'
import { createRequire } from 'node:module'
import type { ImageSize } from './checked-header'
import { damagedImage } from './image-fault'
import { imageKinds, type ImageHeader } from './image-header'
import { coloursAt, paletteTiff, type PaletteTiff } from './tiff-palette'

/** Name and version of what decodes image files, for the facts of a data set: decoders differ by some 255ths. GIF is read by the lab itself. */
export function decoderName(): string {
  const { version } = createRequire(import.meta.url)('@napi-rs/image/package.json') as { readonly version: string }
  return `@napi-rs/image ${version}`
}

let loaded: typeof Decoder | undefined

/** @throws LabError `image/no-decoder` where the package has no build for this system */
async function loadedDecoder(): Promise<typeof Decoder> {
  try {
    loaded ??= await import('@napi-rs/image')
    return loaded
  } catch (error) {
    throw new LabError('image/no-decoder', phrase('The decoder of image files does not start on this system.'), phrase('Install the dependencies anew: npm ci.'), { cause: error })
  }
}

/** An image file whose header was checked. */
export interface EncodedImage {
  readonly bytes: Uint8Array
  readonly header: ImageHeader
  /** Of the file, for messages. */
  readonly name: string
}

/** Pixels as they are stored, not turned upright, row by row. */
export interface DecodedImage extends ImageSize {
  /** 1: grey; 2: grey and alpha; 3: red, green, blue; 4: these and alpha. */
  readonly channels: 1 | 2 | 3 | 4
  /** uint8 [height, width, channels]. */
  readonly values: Uint8Array
}

/**
 * @param manner `here`: on the calling thread; `elsewhere`: on one of Node's own, while this one goes on
 * @throws ImageFault `image/damaged`, LabError `image/no-decoder`
 */
export async function decodedImage(encoded: EncodedImage, manner: 'here' | 'elsewhere'): Promise<DecodedImage> {
  const palette = encoded.header.kind === 'tiff' ? paletteOf(encoded) : null
  if (!palette) return decodedPixels(encoded, manner)
  const places = await decodedPixels({ ...encoded, bytes: palette.asGrey }, manner)
  if (places.channels !== 1) throw damagedImage(encoded.name, imageKinds.tiff)
  return { ...places, channels: 3, values: coloursAt(places.values, palette.colours) }
}

/** @throws ImageFault `image/damaged` */
function paletteOf({ bytes, name }: EncodedImage): PaletteTiff | null {
  try {
    return paletteTiff(bytes)
  } catch (error) {
    throw damagedImage(name, imageKinds.tiff, { cause: error }) // the file ends within its tags
  }
}

async function decodedPixels({ bytes, header, name }: EncodedImage, manner: 'here' | 'elsewhere'): Promise<DecodedImage> {
  const { JsColorType, Transformer } = await loadedDecoder()
  try {
    const image = new Transformer(bytes)
    const { width, height } = header
    if (header.kind === 'jpeg') {
      // The number of values tells all that is not known; asking for it takes time.
      const values = manner === 'here' ? image.rawPixelsSync() : await image.rawPixels()
      const channels = values.length / (width * height)
      if (channels === 1 || channels === 3) return { width, height, channels, values }
      throw damagedImage(name, imageKinds.jpeg)
    }
    const facts = manner === 'here' ? image.metadataSync() : await image.metadata()
    const raw = manner === 'here' ? image.rawPixelsSync() : await image.rawPixels()
    const layout = layoutsOf(JsColorType)[facts.colorType]
    const isAsPromised = facts.width === width && facts.height === height
    if (layout && isAsPromised && raw.length === width * height * layout[0] * layout[1]) return { width, height, channels: layout[0], values: shadesOf[layout[1]](raw) }
  } catch (error) {
    throw damagedImage(name, imageKinds[header.kind], { cause: error })
  }
  throw damagedImage(name, imageKinds[header.kind])
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
const shadesOf: Readonly<Record<1 | 2 | 4, (raw: Uint8Array) => Uint8Array>> = {
  1: (raw) => raw,
  2: (raw) => shades(new Uint16Array(...placeOf(raw, 2)), 1 / 257),
  4: (raw) => shades(new Float32Array(...placeOf(raw, 4)), 255),
}

function shades(values: Uint16Array | Float32Array, scale: number): Uint8Array {
  const bytes = new Uint8ClampedArray(values.length) // which rounds
  for (let place = 0; place < values.length; place++) bytes[place] = (values[place] ?? 0) * scale
  return new Uint8Array(bytes.buffer)
}

/** Where numbers of so many bytes lie; a copy where they do not begin at a multiple of these. */
function placeOf(raw: Uint8Array, bytes: 2 | 4): [buffer: ArrayBufferLike, start: number, count: number] {
  return raw.byteOffset % bytes === 0 ? [raw.buffer, raw.byteOffset, raw.length / bytes] : [new Uint8Array(raw).buffer, 0, raw.length / bytes]
}

/** Where red, green, blue and alpha stand among the values of a pixel; null: opaque. */
const places = { 1: [0, 0, 0, null], 2: [0, 0, 0, 1], 3: [0, 1, 2, null], 4: [0, 1, 2, 3] } as const

export function rgbaOf({ width, height, channels, values }: DecodedImage): RgbaImage {
  const count = width * height
  const pixels = new Uint8Array(4 * count).fill(255)
  for (const [channel, place] of places[channels].entries()) {
    if (place === null) continue
    for (let pixel = 0; pixel < count; pixel++) pixels[4 * pixel + channel] = values[pixel * channels + place] ?? 0
  }
  return { width, height, pixels }
}

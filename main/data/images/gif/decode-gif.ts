// Decodes the first frame of GIF files, which @napi-rs/image leaves out. Where the frame does not reach, the picture is transparent, as in browsers.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { damagedImage } from '../image-fault'
import { joinedBlocks, readGifFrame, type GifFrame } from './gif-frame'
import { unpackLzw } from './lzw'

/**
 * @param bytes whose header was checked: the picture is no larger than can be decoded
 * @param name of the file, for messages
 * @throws ImageFault `image/damaged`
 */
export function decodeGif(bytes: Uint8Array, name: string): RgbaImage & { readonly pixels: Uint8Array } {
  const frame = wholeFrame(bytes)
  const colours = frame && unpackLzw(joinedBlocks(bytes, frame.dataStart), frame.colourBits, frame.width * frame.height)
  if (!colours) throw damagedImage(name, 'GIF')
  return pictureOf(frame, colours)
}

function wholeFrame(bytes: Uint8Array): GifFrame | null {
  try {
    return readGifFrame(bytes)
  } catch (error) {
    if (error instanceof RangeError) return null // the file ends before its pixels
    throw error
  }
}

function pictureOf({ screen, left, top, width, height, palette, transparent, isInterlaced }: GifFrame, colours: Uint8Array): RgbaImage & { readonly pixels: Uint8Array } {
  const pixels = new Uint8Array(4 * screen.width * screen.height)
  const rowAt = isInterlaced ? interlacedRows(height) : null
  for (let row = 0; row < height; row++) {
    let pixel = 4 * ((top + (rowAt?.[row] ?? row)) * screen.width + left)
    for (let place = row * width; place < (row + 1) * width; place++, pixel += 4) {
      const colour = colours[place] ?? 0
      if (colour === transparent) continue
      pixels[pixel] = palette[3 * colour] ?? 0
      pixels[pixel + 1] = palette[3 * colour + 1] ?? 0
      pixels[pixel + 2] = palette[3 * colour + 2] ?? 0
      pixels[pixel + 3] = 255
    }
  }
  return { ...screen, pixels }
}

/** Where rows of an interlaced frame start, and how far they lie apart, pass by pass. */
const passes = [[0, 8], [4, 8], [2, 4], [1, 2]] as const

/** The rows of the picture in the order in which they are stored. */
function interlacedRows(height: number): readonly number[] {
  return passes.flatMap(([start, step]) => Array.from({ length: Math.ceil(Math.max(0, height - start) / step) }, (_, row) => start + row * step))
}

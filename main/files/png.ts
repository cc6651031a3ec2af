// PNG images of 8-bit grey or RGB pixels. https://www.w3.org/TR/png-3/
import { crc32, deflateSync } from 'node:zlib'
import type { PixelImage } from '@common/pictures/pixel-image'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** The colour type of the header by the number of channels. */
const colourTypes = { 1: 0, 3: 2 } as const
/** Bytes of a chunk beside its content (length, type, checksum), and of the header's content. */
const [chunkFrame, headerLength] = [12, 13]

/** The bytes of a PNG file. */
export function encodePng({ width, height, channels, pixels }: PixelImage): Buffer {
  const header = Buffer.alloc(headerLength)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8) // bits a channel
  header.writeUInt8(colourTypes[channels], 9)
  const rowBytes = width * channels
  // Each row begins with its filter: 0, none.
  const rows = Buffer.alloc(height * (rowBytes + 1))
  for (let row = 0; row < height; row++) rows.set(pixels.subarray(row * rowBytes, (row + 1) * rowBytes), row * (rowBytes + 1) + 1)
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'ascii'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(typed))
  return Buffer.concat([length, typed, sum])
}

/**
 * Width and height of a PNG file of any kind, in pixels; null where the bytes are none, or are not whole: every chunk has to be there with its checksum.
 * What the chunks hold is not looked into.
 */
export function pngSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (!file.subarray(0, signature.length).equals(signature)) return null
  let size: { width: number; height: number } | null = null
  for (let offset = signature.length; offset + chunkFrame <= file.length; ) {
    const length = file.readUInt32BE(offset)
    const end = offset + chunkFrame + length
    if (end > file.length) return null
    const typed = file.subarray(offset + 4, end - 4)
    if (crc32(typed) !== file.readUInt32BE(end - 4)) return null
    const type = typed.toString('latin1', 0, 4)
    if (size === null) {
      if (type !== 'IHDR' || length !== headerLength) return null
      size = { width: typed.readUInt32BE(4), height: typed.readUInt32BE(8) }
      if (size.width === 0 || size.height === 0) return null
    }
    if (type === 'IEND') return end === file.length ? size : null
    offset = end
  }
  return null
}

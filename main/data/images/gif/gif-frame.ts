// The first frame of a GIF file: where it stands, its colours, and where its packed pixels lie. https://www.w3.org/Graphics/GIF/spec-gif89a.txt

/** Sections of a file that follow its header, by their first byte. */
const [extension, image] = [0x21, 0x2c]
/** The extension that says which colour stands for transparent. */
const graphicControl = 0xf9

export interface GifFrame {
  /** The whole picture, in pixels, of which the frame may be a part. */
  readonly screen: { readonly width: number; readonly height: number }
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Red, green and blue of each colour. */
  readonly palette: Uint8Array
  /** The colour that is transparent; null: none. */
  readonly transparent: number | null
  /** Whether every eighth row comes first, then those between. */
  readonly isInterlaced: boolean
  /** Bits of a colour in the packed pixels. */
  readonly colourBits: number
  /** Where the blocks of packed pixels begin. */
  readonly dataStart: number
}

/**
 * Null: there is no frame, or nothing has its colours.
 * @throws RangeError where the bytes end too early
 */
export function readGifFrame(bytes: Uint8Array): GifFrame | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const common = paletteAt(bytes, 13, view.getUint8(10))
  let transparent: number | null = null
  for (let start = common.end; ; ) {
    const kind = view.getUint8(start)
    if (kind === extension) {
      if (view.getUint8(start + 1) === graphicControl) transparent = view.getUint8(start + 3) & 1 ? view.getUint8(start + 6) : null
      start = endOfBlocks(view, start + 2)
      continue
    }
    if (kind !== image) return null
    const [left, top, width, height] = [view.getUint16(start + 1, true), view.getUint16(start + 3, true), view.getUint16(start + 5, true), view.getUint16(start + 7, true)]
    const flags = view.getUint8(start + 9)
    const own = paletteAt(bytes, start + 10, flags)
    const palette = own.colours ?? common.colours
    if (!palette || width === 0 || height === 0) return null
    // Frames that stand beyond the screen widen it, as in browsers.
    const screen = { width: Math.max(view.getUint16(6, true), left + width), height: Math.max(view.getUint16(8, true), top + height) }
    return { screen, left, top, width, height, palette, transparent, isInterlaced: (flags & 0x40) !== 0, colourBits: view.getUint8(own.end), dataStart: own.end + 1 }
  }
}

/** The colours that stand at `start`, where the flags say that there are any. @throws RangeError */
function paletteAt(bytes: Uint8Array, start: number, flags: number): { readonly colours: Uint8Array | null; readonly end: number } {
  if ((flags & 0x80) === 0) return { colours: null, end: start }
  const end = start + 3 * 2 ** ((flags & 7) + 1)
  if (end > bytes.length) throw new RangeError('the file ends within its colours')
  return { colours: bytes.subarray(start, end), end }
}

/** Blocks of a length and so many bytes, up to one of length 0. @throws RangeError */
function endOfBlocks(view: DataView, first: number): number {
  let start = first
  for (let length = view.getUint8(start); length > 0; length = view.getUint8(start)) start += 1 + length
  return start + 1
}

/** The content of the blocks from `start` on, as far as the file goes. */
export function joinedBlocks(bytes: Uint8Array, start: number): Uint8Array {
  const joined = new Uint8Array(bytes.length - start)
  let [at, end] = [start, 0]
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    const block = bytes.subarray(at + 1, at + 1 + length)
    joined.set(block, end)
    end += block.length
    at += 1 + length
  }
  return joined.subarray(0, end)
}

// TIFF with a palette, which the decoder does not know: the same file is decoded as grey, and its values are then places in the palette. TIFF 6.0, section 5.
import { readTiffFolder, readTiffTags, tiffTags } from './tiff-tags'

/** Of the tag PhotometricInterpretation. */
const [blackIsZero, paletteColour] = [1, 3]

/** Colours of a palette of 8 bits. */
const colourCount = 256

export interface PaletteTiff {
  /** The file as one of grey values of 8 bits. */
  readonly asGrey: Uint8Array
  /** [256, red green blue], 0..255. */
  readonly colours: Uint8Array
}

/**
 * Null: the file has no palette, or one of other than 8 bits.
 * @throws RangeError where the bytes end too early
 */
export function paletteTiff(bytes: Uint8Array): PaletteTiff | null {
  const [folder, tags] = [readTiffFolder(bytes), readTiffTags(bytes)]
  if (!folder || tags?.get(tiffTags.photometric) !== paletteColour || tags.get(tiffTags.bits) !== 8) return null
  const { view, littleEndian, entries } = folder
  const [photometric, map] = [tiffTags.photometric, tiffTags.colours].map((wanted) => entries.find(({ tag }) => tag === wanted))
  if (!photometric || map?.width !== 2 || map.count !== 3 * colourCount) return null
  const first = view.getUint32(map.start, littleEndian)
  // All reds, then all greens, then all blues, of 16 bits.
  const colours = Uint8Array.from({ length: 3 * colourCount }, (_, place) => view.getUint16(first + 2 * ((place % 3) * colourCount + Math.floor(place / 3)), littleEndian) >> 8)
  const asGrey = Uint8Array.from(bytes)
  new DataView(asGrey.buffer).setUint16(photometric.start, blackIsZero, littleEndian)
  return { asGrey, colours }
}

/** Red, green and blue of places in a palette. */
export function coloursAt(places: Uint8Array, colours: Uint8Array): Uint8Array {
  const values = new Uint8Array(3 * places.length)
  for (let pixel = 0; pixel < places.length; pixel++) {
    const place = 3 * (places[pixel] ?? 0)
    for (let channel = 0; channel < 3; channel++) values[3 * pixel + channel] = colours[place + channel] ?? 0
  }
  return values
}

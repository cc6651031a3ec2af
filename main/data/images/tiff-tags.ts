// Tags of the first folder of a TIFF, in which EXIF is written too. TIFF 6.0, section 2: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf

export const tiffTags = { width: 256, height: 257, bits: 258, photometric: 262, orientation: 274, colours: 320 } as const

/** Types of whole numbers, by their number in the file: bytes of one. */
const integerBytes: Readonly<Partial<Record<number, 2 | 4>>> = { 3: 2, 4: 4 }

const byteOrders: Readonly<Partial<Record<number, boolean>>> = { 0x4949: true, 0x4d4d: false } // II, MM: little-endian or not

/** A tag of a folder, and where it stands. */
export interface TiffEntry {
  readonly tag: number
  /** Bytes of one value; null: the values are no whole numbers of 16 or 32 bits. */
  readonly width: 2 | 4 | null
  /** How many values it has. */
  readonly count: number
  /** Where its value stands, or, of more than four bytes, the place where the values stand. */
  readonly start: number
}

export interface TiffFolder {
  readonly view: DataView
  readonly littleEndian: boolean
  readonly entries: readonly TiffEntry[]
}

/**
 * The first folder. Null: the bytes are no TIFF.
 * @throws RangeError where the bytes end too early
 */
export function readTiffFolder(bytes: Uint8Array): TiffFolder | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const littleEndian = byteOrders[view.getUint16(0)]
  if (littleEndian === undefined || view.getUint16(2, littleEndian) !== 42) return null
  const folder = view.getUint32(4, littleEndian)
  const entries = Array.from({ length: view.getUint16(folder, littleEndian) }, (_, entry): TiffEntry => {
    const start = folder + 2 + 12 * entry // tag, type, number of values, and the value where it has four bytes at most
    return { tag: view.getUint16(start, littleEndian), width: integerBytes[view.getUint16(start + 2, littleEndian)] ?? null, count: view.getUint32(start + 4, littleEndian), start: start + 8 }
  })
  return { view, littleEndian, entries }
}

/**
 * Whole numbers by their tag; tags with several values are left out. Null: the bytes are no TIFF.
 * @throws RangeError where the bytes end too early
 */
export function readTiffTags(bytes: Uint8Array): ReadonlyMap<number, number> | null {
  const folder = readTiffFolder(bytes)
  if (!folder) return null
  const { view, littleEndian, entries } = folder
  const single = entries.filter(({ width, count }) => width !== null && count === 1)
  return new Map(single.map(({ tag, width, start }) => [tag, width === 2 ? view.getUint16(start, littleEndian) : view.getUint32(start, littleEndian)]))
}

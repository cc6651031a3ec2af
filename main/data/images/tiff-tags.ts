// Tags of the first folder of a TIFF, in which EXIF is written too. TIFF 6.0, section 2: https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf

export const tiffTags = { width: 256, height: 257, orientation: 274 } as const

/** Types of whole numbers, by their number in the file: bytes of one. */
const integerBytes: Readonly<Partial<Record<number, 2 | 4>>> = { 3: 2, 4: 4 }

const byteOrders: Readonly<Partial<Record<number, boolean>>> = { 0x4949: true, 0x4d4d: false } // II, MM: little-endian or not

/**
 * Whole numbers by their tag; of tags with several values, the first. Null: the bytes are no TIFF.
 * @throws RangeError where the bytes end too early
 */
export function readTiffTags(bytes: Uint8Array): ReadonlyMap<number, number> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const littleEndian = byteOrders[view.getUint16(0)]
  if (littleEndian === undefined || view.getUint16(2, littleEndian) !== 42) return null
  const folder = view.getUint32(4, littleEndian)
  const tags = new Map<number, number>()
  const entries = view.getUint16(folder, littleEndian)
  for (let entry = 0; entry < entries; entry++) {
    const start = folder + 2 + 12 * entry // tag, type, number of values, and the value where it has four bytes at most
    const width = integerBytes[view.getUint16(start + 2, littleEndian)]
    if (width === undefined || view.getUint32(start + 4, littleEndian) !== 1) continue
    tags.set(view.getUint16(start, littleEndian), width === 2 ? view.getUint16(start + 8, littleEndian) : view.getUint32(start + 8, littleEndian))
  }
  return tags
}

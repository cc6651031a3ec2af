// EXIF with nothing but an orientation, and JPEG files that have it.

/** A TIFF of one tag, as EXIF is written. */
export function exifOf(orientation: number, littleEndian = true): Uint8Array {
  const view = new DataView(new ArrayBuffer(26))
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, littleEndian)
  view.setUint32(4, 8, littleEndian)
  view.setUint16(8, 1, littleEndian)
  view.setUint16(10, 274, littleEndian)
  view.setUint16(12, 3, littleEndian)
  view.setUint32(14, 1, littleEndian)
  view.setUint16(18, orientation, littleEndian)
  return new Uint8Array(view.buffer)
}

/** A JPEG file with EXIF behind its first marker. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array): Uint8Array {
  const length = 2 + 6 + exif.length
  const head = [0xff, 0xe1, length >> 8, length & 0xff, ...new TextEncoder().encode('Exif\0\0')]
  return Uint8Array.from([...jpeg.subarray(0, 2), ...head, ...exif, ...jpeg.subarray(2)])
}

// Makes IDX files for the tests of the readers.

/** An IDX file: the header for a shape and an element type (unsigned bytes where left out), then the values. */
export function idxBytes(shape: readonly number[], values: Uint8Array, elementType = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header[2] = elementType
  header[3] = shape.length
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis))
  return Buffer.concat([header, values])
}

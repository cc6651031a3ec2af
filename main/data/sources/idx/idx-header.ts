// The header of IDX files, the format of MNIST.
// Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits": two zero bytes, element type, number of dimensions, each dimension as a
// big-endian 32-bit integer, then the elements in row-major order.
import { phrase } from '@language/phrase'

export interface IdxHeader {
  /** What the elements are, in the words of messages: `unsigned bytes`. */
  readonly elements: string
  /** Whether the lab reads elements of this type. */
  readonly isReadable: boolean
  readonly rank: number
  /** Null: the file ends before it. */
  readonly shape: readonly number[] | null
  /** Where the elements begin. */
  readonly headerBytes: number
}

/** The type of elements that the lab reads. */
const unsignedByte = 0x08

/** Element types in the words of messages. */
const elementTypes: Readonly<Record<number, string>> = {
  [unsignedByte]: phrase('unsigned bytes'),
  0x09: phrase('signed bytes'),
  0x0b: phrase('16-bit integers'),
  0x0c: phrase('32-bit integers'),
  0x0d: phrase('32-bit floats'),
  0x0e: phrase('64-bit floats'),
}

/** Bytes that hold any header. */
export const longestIdxHeader = 4 + 4 * 255

/**
 * The header of an unpacked file; null: it is no IDX file.
 * @param start at least the whole header, unless the file ends within it; at least 4 bytes
 */
export function idxHeaderOf(start: Buffer): IdxHeader | null {
  const [zero0, zero1, type = 0, rank = 0] = start
  const elements = elementTypes[type]
  if (zero0 !== 0 || zero1 !== 0 || elements === undefined) return null
  const headerBytes = 4 + 4 * rank
  const shape = start.length < headerBytes ? null : Array.from({ length: rank }, (_, axis) => start.readUInt32BE(4 + 4 * axis))
  return { elements, isReadable: type === unsignedByte, rank, shape, headerBytes }
}

/** The header of a file of unsigned bytes. */
export function idxHeader(shape: readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length)
  header.set([0, 0, unsignedByte, shape.length])
  shape.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis))
  return header
}

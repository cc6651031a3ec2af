// Types of the numbers of arrays, as NumPy names them, and their values out of bytes.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

/** Numbers: boolean, integers without and with sign, floats; text: of bytes and of UTF-32. */
export type ElementKind = 'b' | 'u' | 'i' | 'f' | 'S' | 'U'

export interface ElementType {
  readonly kind: ElementKind
  /** Bytes of one element. */
  readonly size: number
  readonly isBigEndian: boolean
}

export const byteType: ElementType = { kind: 'u', size: 1, isBigEndian: false }

/** Views of bytes in this machine's order (little-endian on all that the lab runs on) as numbers. */
const views: Readonly<Record<string, (bytes: Uint8Array<ArrayBuffer>) => ArrayLike<number>>> = {
  b1: (bytes) => bytes,
  u1: (bytes) => bytes,
  i1: ({ buffer }) => new Int8Array(buffer),
  u2: ({ buffer }) => new Uint16Array(buffer),
  i2: ({ buffer }) => new Int16Array(buffer),
  u4: ({ buffer }) => new Uint32Array(buffer),
  i4: ({ buffer }) => new Int32Array(buffer),
  u8: ({ buffer }) => Float64Array.from(new BigUint64Array(buffer), Number),
  i8: ({ buffer }) => Float64Array.from(new BigInt64Array(buffer), Number),
  f2: ({ buffer }) => {
    const values = halfFloats()
    return Float32Array.from(new Uint16Array(buffer), (bits) => values[bits] ?? 0)
  },
  f4: ({ buffer }) => new Float32Array(buffer),
  f8: ({ buffer }) => new Float64Array(buffer),
}

const nameOf = ({ kind, size }: ElementType): string => `${kind}${size}`

/** Longest text of an element, in bytes. */
const longestText = 4096

export const isText = ({ kind }: ElementType): boolean => kind === 'S' || kind === 'U'

/** In NumPy's words, e.g. `float32`. */
export function typeWords({ kind, size }: ElementType): string {
  return { b: 'bool', u: `uint${8 * size}`, i: `int${8 * size}`, f: `float${8 * size}`, S: 'bytes', U: 'text' }[kind]
}

/**
 * The type of a description by NumPy, e.g. `<f4`, `|u1`, `>i8`, `<U10`; null: one that the lab does not read.
 * https://numpy.org/doc/stable/reference/arrays.interface.html, typestr
 */
export function elementTypeOf(description: string): ElementType | null {
  const parts = /^([<>|=]?)([a-zA-Z?])(\d{0,9})$/.exec(description)
  if (!parts) return null
  const [, order, letter, digits] = parts
  const isBigEndian = order === '>'
  const count = Number(digits)
  if (letter === '?') return { kind: 'b', size: 1, isBigEndian }
  if (letter === 'S' || letter === 'U') {
    const size = letter === 'U' ? 4 * count : count
    return size > 0 && size <= longestText ? { kind: letter, size, isBigEndian } : null
  }
  const type: ElementType = { kind: letter as ElementKind, size: count, isBigEndian }
  return nameOf(type) in views ? type : null
}

/**
 * Numbers of elements that lie one after another.
 * @param bytes of whole elements; they are left as they are
 * @returns valid until the next call of this function, which may use the same memory
 */
export type ElementReader = (bytes: Uint8Array) => ArrayLike<number>

/** @param type of numbers */
export function elementReader(type: ElementType): ElementReader {
  const view = views[nameOf(type)]
  if (!view) throw new RangeError(`${typeWords(type)} is no type of numbers`)
  if (type.size === 1) {
    if (type.kind !== 'i') return (bytes) => bytes
    return (bytes) => new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  }
  let memory = Buffer.alloc(0)
  return (bytes) => {
    if (memory.length !== bytes.length) memory = Buffer.alloc(bytes.length) // a buffer of its own, so that its start is aligned
    memory.set(bytes)
    if (type.isBigEndian) swapBytes(memory, type.size)
    return view(memory)
  }
}

function swapBytes(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16()
  else if (size === 4) bytes.swap32()
  else bytes.swap64()
}

/**
 * Texts of elements that lie one after another, without the zeros that fill them up.
 * @throws LabError `import/damaged` where a character is none
 */
export function textsOf(name: string, type: ElementType, bytes: Uint8Array): readonly string[] {
  const texts: string[] = []
  for (let start = 0; start < bytes.length; start += type.size) texts.push(textOf(name, type, Buffer.from(bytes.subarray(start, start + type.size))))
  return texts
}

function textOf(name: string, { kind, isBigEndian }: ElementType, bytes: Buffer): string {
  if (kind === 'S') return bytes.toString('utf8').replace(/\0+$/, '')
  let text = ''
  for (let at = 0; at < bytes.length; at += 4) {
    const point = isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
    if (point > 0x10ffff) throw new LabError('import/damaged', phrase('{name} is damaged: it holds a character that there is not.', { name }), phrase('Get the file anew from where it came.'))
    text += String.fromCodePoint(point)
  }
  return text.replace(/\0+$/, '')
}

let allHalfFloats: Float32Array | undefined

/** The value of each of the 65,536 half-precision floats (IEEE 754 binary16), by its bits. */
function halfFloats(): Float32Array {
  allHalfFloats ??= Float32Array.from({ length: 65_536 }, (_, bits) => {
    const sign = bits & 0x8000 ? -1 : 1
    const exponent = (bits >> 10) & 0x1f
    const fraction = bits & 0x3ff
    if (exponent === 0) return (sign * fraction) / 2 ** 24
    if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  })
  return allHalfFloats
}

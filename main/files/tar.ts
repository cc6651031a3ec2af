// Tar archives block by block: those of plain files with short names (POSIX ustar) are written and read; of others' archives the entries are told.
// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html, section "ustar Interchange Format"
import { phrase } from '@language/phrase'

/** Archives are made of blocks of so many bytes. */
export const tarBlock = 512

/** Bytes of zeros that end an archive. */
export const tarEnd = new Uint8Array(2 * tarBlock)

/** Largest file, in bytes: its size has eleven octal digits. */
const largestFile = 8 ** 11 - 1
const longestName = 100

/** Where a header's fields lie, in bytes. */
const fields = {
  name: [0, longestName],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  modified: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  prefix: [345, 155],
} as const satisfies Readonly<Record<string, readonly [start: number, length: number]>>

const plainFile = '0'
/** `ustar` with its version. */
const magic = 'ustar\u000000'

export interface TarFile {
  readonly name: string
  readonly bytes: number
}

/** What is wrong with an archive, as the end of a sentence: `it ends too early`. */
export class BrokenTar extends Error {}

/** Zeros behind a file, up to the next block. */
export function tarPadding(bytes: number): Uint8Array {
  return new Uint8Array((tarBlock - (bytes % tarBlock)) % tarBlock)
}

/** The block before a file. @throws RangeError where the name is too long or not plain, or the file too large */
export function tarHeader({ name, bytes }: TarFile): Uint8Array {
  if (name === '' || Buffer.byteLength(name) > longestName || bytes > largestFile) throw new RangeError(`a tar archive cannot hold ${name} with ${bytes} bytes`)
  const block = Buffer.alloc(tarBlock)
  const write = (field: keyof typeof fields, text: string): void => {
    block.write(text, fields[field][0], fields[field][1], 'utf8')
  }
  write('name', name)
  write('mode', octal(0o644, 8))
  write('owner', octal(0, 8))
  write('group', octal(0, 8))
  write('size', octal(bytes, 12))
  write('modified', octal(0, 12)) // equal files make equal archives
  write('type', plainFile)
  write('magic', magic)
  write('checksum', `${checksumOf(block).toString(8).padStart(6, '0')}\0 `)
  return block
}

/** What a block announces, in archives of any program. */
export interface TarEntry {
  /** With its folders. */
  readonly name: string
  readonly bytes: number
  /** Letter of the type: `0` for a file. */
  readonly type: string
  /** `ustar`, or what else a program writes. */
  readonly magic: string
  readonly hasPrefix: boolean
}

/** The entry that a block announces; null for a block of zeros, with which an archive ends. @throws BrokenTar */
export function readTarEntry(block: Buffer): TarEntry | null {
  if (block.every((byte) => byte === 0)) return null
  const text = (field: keyof typeof fields): string => {
    const [start, length] = fields[field]
    const bytes = block.subarray(start, start + length)
    const end = bytes.indexOf(0)
    return bytes.toString('utf8', 0, end < 0 ? length : end)
  }
  const number = (field: 'checksum' | 'size'): number => {
    const digits = text(field).trim()
    if (!/^[0-7]{1,12}$/.test(digits)) throw new BrokenTar(phrase('it is damaged'))
    return parseInt(digits, 8)
  }
  if (number('checksum') !== checksumOf(block)) throw new BrokenTar(phrase('it is damaged'))
  const magic = text('magic')
  const prefix = magic === 'ustar' ? text('prefix') : ''
  const [type = plainFile] = text('type')
  return { name: prefix === '' ? text('name') : `${prefix}/${text('name')}`, bytes: number('size'), type, magic, hasPrefix: prefix !== '' }
}

/** Whether an entry is a file with its bytes; old programs write no type. */
export const isTarFile = ({ type }: Pick<TarEntry, 'type'>): boolean => type === plainFile

/** The file that a block announces, of archives as they are written here; null for a block of zeros. Links, folders and long names are refused. @throws BrokenTar */
export function readTarHeader(block: Buffer): TarFile | null {
  const entry = readTarEntry(block)
  if (!entry) return null
  if (entry.magic !== 'ustar') throw new BrokenTar(phrase('it is damaged'))
  if (!isTarFile(entry) || entry.hasPrefix) throw new BrokenTar(phrase('it holds something that is no plain file: {name}', { name: JSON.stringify(entry.name) }))
  return { name: entry.name, bytes: entry.bytes }
}

/** Digits of a field that ends with a zero byte. */
function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`
}

/** Sum of a header's bytes, those of the checksum itself counted as spaces. */
function checksumOf(block: Buffer): number {
  const [start, length] = fields.checksum
  return block.reduce((sum, byte, index) => sum + (index >= start && index < start + length ? 32 : byte), 0)
}

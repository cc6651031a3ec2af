// The header of .npy files. https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import { phrase } from '@language/phrase'
import { elementTypeOf, type ElementType } from '../arrays/element-type'
import type { ByteReader } from '../bytes/byte-reader'
import { damaged, unsupported } from '../source-faults'

export interface NpyHeader {
  readonly shape: readonly number[]
  /** Null: elements that the lab does not read. */
  readonly type: ElementType | null
  /** The type as the file tells it, e.g. `<f4`. */
  readonly description: string
  /** Whether the first index changes fastest. */
  readonly isFortran: boolean
  /** Where the elements begin. */
  readonly headerBytes: number
}

const magic = Buffer.from('\x93NUMPY', 'latin1')

/** NumPy itself reads no longer ones. */
const longestHeader = 10_000
const mostDimensions = 32

/**
 * Reads the header; the reader then stands at the first element.
 * @throws LabError `import/damaged`, `import/truncated`, `import/unsupported`
 */
export async function readNpyHeader(name: string, reader: ByteReader): Promise<NpyHeader> {
  const start = Buffer.from(await reader.read(8))
  if (!start.subarray(0, 6).equals(magic)) throw damaged(name, phrase('it is no .npy file: it does not begin as one'))
  const version = start[6] ?? 0
  if (version < 1 || version > 3) throw unsupported(name, phrase('it is of version {version} of the format', { version }), phrase('Save it anew with numpy.save.'))
  const length = version === 1 ? Buffer.from(await reader.read(2)).readUInt16LE() : Buffer.from(await reader.read(4)).readUInt32LE()
  if (length > longestHeader) throw damaged(name, phrase('its header has {length} bytes', { length }))
  const text = Buffer.from(await reader.read(length)).toString('utf8')
  const description = entryOf(text, 'descr', /^(?:'([^']*)'|(\[.*?\]))/s)
  const order = entryOf(text, 'fortran_order', /^(True|False)/)
  const shape = entryOf(text, 'shape', /^\(([\d, ]*)\)/)
  const sizes = shape?.split(',').filter((size) => size.trim() !== '').map(Number)
  if (description === null || order === null || !sizes?.every((size) => Number.isSafeInteger(size)) || sizes.length > mostDimensions) throw damaged(name, phrase('its header cannot be read'))
  return { shape: sizes, type: elementTypeOf(description), description, isFortran: order === 'True', headerBytes: reader.position }
}

/** An entry of the dictionary that the header is, as Python writes it. */
function entryOf(text: string, key: string, form: RegExp): string | null {
  const begin = new RegExp(`['"]${key}['"]\\s*:\\s*`).exec(text)
  const match = begin && form.exec(text.slice(begin.index + begin[0].length))
  return match ? (match[1] ?? match[2] ?? null) : null
}

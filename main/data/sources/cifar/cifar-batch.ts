// One batch of CIFAR: where its pixels lie, its labels, and the names of its images.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { byteType, elementReader } from '../arrays/element-type'
import type { ImageArray } from '../arrays/image-array'
import type { ByteReader } from '../bytes/byte-reader'
import { memoryRun, type ByteRun } from '../bytes/byte-run'
import { DistantBytes, PickleArray, pickleDict, pickleText, type PickleArrayContent, type PickleDict, type PickleValue } from '../pickle/pickle-values'
import { readPickle } from '../pickle/read-pickle'
import { mostImages } from '../source'
import { cutShort, damaged, unsupported } from '../source-faults'
import type { CifarLabels } from './cifar-classes'
import type { CifarBatchFile, CifarVersion } from './cifar-files'

export interface CifarBatch {
  readonly array: ImageArray
  readonly labels: Partial<Record<CifarLabels, Uint16Array>>
  readonly names: readonly string[] | null
}

const edge = 32
const form = { channels: 3, height: edge, width: edge }
const pixelBytes = 3 * edge * edge
const strides = { channel: edge * edge, row: edge, column: 1 }

/** A file on the disk, or within an unpacked archive. */
export interface CifarPlace {
  /** For messages. */
  readonly name: string
  /** For names of images. */
  readonly shortName: string
  readonly run: ByteRun
  /** Where it begins in the run, and its length; null: known at the end only. */
  readonly offset: number
  readonly bytes: number | null
}

/**
 * Looks through a batch; the reader stands at its beginning, and no further than its end afterwards.
 * @throws LabError `import/...`
 */
export const readCifarBatch = (reader: ByteReader, place: CifarPlace, file: CifarBatchFile): Promise<CifarBatch> => batchReaders[file.version](reader, place, file)

const batchReaders: Readonly<Record<CifarVersion, (reader: ByteReader, place: CifarPlace, file: CifarBatchFile) => Promise<CifarBatch>>> = { binary: readBinary, Python: readPython }

/** Bytes of labels before the pixels of each image. https://www.cs.toronto.edu/~kriz/cifar.html, "Binary version" */
const binaryLabels = { 'CIFAR-10': ['only'], 'CIFAR-100': ['coarse', 'fine'] } as const satisfies Record<CifarBatchFile['set'], readonly CifarLabels[]>

async function readBinary(reader: ByteReader, place: CifarPlace, { set }: CifarBatchFile): Promise<CifarBatch> {
  const kinds = binaryLabels[set]
  const lead = kinds.length
  const labels = kinds.map((): number[] => [])
  let count = 0
  const end = place.bytes === null ? Infinity : place.offset + place.bytes
  while (reader.position < end && !(await reader.isAtEnd())) {
    if (end - reader.position < lead + pixelBytes) throw cutShort(place.name, phrase('its last image has {bytes} of {wanted} bytes', { bytes: end - reader.position, wanted: lead + pixelBytes }))
    if (count === mostImages) throw unsupported(place.name, phrase('it holds more than {mostImages} images', { mostImages }), phrase('Choose a part of it.'))
    const own = reader.take(lead) ?? (await reader.read(lead))
    for (const [kind, list] of labels.entries()) list.push(own[kind] ?? 0)
    count++
    await reader.skip(pixelBytes)
  }
  return {
    array: { ...form, name: place.shortName, run: place.run, offset: place.offset, count, type: byteType, lead, strides, isInterleaved: false, white: 255 },
    labels: Object.fromEntries(kinds.map((kind, index) => [kind, Uint16Array.from(labels[index] ?? [])])),
    names: null,
  }
}

const labelKeys: Readonly<Record<CifarLabels, string>> = { only: 'labels', fine: 'fine_labels', coarse: 'coarse_labels' }

async function readPython(reader: ByteReader, place: CifarPlace): Promise<CifarBatch> {
  const content = pickleDict(place.name, await readPickle(place.name, reader))
  const pixels = content.get('data')
  if (!(pixels instanceof PickleArray) || !pixels.content) throw damaged(place.name, phrase('it has no array called data'))
  const entries = Object.entries(labelKeys) as [CifarLabels, string][]
  const labels = Object.fromEntries(entries.flatMap(([kind, key]) => (content.has(key) ? [[kind, numbersOf(place, content, key)]] : [])))
  const names = content.get('filenames')
  return { array: pixelArray(place, pixels.content), labels, names: Array.isArray(names) ? names.map((name, row) => pickleText(name) ?? `${place.shortName}[${row}]`) : null }
}

function pixelArray(place: CifarPlace, { shape, type, isFortran, data }: PickleArrayContent): ImageArray {
  const [count = 0, ...image] = shape
  if (image.reduce((product, size) => product * size, 1) !== pixelBytes || image.length !== 1 || type.kind !== 'u' || type.size !== 1) {
    throw unsupported(place.name, phrase('its array called data has the shape ({shape}), and not (images, {pixelBytes}) of unsigned bytes', { shape: shape.join(', '), pixelBytes }), phrase('Choose a batch of CIFAR.'))
  }
  const where = data instanceof DistantBytes ? { run: place.run, offset: data.offset } : { run: memoryRun(place.name, data), offset: 0 }
  return { ...where, ...form, name: place.shortName, count, type, lead: 0, strides, isInterleaved: isFortran, white: 255 }
}

/** Labels as a list of numbers or an array. */
function numbersOf({ name }: CifarPlace, content: PickleDict, key: string): Uint16Array {
  const value = content.get(key) ?? null
  const numbers = Array.isArray(value) ? value.map(numberOf) : arrayNumbers(value)
  if (!numbers) throw damaged(name, phrase('its {key} are no list of numbers', { key }))
  const labels = Uint16Array.from(numbers, (number) => number ?? 0)
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? null
    if (number === null || labels[i] !== number) throw new LabError('import/labels', phrase('{name}: entry {i} of its {key} is no label.', { name, i, key }), phrase('Get the file anew from where it came.'))
  }
  return labels
}

const numberOf = (value: PickleValue): number | null => (typeof value === 'number' ? value : value instanceof PickleArray ? (arrayNumbers(value)?.[0] ?? null) : null)

function arrayNumbers(value: PickleValue): readonly (number | null)[] | null {
  if (!(value instanceof PickleArray) || !value.content || !(value.content.data instanceof Uint8Array)) return null
  const { type, data } = value.content
  return type.kind === 'S' || type.kind === 'U' ? null : Array.from(elementReader(type)(data))
}

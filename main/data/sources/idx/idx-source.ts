// IDX files as a source: images and labels of MNIST and similar sets (KMNIST, EMNIST), plain or packed with gzip.
import { phrase } from '@language/phrase'
import type { ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import { basename } from 'node:path'
import { arrayRoleOf, type ArrayPart } from '../arrays/array-role'
import { arraySource, countMismatch, type LabelledArray } from '../arrays/array-source'
import { byteType } from '../arrays/element-type'
import { classesOfNumbers, labelFault, type ClassesOfLabels } from '../arrays/label-classes'
import { fileRun, type ByteRun } from '../bytes/byte-run'
import { mostImages, type OpenSource, type SourceFormat } from '../source'
import { cutShort, damaged, unsupported } from '../source-faults'
import { candidateFiles, filesIn, severalSets, sourceFiles, type SourceFiles } from '../source-files'
import { classNamesFileOf, isClassNamesFile, readClassNames, type ClassNames } from './class-names'
import { idxHeaderOf, longestIdxHeader, type IdxHeader } from './idx-header'

export const idxSource: SourceFormat = { kind: 'idx', recognises, open }

/** Files whose first bytes are read to tell whether they are IDX files. */
const mostLookedAt = 8

const isIdxName = (name: string): boolean => /(^|[-._])(idx\d?|ubyte)([-._]|$)/i.test(name)

async function recognises(paths: readonly string[]): Promise<boolean> {
  // A single folder is judged by the names in it; files that were chosen may have any name.
  const [found] = await candidateFiles(paths, (name) => isIdxName(name) || (paths.length > 1 && !isClassNamesFile(name)))
  const files = found?.files ?? []
  for (const path of files.slice(0, mostLookedAt)) {
    const header = await readHeader(await fileRun(path))
    if (header?.rank !== 1 && header?.rank !== 3) return false
  }
  return files.length > 0
}

async function open(paths: readonly string[], options: ImportOptions, signal?: AbortSignal): Promise<OpenSource> {
  const found = await sourceFiles(paths, (name) => isIdxName(name) || isClassNamesFile(name) || paths.length > 1)
  if (!found) throw new LabError('import/unsupported', phrase('{paths} holds no IDX files.', { paths: paths.join(', ') }), phrase('Choose files of images and of labels.'))
  const pairs = pairsOf(found, await idxFiles(found))
  const set = pairs[0]?.images.set ?? ''
  const isEmnist = /(^|\W)emnist/.test(set) || /emnist/i.test(basename(found.folder))
  const transposed = options.transposed ?? isEmnist
  const numbers: Uint8Array[] = []
  for (const { labels } of pairs) numbers.push(await readLabels(labels, signal))
  const namesFile = classNamesFileOf([...found.files, ...(await filesIn(found.folder))], set)
  const { classes, labels } = classesOf(pairs.map((pair) => basename(pair.labels.run.name)), numbers, namesFile === null ? null : await readClassNames(namesFile))
  let begin = 0
  const arrays = pairs.map(({ images, part }): LabelledArray => {
    const own = labels.subarray(begin, (begin += images.shape[0] ?? 0))
    return { array: imageArray(images, transposed), part, labels: own }
  })
  const [height, width] = arrays[0] ? [arrays[0].array.height, arrays[0].array.width] : [0, 0]
  return arraySource(
    {
      kind: 'idx',
      title: phrase('{files}, grey images of {height}×{width} pixels', { files: isEmnist ? 'EMNIST' : phrase('IDX files'), height, width }),
      name: set === '' ? basename(found.folder) : set,
      classes,
      found: { transposed },
      notes: transposed && options.transposed === null ? [phrase('Rows and columns of the images change places, as EMNIST stores them the other way round.')] : [],
    },
    arrays,
    signal,
  )
}

interface IdxFile {
  readonly run: ByteRun
  readonly holds: 'images' | 'labels'
  readonly part: ArrayPart | null
  readonly set: string
  readonly shape: readonly number[]
  readonly headerBytes: number
}

async function idxFiles({ files }: SourceFiles): Promise<readonly IdxFile[]> {
  const known: IdxFile[] = []
  const names = new Set(files)
  for (const path of files) {
    if (isClassNamesFile(basename(path))) continue
    if (/\.gz$/i.test(path) && names.has(path.slice(0, -3))) continue // the same file lies there unpacked
    const run = await fileRun(path)
    const header = await readHeader(run)
    if (!header) throw damaged(path, phrase('it is no IDX file: it does not begin as one'))
    known.push(checkedFile(run, header))
  }
  return known
}

async function readHeader(run: ByteRun): Promise<IdxHeader | null> {
  const reader = run.read()
  try {
    const start = await reader.readUpTo(longestIdxHeader)
    return start.length < 4 ? null : idxHeaderOf(Buffer.from(start))
  } finally {
    await reader.close()
  }
}

function checkedFile(run: ByteRun, { elements, isReadable, rank, shape, headerBytes }: IdxHeader): IdxFile {
  if (!isReadable) throw unsupported(run.name, phrase('it holds {elements}', { elements }), phrase('Convert it to unsigned bytes.'))
  if (rank !== 1 && rank !== 3) throw unsupported(run.name, phrase('it has {rank} dimensions, and images have 3 and labels 1', { rank }), phrase('Choose files of grey images and of labels.'))
  if (!shape) throw cutShort(run.name, phrase('it ends within its header'))
  const [count = 0] = shape
  if (count > mostImages) throw new LabError('import/too-many-images', phrase('{name} announces {count} entries; the lab imports up to {most}.', { name: run.name, count, most: mostImages }), phrase('Choose a part of them.'))
  if (shape.includes(0)) throw new LabError('import/empty', phrase('{name} holds nothing.', { name: run.name }), phrase('Choose another file.'))
  const bytes = headerBytes + shape.reduce((product, size) => product * size, 1)
  if (run.length !== null && run.length < bytes) throw cutShort(run.name, phrase('{there} of {bytes} bytes are there', { there: run.length, bytes }))
  if (run.length !== null && run.length > bytes) throw damaged(run.name, phrase('it holds {bytes} bytes beyond what its header announces', { bytes: run.length - bytes }))
  const { part, set } = arrayRoleOf(basename(run.name))
  return { run, holds: rank === 3 ? 'images' : 'labels', part, set, shape, headerBytes }
}

interface IdxPair {
  readonly part: ArrayPart | 'all'
  readonly images: IdxFile
  readonly labels: IdxFile
}

const order: readonly (ArrayPart | null)[] = ['train', 'validation', 'test', null]

/** Images with their labels, found by the names of the files; the only two files belong together whatever their names are. */
function pairsOf({ folder }: SourceFiles, files: readonly IdxFile[]): readonly IdxPair[] {
  const sets = [...new Set(files.map(({ set }) => set))]
  const [one, other] = files
  const areOnlyPair = files.length === 2 && one?.holds !== other?.holds
  if (sets.length > 1 && !areOnlyPair) throw severalSets(folder, sets.map((set) => set || phrase('one without a name')))
  const parts = areOnlyPair ? [files.map(({ part }) => part).find((part) => part !== null) ?? null] : order.filter((part) => files.some((file) => file.part === part))
  return parts.map((part) => {
    const ofPart = areOnlyPair ? files : files.filter((file) => file.part === part)
    const images = ofPart.filter(({ holds }) => holds === 'images')
    const labels = ofPart.filter(({ holds }) => holds === 'labels')
    if (images.length > 1 || labels.length > 1) throw severalSets(folder, ofPart.map(({ run }) => basename(run.name)))
    if (!images[0] || !labels[0]) {
      const name = ofPart[0]?.run.name ?? folder
      throw new LabError('import/no-pair', images[0] ? phrase('{name} has no file of labels beside it.', { name }) : phrase('{name} has no file of images beside it.', { name }), phrase('Choose the files of images and of labels together, or their folder.'))
    }
    if (images[0].shape[0] !== labels[0].shape[0]) throw countMismatch(images[0].run.name, images[0].shape[0] ?? 0, labels[0].shape[0] ?? 0)
    return { part: part ?? 'all', images: images[0], labels: labels[0] }
  })
}

async function readLabels({ run, headerBytes, shape }: IdxFile, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const reader = run.read(signal)
  try {
    await reader.skip(headerBytes)
    const labels = (await reader.read(shape[0] ?? 0)).slice()
    if (!(await reader.isAtEnd())) throw damaged(run.name, phrase('it holds bytes beyond what its header announces'))
    return labels
  } finally {
    await reader.close()
  }
}

/** Classes of all parts together. */
function classesOf(names: readonly string[], parts: readonly Uint8Array[], named: ClassNames | null): ClassesOfLabels {
  const all = Buffer.concat(parts)
  if (!named) return classesOfNumbers(names.join(', '), all)
  const classOf = new Map([...named.keys()].map((label, index) => [label, index]))
  for (const [i, part] of parts.entries()) {
    const place = part.findIndex((label) => !classOf.has(label))
    if (place >= 0) throw labelFault(names[i] ?? '', phrase('entry {entry} is {label}, which the list of classes does not name', { entry: place, label: part[place] ?? 0 }))
  }
  return { classes: [...named.values()], labels: Uint16Array.from(all, (label) => classOf.get(label) ?? 0) }
}

function imageArray({ run, shape, headerBytes }: IdxFile, transposed: boolean): LabelledArray['array'] {
  const [count = 0, rows = 0, columns = 0] = shape
  const [height, width] = transposed ? [columns, rows] : [rows, columns]
  const strides = transposed ? { channel: 0, row: 1, column: columns } : { channel: 0, row: columns, column: 1 }
  return { ...{ name: basename(run.name), run, offset: headerBytes, count, type: byteType, lead: 0, channels: 1, height, width, strides }, isInterleaved: false, white: 255 }
}

// Imports a source as a data set of the lab: whole and durable, or not at all.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import type { ImportOptions, LeftOut } from '@contract/data/import-source'
import type { ImportedDataset, KnownSet } from '@contract/data/imports'
import { mostListed, storedDatasetFiles, storedDatasetVersion, type StoredDataset } from '@contract/data/stored-dataset'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UnsealedFolder } from '../../files/sealed-folder'
import { fingerprintFrom } from '../fingerprint'
import { assertFreeSpace } from '../free-space'
import type { ImageForm } from '../images/fitted-image'
import { decoderName } from '../images/native-decoder'
import type { OpenSource } from '../sources/source'
import { importedId } from './dataset-slug'
import { unwritable } from './decode-work'
import { importImages, type ImportedImages, type ImportWork } from './import-images'
import { importSplits, storedSplits } from './import-splits'
import { placeDataset, sameDataset } from './place-dataset'
import { setBytes } from './set-bytes'
import { formOf, settledImport, type SettledOptions } from './settled-import'

export interface ImportTask extends ImportWork {
  /** What is null is filled in by what the source tells. */
  readonly options: ImportOptions
  /** What the set is called and told of where it is a known one; null: it is the user's own. */
  readonly as: KnownSet | null
  /** Where the source lies, in words. */
  readonly sourceName: string
  /** Absolute path of a folder that is not there: in it the set is put together. It lies on the disk of the data sets, and whoever asks removes it. */
  readonly workFolder: string
}

/** @throws LabError `import/...`, `disk/too-little-space` */
export async function importDataset(source: OpenSource, task: ImportTask): Promise<ImportedDataset> {
  const settled = await settledImport(source, task.options)
  const [form, { options }] = [formOf(settled), settled]
  const splits = importSplits(source, options)
  await prepareFolder(task.workFolder, setBytes(source, form))
  const folder = new UnsealedFolder(join(task.workFolder, 'set'))
  const images = await importImages({ source, form, splits, folder, stops: options.unreadable === 'stop', work: task })
  const set = await described({ source, options, form, images, folder, task })
  const leftOut = { count: set.leftOut.count, first: [...set.leftOut.first] }
  const facts = { isNew: false, images: images.kept.length, leftOut }
  const same = sameDataset(set, task.as !== null)
  if (same !== null) return { id: same, ...facts }
  await placed(folder, set, task)
  return { id: set.info.id, ...facts, isNew: true }
}

/** @throws LabError `disk/too-little-space`, `import/unwritable` */
async function prepareFolder(folder: string, bytes: number): Promise<void> {
  try {
    await mkdir(join(folder, 'set'), { recursive: true })
  } catch (error) {
    throw unwritable(error)
  }
  await assertFreeSpace(folder, bytes, phrase('The data set'))
}

async function placed(folder: UnsealedFolder, set: StoredDataset, { workFolder }: ImportTask): Promise<void> {
  try {
    await folder.seal(set)
    await placeDataset(folder.path, set, workFolder)
  } catch (error) {
    throw unwritable(error)
  }
}

interface Described {
  readonly source: OpenSource
  readonly options: SettledOptions
  readonly form: ImageForm
  readonly images: ImportedImages
  readonly folder: UnsealedFolder
  readonly task: ImportTask
}

/** Writes what belongs to the images, and gives the manifest. */
async function described({ source, options, form, images, folder, task: { as, sourceName } }: Described): Promise<StoredDataset> {
  const labels = await writeLabels(folder, source, images)
  const classes = source.classes.map((name) => as?.classes?.[name] ?? name)
  const { channels, height, width } = form
  const { train, validation, test } = images.counts
  const fingerprint = fingerprintFrom({ channels, height, width, classes, train, validation, test, pixels: images.pixels, labels })
  const { id, title, description, licence, source: origin } = as ?? { id: importedId(options.name, fingerprint), title: options.name, description: phrase('Imported: {source}.', { source: source.title }), licence: phrase('not known'), source: sourceName }
  const info: DatasetInfo = {
    ...{ id, title, description, licence, source: origin, trainImages: train, validationImages: validation, testImages: test },
    ...{ height, width, channels, classes, ...images.colours },
  }
  return {
    version: storedDatasetVersion,
    ...{ info, fingerprint, options, source: { kind: source.kind, name: sourceName } },
    decoder: source.shape ? null : decoderName(),
    counts: countsByClass(source, images, classes.length),
    originals: images.originals.map((size) => ({ ...size })),
    leftOut: leftOutOf(source, images),
    importedAt: new Date().toISOString(),
    removedAt: null,
  }
}

/** Writes labels and names. @returns SHA-256 of the labels @throws LabError `import/unwritable` */
async function writeLabels(folder: UnsealedFolder, { labels, nameOf }: OpenSource, { kept }: ImportedImages): Promise<string> {
  const ends = new Uint32Array(kept.length)
  try {
    await folder.write(storedDatasetFiles.names, joinedNames(kept, nameOf, ends))
    await folder.write(storedDatasetFiles.nameEnds, [new Uint8Array(ends.buffer)])
    const stored = Uint16Array.from(kept, (image) => labels[image] ?? 0)
    return (await folder.write(storedDatasetFiles.labels, [new Uint8Array(stored.buffer)])).sha256
  } catch (error) {
    throw unwritable(error)
  }
}

/** Characters of names that are written at a time. */
const pieceLength = 1 << 18

/** @param ends gets where each name ends, in bytes */
// eslint-disable-next-line @typescript-eslint/require-await -- pieces that are made while a file is written come asynchronously
async function* joinedNames(images: Uint32Array, nameOf: OpenSource['nameOf'], ends: Uint32Array): AsyncGenerator<string> {
  let [piece, end] = ['', 0]
  for (const [place, image] of images.entries()) {
    const name = nameOf(image)
    end += Buffer.byteLength(name)
    ends[place] = end
    piece += name
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  yield piece
}

function countsByClass({ labels }: OpenSource, { kept, counts }: ImportedImages, classes: number): StoredDataset['counts'] {
  let first = 0
  const of = (count: number): number[] => {
    const ofClass = new Array<number>(classes).fill(0)
    for (const image of kept.subarray(first, (first += count))) ofClass[labels[image] ?? 0] = (ofClass[labels[image] ?? 0] ?? 0) + 1
    return ofClass
  }
  const [train, validation, test] = storedSplits.map((split) => of(counts[split])) as [number[], number[], number[]]
  return { train, validation, test }
}

function leftOutOf(source: OpenSource, { leftOut }: ImportedImages): StoredDataset['leftOut'] {
  const decoding = leftOut.first.map(({ index, reason }): LeftOut => ({ name: source.nameOf(index), reason }))
  return { count: source.leftOut.length + leftOut.count, first: [...source.leftOut, ...decoding].slice(0, mostListed) }
}

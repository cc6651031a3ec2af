// The data sets that the lab keeps after imports: a folder for each, with a manifest, that this process and the engines it starts read.
import { phrase } from '@language/phrase'
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import { storedDatasetFiles, storedDatasetSchema, type StoredDataset } from '@contract/data/stored-dataset'
import { closeSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BrokenSeal, peekSealedFolder } from '../../files/sealed-folder'
import { openRegularNow, readRegularNow } from '../../files/regular-file'
import { readingFile } from '../reading-file'
import { maxResidentBytes } from '../resident-bytes'
import type { DatasetLimits, ImageDataset, Images, LabelledImages, Labels } from '../dataset'
import { datasetsFolder, useDatasetsFolder } from './datasets-folder'

/** The file in a set's folder that stands for its manifest once its images are removed. */
export const removedManifest = 'removed.json'

/** Names the folder that holds the sets of this process and of the engines that it starts from now on. */
export function useStoredDatasets(folder: string): void {
  useDatasetsFolder(folder)
  manifests.clear()
}

/** Manifests that were read, by folder: what a folder holds never changes, but for its removal. */
const manifests = new Map<string, StoredDataset>()

/** Has the facts of all sets read anew, after one was imported or removed. */
export function forgetStoredDatasets(): void {
  manifests.clear()
}

/** Absolute path of the folder of a set; null where this process has no stored sets. */
export function storedDatasetFolder(id: DatasetId): string | null {
  const folder = datasetsFolder()
  return folder === null ? null : join(folder, id)
}

/** The facts of a stored set, also of one whose images were removed; null: there is none of this id. */
export function storedDataset(id: DatasetId): StoredDataset | null {
  const folder = storedDatasetFolder(id)
  if (folder === null) return null
  const known = manifests.get(folder)
  if (known) return known
  const read = readManifest(folder)
  if (read) manifests.set(folder, read)
  return read
}

function readManifest(folder: string): StoredDataset | null {
  try {
    return storedDatasetSchema.parse(peekSealedFolder(folder))
  } catch (error) {
    if (error instanceof BrokenSeal) return removedDataset(folder)
    return null // a manifest of a later version: this lab has no such set
  }
}

function removedDataset(folder: string): StoredDataset | null {
  try {
    return storedDatasetSchema.parse(JSON.parse(readRegularNow(join(folder, removedManifest), 'utf8')))
  } catch {
    return null
  }
}

/** All stored sets, the removed ones too, by title. */
export function storedDatasets(): readonly StoredDataset[] {
  const folder = datasetsFolder()
  if (folder === null) return []
  return namesIn(folder)
    .flatMap((id) => storedDataset(id) ?? [])
    .sort((a, b) => a.info.title.localeCompare(b.info.title))
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() && /^[a-z0-9][a-z0-9-]*$/.test(entry.name) ? [entry.name] : []))
  } catch {
    return [] // nothing was imported yet
  }
}

/**
 * The images and labels of a stored set: in memory where they are few, else left in their file. Images alone of what lies beyond the limits are not read.
 * @param residentBytes bytes of a split's images up to which they are read into memory
 * @throws LabError `dataset/removed`, `dataset/unreadable`, `dataset/truncated`
 */
export function loadStoredDataset(stored: StoredDataset, { limitTrain, limitTest }: DatasetLimits, residentBytes = maxResidentBytes): ImageDataset {
  const { info } = stored
  if (stored.removedAt !== null) throw new LabError('dataset/removed', phrase('The images of {title} are not in this lab.', { title: info.title }), phrase('Import the set from its source; it is recognised.'))
  const folder = storedDatasetFolder(info.id) ?? ''
  const { trainImages, validationImages, testImages, channels, height, width } = info
  const imageBytes = channels * height * width
  const path = join(folder, storedDatasetFiles.images)
  const labels = readLabels(join(folder, storedDatasetFiles.labels), trainImages + validationImages + testImages, info)
  const part = (first: number, all: number, limit: number | null): LabelledImages => {
    const count = Math.min(all, limit ?? all)
    const offset = first * imageBytes
    const images: Images = count * imageBytes <= residentBytes ? readBytes(path, offset, count * imageBytes) : { path, offset }
    return { images, labels: labels.slice(first, first + count), count }
  }
  return {
    info,
    train: part(0, trainImages, limitTrain),
    validation: validationImages > 0 ? part(trainImages, validationImages, null) : null,
    test: part(trainImages + validationImages, testImages, limitTest),
  }
}

function readLabels(path: string, count: number, { classes }: DatasetInfo): Labels {
  const bytes = readBytes(path, 0, 2 * count)
  const labels = new Uint16Array(bytes.buffer, 0, count)
  return classes.length > 256 ? labels : Uint8Array.from(labels)
}

/** @throws LabError `dataset/unreadable`, `dataset/truncated` */
function readBytes(path: string, offset: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  readingFile(path, phrase('Import the set again.'), () => {
    if (statSync(path).size < offset + length) throw new LabError('dataset/truncated', phrase('{path} is cut short.', { path }), phrase('Import the set again.'))
    const file = openRegularNow(path)
    try {
      for (let done = 0; done < length; ) {
        const read = readSync(file, bytes, done, Math.min(length - done, 2 ** 30), offset + done)
        if (read === 0) throw new LabError('dataset/truncated', phrase('{path} is cut short.', { path }), phrase('Import the set again.'))
        done += read
      }
    } finally {
      closeSync(file)
    }
  })
  return bytes
}

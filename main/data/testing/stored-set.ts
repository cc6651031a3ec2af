// Writes a data set into a folder of imported sets, as an import leaves it.
import { defaultImportOptions } from '@contract/data/import-source'
import { storedDatasetFiles, storedDatasetVersion, type StoredDataset } from '@contract/data/stored-dataset'
import { join } from 'node:path'
import { writeSealedFolder } from '../../files/sealed-folder'
import type { ImageDataset } from '../dataset'
import { fingerprintOf } from '../fingerprint'

/**
 * @param folder of all imported sets
 * @param nameOf names the image of a number, counted over all splits
 */
export async function writeStoredSet(folder: string, dataset: ImageDataset<Uint8Array>, nameOf: (image: number) => string): Promise<void> {
  const { info, train, validation, test } = dataset
  const parts = validation ? [train, validation, test] : [train, test]
  const names = parts.flatMap(({ count }, part) => Array.from({ length: count }, (_, image) => Buffer.from(nameOf(parts.slice(0, part).reduce((sum, before) => sum + before.count, 0) + image))))
  let end = 0
  const ends = Uint32Array.from(names, (name) => (end += name.length))
  const countsOf = (labels: ArrayLike<number>): number[] => info.classes.map((_, label) => Array.from(labels).filter((other) => other === label).length)
  const facts: StoredDataset = {
    version: storedDatasetVersion,
    info,
    fingerprint: fingerprintOf(dataset),
    source: { kind: 'folder', name: '/pictures' },
    options: defaultImportOptions,
    decoder: 'a test',
    counts: { train: countsOf(train.labels), validation: countsOf(validation?.labels ?? []), test: countsOf(test.labels) },
    originals: [{ width: info.width, height: info.height, images: names.length }],
    leftOut: { count: 1, first: [{ name: 'broken.png', reason: 'it is cut short' }] },
    importedAt: '2026-11-29T12:00:00.000Z',
    removedAt: null,
  }
  const files = {
    [storedDatasetFiles.images]: parts.map(({ images }) => images),
    [storedDatasetFiles.labels]: parts.map(({ labels }) => new Uint8Array(Uint16Array.from(labels).buffer)),
    [storedDatasetFiles.names]: names,
    [storedDatasetFiles.nameEnds]: [new Uint8Array(ends.buffer)],
  }
  await writeSealedFolder(join(folder, info.id), files, facts)
}

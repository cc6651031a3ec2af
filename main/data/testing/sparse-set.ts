// Writes a huge data set of black images into a folder of imported sets in no time: its files have the right sizes, but take no room on the disk.
import { defaultImportOptions } from '@contract/data/import-source'
import type { DatasetInfo } from '@contract/data/datasets'
import { storedDatasetFiles, storedDatasetVersion, type StoredDataset } from '@contract/data/stored-dataset'
import { createHash } from 'node:crypto'
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @param folder of all imported sets */
export function writeSparseSet(folder: string, info: DatasetInfo): void {
  const own = join(folder, info.id)
  mkdirSync(own, { recursive: true })
  const images = info.trainImages + info.validationImages + info.testImages
  const sizes = {
    [storedDatasetFiles.images]: images * info.channels * info.height * info.width,
    [storedDatasetFiles.labels]: 2 * images,
    [storedDatasetFiles.names]: 0,
    [storedDatasetFiles.nameEnds]: 4 * images,
  }
  for (const [name, bytes] of Object.entries(sizes)) {
    writeFileSync(join(own, name), '')
    truncateSync(join(own, name), bytes)
  }
  const counts = (count: number): number[] => info.classes.map((_, label) => (label === 0 ? count : 0))
  const facts: StoredDataset = {
    version: storedDatasetVersion,
    info,
    fingerprint: '0'.repeat(64),
    source: { kind: 'numpy', name: '/black.npz' },
    options: defaultImportOptions,
    decoder: null,
    counts: { train: counts(info.trainImages), validation: counts(info.validationImages), test: counts(info.testImages) },
    originals: [],
    leftOut: { count: 0, first: [] },
    importedAt: '2026-11-29T12:00:00.000Z',
    removedAt: null,
  }
  const files = Object.fromEntries(Object.entries(sizes).map(([name, bytes]) => [name, { bytes, sha256: '' }]))
  const manifest = JSON.stringify({ ...facts, format: 2, files })
  writeFileSync(join(own, 'manifest.json'), manifest)
  writeFileSync(join(own, 'manifest.sha256'), `${createHash('sha256').update(manifest).digest('hex')}  manifest.json\n`)
}

// The facts of a made-up stored data set of three training and two test images in two classes.
import type { DatasetId } from '@contract/data/datasets'
import { defaultImportOptions } from '@contract/data/import-source'
import type { StoredDataset } from '@contract/data/stored-dataset'
import { madeUpInfo } from './made-up-set'

export function madeUpStoredDataset(id: DatasetId): StoredDataset {
  return {
    version: 1,
    info: { ...madeUpInfo(2), id, trainImages: 3, testImages: 2 },
    fingerprint: 'f'.repeat(64),
    source: { kind: 'folder', name: '/flowers' },
    options: defaultImportOptions,
    decoder: null,
    counts: { train: [2, 1], validation: [0, 0], test: [1, 1] },
    originals: [],
    leftOut: { count: 0, first: [] },
    importedAt: '2026-11-29T12:00:00.000Z',
    removedAt: null,
  }
}

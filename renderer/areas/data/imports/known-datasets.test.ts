// Fetching a set by name: first its download is told, then its import; what was ended by the user is no problem.
import type { Catalogue } from '@contract/api/catalogue-api'
import type { ImportedDataset } from '@contract/data/imports'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useImport } from './import-store'
import { useKnownDatasets } from './known-datasets'

const made: ImportedDataset = { id: 'kmnist', isNew: true, images: 70_000, leftOut: { count: 0, first: [] } }
const catalogue = () => ({ datasets: [], importedDatasets: [], formerDatasets: [], presets: [] }) as unknown as Catalogue

beforeEach(() => {
  setActivePinia(createPinia())
})

it('tells of the download, then of the import', async () => {
  let end: (dataset: ImportedDataset) => void = () => undefined
  const lab = installLab({ catalogue, knownDatasets: () => [], getKnownDataset: () => new Promise<ImportedDataset>((resolve) => { end = resolve }) })
  const store = useKnownDatasets()
  store.open()
  const fetching = store.get('kmnist')
  expect(store.words).toBe('Connecting …')
  lab.tell({ type: 'download-progress', progress: { dataset: 'kmnist', done: 5e6, total: 2e7, secondsLeft: 90 } })
  expect([store.words.replaceAll('\u00A0', ' '), store.share]).toEqual(['5.00 MB of 20.0 MB, 90 s left', 0.25])
  lab.tell({ type: 'import-progress', progress: { phase: 'images', done: 35_000, total: 70_000, secondsLeft: null } })
  expect([store.words, store.share]).toEqual(['35,000 of 70,000 images', 0.5])
  end(made)
  expect(await fetching).toBe(true)
  expect(store).toMatchObject({ fetched: null, isOpen: false })
  expect(useImport().imported).toEqual(made)
})

it('shows a failure at its set, and none where the user has cancelled', async () => {
  const refusals = ['download/cancelled', 'download/no-network']
  installLab({
    catalogue,
    knownDatasets: () => [],
    getKnownDataset: () => {
      throw new Refusal({ code: refusals.shift() ?? '', message: 'No.', remedy: 'Fetch it by hand.' })
    },
  })
  const store = useKnownDatasets()
  await store.get('kmnist')
  expect(store.problem).toBeNull()
  await store.get('kmnist')
  expect(store).toMatchObject({ isOpen: true, fetched: null, problem: { id: 'kmnist', problem: { code: 'download/no-network' } } })
})

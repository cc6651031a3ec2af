// Removals of data sets are taken back one by one, the newest first, until they are made final.
import type { Catalogue } from '@contract/api/catalogue-api'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useRemovals } from './removals'

const catalogue = () => ({ datasets: [], importedDatasets: [], formerDatasets: [], presets: [] }) as unknown as Catalogue

beforeEach(() => {
  setActivePinia(createPinia())
})

it('are taken back, the newest first, and told with what they take on the disk', async () => {
  let isFull = true
  const lab = installLab({
    catalogue,
    removeDataset: (id) => ({ id, factsStay: false, bytes: 10 }),
    putBackDataset: () => {
      if (isFull) throw new Refusal({ code: 'disk/full', message: 'The disk is full.', remedy: '' })
      return null
    },
    deleteDatasetsForGood: () => null,
  })
  const store = useRemovals()
  for (const id of ['cats', 'dogs', 'cats']) await store.remove({ id, title: id })
  expect([store.removals.map(({ id }) => id), store.bytes]).toEqual([['dogs', 'cats'], 20])
  await expect(store.undo()).rejects.toMatchObject({ code: 'disk/full' })
  expect(store.last?.id).toBe('cats')
  isFull = false
  expect(await store.undo()).toBe('cats')
  expect(lab.asked.mock.calls.filter(([call]) => call === 'putBackDataset')).toEqual([['putBackDataset', 'cats'], ['putBackDataset', 'cats']])
  await store.makeFinal()
  expect([store.last, await store.undo()]).toEqual([null, null])
})

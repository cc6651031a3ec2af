// Corrections of labels are kept by data set, split and image, and outlive the store's closing.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LabelCorrection } from '@contract/data/label-correction'
import { temporaryFolder } from '../testing/samples'
import { Database } from './database'
import { Store } from './store'

const correction = (image: number, changes: Partial<LabelCorrection> = {}): LabelCorrection => ({
  ...{ dataset: 'f1', split: 'test', image, label: 3, note: 'a coat', correctedAt: '2026-11-28T12:00:00.000Z' },
  ...changes,
})

it('are listed by image, replaced by another of the same image, and taken back', () => {
  const home = temporaryFolder()
  const store = new Store(home)
  const { labelCorrections } = store
  for (const one of [correction(9), correction(2), correction(2, { label: 4, note: '' }), correction(2, { split: 'train' }), correction(2, { dataset: 'f2' })]) labelCorrections.set(one)
  expect(labelCorrections.list('f1', 'test')).toEqual([correction(2, { label: 4, note: '' }), correction(9)])
  expect(labelCorrections.clear('f1', 'test', 9)).toBe(true)
  expect(labelCorrections.clear('f1', 'test', 9)).toBe(false)
  store.close()
  const again = new Store(home)
  expect(again.labelCorrections.list('f1', 'test').map(({ image }) => image)).toEqual([2])
  expect(again.labelCorrections.list('f1', 'train')).toHaveLength(1)
  again.close()
})

it('that are damaged are left out', () => {
  const home = temporaryFolder()
  const store = new Store(home)
  store.labelCorrections.set(correction(1))
  store.labelCorrections.set(correction(2))
  const database = new Database(join(home, 'lab.db'))
  database.run('UPDATE label_corrections SET label = -1 WHERE image = 1')
  database.close()
  expect(store.labelCorrections.list('f1', 'test').map(({ image }) => image)).toEqual([2])
  store.close()
})

// Corrections of labels by their data set: kept, replaced, told, and taken back; what there is not cannot be corrected.
import type { LabEvent } from '@contract/runs/events'
import { expect, it, onTestFinished } from 'vitest'
import { registerDataset } from '../../data/catalogue'
import { madeUpInfo, madeUpSet } from '../../data/testing/made-up-set'
import { openDirectStore } from '../store/direct-store'
import { temporaryFolder } from '../testing/samples'
import { ImageCorrections } from './image-corrections'
import { SplitImages } from './split-images'

const info = madeUpInfo(7)
registerDataset(info, { load: () => Promise.resolve(madeUpSet(info)) })

it('are kept beside the set by its fingerprint', async () => {
  const store = await openDirectStore(temporaryFolder())
  onTestFinished(() => store.close())
  const told: LabEvent[] = []
  const images = new SplitImages()
  const corrections = new ImageCorrections({ store, events: { tell: (event) => told.push(event) } }, images)
  const { fingerprint } = await images.facts(info.id)

  expect(await corrections.list(info.id, 'train')).toEqual([])
  expect(await corrections.set(info.id, 'train', 299, { label: 6, note: 'a boot,\nnot a shoe' })).toBe(true)
  await corrections.set(info.id, 'train', 3, { label: 0, note: '' })
  expect(await corrections.list(info.id, 'train')).toMatchObject([{ image: 3, label: 0 }, { image: 299, label: 6, note: 'a boot, not a shoe', dataset: fingerprint }])
  expect(await corrections.list(info.id, 'test')).toEqual([])
  expect(await corrections.set(info.id, 'train', 3, null)).toBe(true)
  expect(await corrections.set(info.id, 'train', 3, null)).toBe(false)
  expect(told).toEqual(Array.from({ length: 3 }, () => ({ type: 'label-corrections', dataset: fingerprint, split: 'train' })))

  await expect(corrections.set(info.id, 'train', 300, { label: 0, note: '' })).rejects.toMatchObject({ code: 'dataset/no-such-image' })
  await expect(corrections.set(info.id, 'train', 0, { label: 7, note: '' })).rejects.toMatchObject({ code: 'dataset/no-class' })
})

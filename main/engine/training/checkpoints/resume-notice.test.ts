// One sentence on which checkpoints cannot be used and where the run goes on instead.
import { expect, it } from 'vitest'
import { checkpointAt } from '@contract/runs/checkpoints'
import { noAugmentation } from '@contract/data/augmentation'
import { chancesNotice, resumeNotice } from './resume-notice'

const passed = (epoch: number, step: number) => ({ checkpoint: checkpointAt(epoch, step), why: 'its manifest is missing' })

it('says nothing where nothing was passed over', () => {
  expect(resumeNotice({ checkpoint: null, content: null, passedOver: [] }, 469)).toBeNull()
})

it.each([
  [[passed(3, 1500)], checkpointAt(3, 1407), 'The checkpoint at step 1,500 cannot be used, because its manifest is missing; the run goes on from the end of epoch 3 instead.'],
  [[passed(3, 1407), passed(2, 938)], checkpointAt(2, 1000), 'The checkpoint at the end of epoch 3 cannot be used, because its manifest is missing, nor the one before it; the run goes on from step 1,000 instead.'],
  [[passed(1, 3), passed(0, 2), passed(0, 1)], null, 'The checkpoint at step 3 cannot be used, because its manifest is missing, nor the 2 before it; the run goes on from its beginning instead.'],
])('names the newest, counts the others, and tells the place', (passedOver, checkpoint, notice) => {
  expect(resumeNotice({ checkpoint, content: null, passedOver }, 469)).toBe(notice)
})

it('tells of other chances where images are augmented and the checkpoint is of a version that drew them by step', () => {
  const flipped = { augmentation: { ...noAugmentation, flip: 0.5 } }
  expect(chancesNotice(2, flipped)).toMatch(/other chances/)
  expect([chancesNotice(3, flipped), chancesNotice(null, flipped), chancesNotice(2, { augmentation: noAugmentation })]).toEqual([null, null, null])
})

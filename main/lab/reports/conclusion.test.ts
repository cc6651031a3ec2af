// The plain sentences at a run's end say what was done, and no more than that.
import { expect, it } from 'vitest'
import { finishedRun } from '../testing/finished-run'
import { sampleSpec } from '../testing/samples'
import { conclusion } from './conclusion'

it('sets the result beside the published one', () => {
  expect(conclusion(finishedRun({ testAccuracy: 0.8712, elapsedSeconds: 52 }).run)).toBe(
    'LeNet with ReLU reached 87.1 % on the 10,000 test images after 10 epochs and 52 s. ' +
      "The book's LeNet (sigmoid, learning rate 0.1) reached 72.8 % in 10 epochs.",
  )
})

it('says where a run saw only a part of the images, or has ended early', () => {
  const spec = sampleSpec({ epochs: 2, dataset: { id: 'fashion-mnist', limitTrain: 1000, limitTest: 500 } })
  const text = conclusion(finishedRun({ testAccuracy: 0.7, status: 'stopped' }, spec).run)
  expect(text).toContain('on the first 500 of the 10,000 test images after 2 epochs')
  expect(text).toContain('ended early (stopped)')
  expect(text).toContain('trained on 1,000 of the 60,000 images only')
})

it('claims no result where there is none', () => {
  const text = conclusion(finishedRun({ testAccuracy: null, epochs: [], status: 'interrupted' }).run)
  expect(text).toBe('LeNet with ReLU ended before its first epoch was complete (interrupted).')
})

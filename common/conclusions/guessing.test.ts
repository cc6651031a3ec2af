// A run that learnt nothing is told from one that did, on many test images and on few.
import type { RunRecord } from '@contract/runs/run-record'
import { defaultSpec } from '@contract/training/run-spec'
import { describe, expect, it } from 'vitest'
import { epochResult, runRecord } from '@contract/testing/sample-runs'
import { guessingSentence, isGuessing, isTooFast } from './guessing'

const dataset = { classes: Array.from({ length: 10 }, String), testImages: 10_000 }

function run(testAccuracy: number | null, limitTest: number | null = null, trainLoss = 2.3): RunRecord {
  const spec = defaultSpec('lenet-relu')
  const epochs = [{ ...epochResult(1), trainLoss, testLoss: 2.31 }]
  return runRecord({ testAccuracy, epochs, spec: { ...spec, dataset: { ...spec.dataset, limitTest } } })
}

describe('guessing', () => {
  it.each([
    [0.1, null, true],
    [0.088, null, true],
    [0.115, null, true],
    [0.13, null, false],
    [0.13, 500, true],
    [0.15, 500, false],
    [0.15, 50_000, false],
    [0.364, 500, false],
    [null, null, false],
  ])('accuracy %d on the first %d test images: %s', (accuracy, limitTest, guesses) => {
    expect(isGuessing(run(accuracy, limitTest), dataset)).toBe(guesses)
  })

  it('is put down to the learning rate where the loss leapt', () => {
    expect(isTooFast(run(0.1, null, 2.4), dataset)).toBe(false)
    expect(isTooFast(run(0.1, null, 1e6), dataset)).toBe(true)
    expect(isTooFast(run(0.5, null, 1e6), dataset)).toBe(false)
  })

  it('is told in a sentence', () => {
    const plain = (record: RunRecord) => guessingSentence(record, dataset).replaceAll('\u00a0', ' ')
    expect(plain(run(0.1))).toBe('That is no better than guessing (10 %).')
    expect(plain(run(0.088, null, 900))).toBe('That is no better than guessing (10 %): the learning rate is too large.')
    expect(plain(run(0.8))).toBe('')
  })
})

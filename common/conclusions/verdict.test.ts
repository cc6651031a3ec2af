// Verdicts on made-up runs: each kind is recognised where its sign is clear, and not where it is absent or within chance.
import { epochResult, runRecord } from '@contract/testing/sample-runs'
import type { RunRecord, TestedEpoch } from '@contract/runs/run-record'
import { defaultSpec } from '@contract/training/run-spec'
import { describe, expect, it } from 'vitest'
import { bestEpoch, isGuessing, verdictOf } from './verdict'

const dataset = { classes: Array.from({ length: 10 }, String), trainImages: 60_000, validationImages: 0, testImages: 10_000 }

/** A run whose epochs have these results; its record ends with those of the last. */
function run(epochs: readonly Partial<TestedEpoch>[], { limitTest = null, ...changes }: Partial<RunRecord> & { limitTest?: number | null } = {}): RunRecord {
  const results = epochs.map((result, index) => ({ ...epochResult(index + 1), ...result }))
  const spec = defaultSpec('lenet-relu')
  return runRecord({
    epochs: results,
    status: 'completed',
    testAccuracy: results.at(-1)?.testAccuracy ?? null,
    spec: { ...spec, dataset: { ...spec.dataset, limitTest } },
    ...changes,
  })
}

/** A run of one epoch with a test accuracy. */
const reaching = (testAccuracy: number, limitTest: number | null = null, trainLoss = 2.3) =>
  run([{ testAccuracy, trainAccuracy: testAccuracy, trainLoss, testLoss: 2.31 }], { limitTest })

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
  ])('accuracy %d on the first %d test images: %s', (accuracy, limitTest, guesses) => {
    expect(isGuessing(reaching(accuracy, limitTest), dataset)).toBe(guesses)
    expect(verdictOf(reaching(accuracy, limitTest), dataset)).toBe(guesses ? 'guessing' : 'success')
  })

  it('is measured against the number of classes', () => {
    const classes = (count: number) => ({ ...dataset, classes: Array.from({ length: count }, String) })
    expect(isGuessing(reaching(0.51), classes(2))).toBe(true)
    expect(isGuessing(reaching(0.05), classes(137))).toBe(false)
  })
})

describe('divergence', () => {
  it('is told by a loss that leapt in a run that guesses', () => {
    expect(verdictOf(reaching(0.1, null, 4.7), dataset)).toBe('diverged')
    expect(verdictOf(reaching(0.1, null, 4.5), dataset)).toBe('guessing')
    expect(verdictOf(reaching(0.5, null, 1e6), dataset)).toBe('success')
  })

  it('is told by the problem that ended the run', () => {
    const problem = { code: 'training/diverged', message: 'Training diverged.', remedy: '' }
    expect(verdictOf(run([], { status: 'failed', problem }), dataset)).toBe('diverged')
    expect(verdictOf(run([], { status: 'failed', problem: { ...problem, code: 'engine/killed' } }), dataset)).toBe('untested')
  })
})

describe('overfitting', () => {
  const last = (trainAccuracy: number, testAccuracy: number, limitTest: number | null = null) => run([{ trainAccuracy, testAccuracy }], { limitTest })

  it('is a wide gap between training and test accuracy', () => {
    expect(verdictOf(last(1, 0.73), dataset)).toBe('overfitting')
    expect(verdictOf(last(0.92, 0.89), dataset)).toBe('success')
    expect(verdictOf(last(0.8, 0.86), dataset)).toBe('success')
  })

  it('is not a gap that few test images make by chance', () => {
    expect(verdictOf(last(0.9, 0.78), dataset)).toBe('overfitting')
    expect(verdictOf(last(0.9, 0.78, 50), dataset)).toBe('success')
  })

  it('is a smaller gap where the test loss has risen while the training loss fell', () => {
    const fits = { trainLoss: 0.3, testLoss: 0.35, trainAccuracy: 0.89, testAccuracy: 0.88 }
    const memorises = { trainLoss: 0.1, testLoss: 0.5, trainAccuracy: 0.96, testAccuracy: 0.89 }
    expect(verdictOf(run([fits, memorises]), dataset)).toBe('overfitting')
    expect(verdictOf(run([fits, { ...memorises, testLoss: 0.38 }]), dataset)).toBe('success')
    expect(verdictOf(run([fits, { ...memorises, trainLoss: 0.4 }]), dataset)).toBe('success')
    expect(verdictOf(run([fits, { ...memorises, trainAccuracy: 0.9 }]), dataset)).toBe('success')
  })

  it('has a best epoch: the first with the lowest test loss', () => {
    expect(bestEpoch(run([{ testLoss: 0.6 }, { testLoss: 0.4 }, { testLoss: 0.4 }, { testLoss: 0.9 }]))?.epoch).toBe(2)
    expect(bestEpoch(run([]))).toBeNull()
  })
})

it('a run whose first epoch has not ended is untested', () => {
  expect(verdictOf(run([]), dataset)).toBe('untested')
})

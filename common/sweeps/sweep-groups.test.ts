// Points of the same values stand together, and the best of them first.
import { expect, it } from 'vitest'
import { noFigures, type SweepPoint } from '@contract/sweeps/sweep-record'
import { defaultSpec } from '@contract/training/run-spec'
import { bestFirst, figureOf, groupsOf, judgedBy } from './sweep-groups'

const point = (number: number, rate: number, seed: number, testAccuracy: number | null): SweepPoint => ({
  ...{ number, values: { 'optimizer.learningRate': rate }, seed, run: null, status: 'completed', rung: null, problem: null, cluster: null },
  figures: { ...noFigures, testAccuracy, testLoss: testAccuracy === null ? null : 1 - testAccuracy },
})

const points = [point(1, 0.1, 0, 0.5), point(2, 0.1, 1, 0.7), point(3, 0.2, 0, null), point(4, 0.3, 0, 0.8), point(5, 0.3, 1, null)]

it('groups the seeds of the same values, with mean and deviation over those that have a figure', () => {
  const [first, second, third] = groupsOf(points)
  expect(first?.points.map(({ number }) => number)).toEqual([1, 2])
  expect(first && figureOf(first, 'testAccuracy')).toMatchObject({ count: 2, mean: 0.6, deviation: expect.closeTo(Math.SQRT2 / 10) as number })
  expect(second && figureOf(second, 'testAccuracy')).toBeNull()
  expect(third && figureOf(third, 'testAccuracy')).toMatchObject({ count: 1, mean: 0.8, deviation: null })
})

it.each(['testAccuracy', 'testLoss'] as const)('puts the best by %s first, and what has no figure last', (figure) => {
  expect(bestFirst(groupsOf(points), figure).map(({ values }) => values['optimizer.learningRate'])).toEqual([0.3, 0.1, 0.2])
})

it('judges a sweep by the validation where its base has images for it, and never by the test then', () => {
  const base = defaultSpec('lenet')
  const validated = { ...base, dataset: { ...base.dataset, validation: 'share' as const } }
  const halving = (figure: 'testLoss' | 'trainLoss') => ({ kind: 'asha' as const, points: 4, seed: 0, reduction: 2, firstEpochs: 1, figure })
  const figures = ([{ kind: 'grid' }, halving('testLoss'), halving('trainLoss')] as const).map((strategy) => [base, validated].map((one) => judgedBy({ strategy, base: one })))
  expect(figures).toEqual([['testAccuracy', 'validationAccuracy'], ['testLoss', 'validationLoss'], ['trainLoss', 'trainLoss']])
})

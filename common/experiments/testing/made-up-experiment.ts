// A made-up experiment of tiny runs: two parts, the second of which asks for one run of the first again.
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { meanAndSpread } from '../../statistics/mean-and-spread'
import type { Experiment } from '../experiment'

const base = { ...defaultSpec('lenet-relu'), device: 'cpu' as const }

interface SizeOptions {
  readonly epochs: number
  readonly rates: readonly number[]
  readonly seeds: readonly number[]
}

const planOf = (of: RunSpec, { epochs, rates, seeds }: SizeOptions): ExperimentPlan => {
  const spec = { version: 1, base: { ...of, epochs }, seeds }
  return {
    rates: { kind: 'sweep', sweep: sweepSpecSchema.parse({ ...spec, axes: [{ setting: 'optimizer.learningRate', values: rates }], strategy: { kind: 'grid' } }) },
    flips: { kind: 'sweep', sweep: sweepSpecSchema.parse({ ...spec, axes: [{ setting: 'augmentation.flip', values: [true] }], strategy: { kind: 'list', points: [{}, { 'augmentation.flip': true }] } }) },
  }
}

/** @param of the run that it varies */
export const madeUpExperiment = (of: RunSpec = base): Experiment => ({
  name: 'batch-size',
  kind: 'exercise',
  title: 'Made up',
  question: 'Does it matter?',
  source: 'Exercise 0',
  approach: 'Two rates, and flips.',
  parts: [{ name: 'rates', title: 'Rates' }, { name: 'flips', title: 'Flips' }],
  sizes: {
    quick: { note: 'Small.', plan: planOf(of, { epochs: 1, rates: [0.1, 0.2], seeds: [1] }) },
    evening: { note: 'More seeds and rates.', plan: planOf(of, { epochs: 1, rates: [0.1, 0.2, 0.4], seeds: [1, 2] }) },
    full: { note: 'Longer.', plan: planOf(of, { epochs: 2, rates: [0.1, 0.2, 0.4], seeds: [1, 2] }) },
  },
  charts: [],
  columns: [{ figure: 'testAccuracy', title: 'Test accuracy', kind: 'share', better: 'higher' }, { figure: 'secondsPerEpoch', title: 'Time per epoch', kind: 'seconds' }],
  published: [{ what: 'The book', figures: { testAccuracy: 0.9 }, source: 'printed' }],
  sentences: (rows, { formatPercent }) => {
    const mean = meanAndSpread(rows.flatMap(({ figures }) => figures.testAccuracy ?? []))
    return mean ? [`The mean is ${formatPercent(mean.mean)}.`] : []
  },
})

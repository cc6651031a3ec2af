// Calibration: what a step of a spec costs on this device, measured by taking a few.
import type { Calibration } from '@contract/estimate'
import type { RunSpec } from '@contract/run-spec'
import { epochOrder } from '../../data/sampling'
import { initialState } from '../networks/network'
import { imagesAtOnce, recipeOf } from '../program/training-recipe'
import { evaluationBatchSize } from './evaluation-batch'
import { Evaluator } from './evaluator'
import { prepare } from './preparation'
import { Trainer, type TrainingStep } from './trainer'
import { peakRssBytes } from './training-run'

/** Measure for about this long, after a first step that also fills caches and memory arenas. */
const targetSeconds = 1.5
const maxSteps = 100

/**
 * Takes training steps and evaluates a batch, in this process; its peak memory is a run's only if the process has done nothing else.
 * @throws LabError as a run of the spec would
 */
export async function calibrate(spec: RunSpec, networkFolder: string): Promise<Calibration> {
  const { train, test, networkFor } = await prepare(spec, networkFolder)
  const network = networkFor(imagesAtOnce(spec))
  const trainer = await Trainer.open(network, train, initialState(network, spec.network.initializer, spec.seed), spec.seed, recipeOf(spec))
  const batches = epochOrder({ seed: spec.seed, epoch: 0, count: train.count, batchSize: spec.batchSize })
  // A learning rate of zero costs the same and cannot diverge.
  const steps = (count: number): TrainingStep[] =>
    Array.from({ length: count }, (_, number) => ({ number, images: batches[number % batches.length] ?? new Uint32Array(), learningRate: 0 }))

  await trainer.train(steps(1))
  const single = await seconds(() => trainer.train(steps(1)))
  const count = Math.min(maxSteps, Math.max(2, Math.round(targetSeconds / single)))
  const several = await seconds(() => trainer.train(steps(count)))

  const size = evaluationBatchSize(spec.batchSize, test.count)
  const evaluator = await Evaluator.open(networkFor(size), test)
  const evaluated = await seconds(() => evaluator.evaluate(trainer.values, undefined, size))
  await evaluator.close()
  await trainer.close()
  return { stepSeconds: several / count, testImageSeconds: evaluated / size, peakRssBytes: peakRssBytes() }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

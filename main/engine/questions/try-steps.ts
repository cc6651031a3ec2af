// Takes the first training steps of a spec, tells what came of them, and times further ones.
import { createHash } from 'node:crypto'
import { median } from '@common/statistics/quantile'
import { imagesAtOnce } from '@contract/training/run-spec'
import { epochImages } from '../../data/sampling'
import { initialState, type StateValues } from '../../networks/network'
import { evaluationBatchSize } from '../evaluation/evaluation-batch'
import { Evaluator } from '../evaluation/evaluator'
import { recipeOf } from '../program/training/training-recipe'
import { prepare, type Preparation, type Task } from '../training/run/preparation'
import { openTrainer } from '../training/trainer/open-trainer'
import type { StepToTake, Trainer } from '../training/trainer/trainer'
import type { Work } from './work'

/** Steps are timed in chunks that last about this long. */
const chunkSeconds = 0.5
const fewestTimings = 3

/** @throws LabError as a run of the spec would */
export const trySteps: Work<'trySteps'> = async ({ steps, testImages, timedSeconds, changes, ...task }) => {
  const { spec, device, drawThread } = task
  const prepared = await prepare(task)
  const network = prepared.networkFor(imagesAtOnce(spec))
  const { initializer, initializerScale } = spec.network
  const first = initialState(network, initializer, spec.seed, initializerScale)
  const trainer = await openTrainer(network, prepared.train, first, spec.seed, { ...recipeOf(spec, device), changes }, { drawThread })
  try {
    const stepsFrom = stepMaker(task, prepared)
    const losses: (number | null)[] = []
    // One by one, so that no device is held for long.
    for (let taken = 0; taken < steps; taken++) losses.push(...(await trainer.train(stepsFrom(taken, 1, spec.optimizer.learningRate))).map(({ loss }) => finite(loss)))
    const evaluation = testImages === 0 ? null : await evaluated(task, prepared, trainer, testImages)
    const digest = digestOf(await trainer.values())
    const stepSeconds = timedSeconds === 0 ? null : await timed(trainer, timedSeconds, (taken, count) => stepsFrom(steps + taken, count, 0))
    return { losses, evaluation, digest, stepSeconds, deviceBytes: trainer.deviceBytes }
  } finally {
    await trainer.close()
  }
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)

/** Makes steps of the first epoch, which begins again where it is too short. */
function stepMaker({ spec: { seed, batchSize, dataset } }: Task, { train, part }: Preparation): (from: number, count: number, learningRate: number) => StepToTake[] {
  const batches = epochImages({ seed, epoch: 0, images: part.train, labels: train.labels, batchSize, balance: dataset.balance })
  return (from, count, learningRate) =>
    Array.from({ length: count }, (_, index) => ({ number: from + index, epoch: 0, images: batches[(from + index) % batches.length] ?? new Uint32Array(), learningRate }))
}

async function evaluated({ spec, device }: Task, { test, networkFor }: Preparation, { state }: Trainer, most: number) {
  const images = Math.min(most, test.count)
  const evaluator = await Evaluator.open(networkFor(evaluationBatchSize(spec.batchSize, images)), test, device, state, { loss: spec.loss })
  try {
    await evaluator.evaluate(undefined, images) // the first one in a session takes several times as long
    const start = performance.now()
    const { loss, accuracy } = await evaluator.evaluate(undefined, images)
    return { loss: finite(loss), accuracy, seconds: (performance.now() - start) / 1000 }
  } finally {
    await evaluator.close()
  }
}

/** The median of the mean times of chunks. */
async function timed(trainer: Trainer, seconds: number, stepsFrom: (taken: number, count: number) => StepToTake[]): Promise<number> {
  const means: number[] = []
  let [taken, size] = [0, 1]
  const begin = performance.now()
  while (means.length < fewestTimings || performance.now() - begin < 1000 * seconds) {
    const start = performance.now()
    await trainer.train(stepsFrom(taken, size), stepsFrom(taken + size, size))
    const mean = (performance.now() - start) / 1000 / size
    taken += size
    const next = trainer.singleSteps ? 1 : Math.max(1, Math.floor(chunkSeconds / mean))
    if (next < 2 * size) means.push(mean) // a chunk that was too short tells little
    size = Math.min(next, 4 * size)
  }
  return median(means) ?? NaN
}

function digestOf(values: StateValues): string {
  const hash = createHash('sha256')
  for (const [name, numbers] of values) hash.update(name).update(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  return hash.digest('hex')
}

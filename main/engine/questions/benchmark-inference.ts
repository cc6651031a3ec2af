// Times the forward pass of a network on batches of test images, as an evaluation runs it.
import { median } from '@common/statistics/quantile'
import { peakRssBytes } from '../training/run/training-run'
import { prepare } from '../training/run/preparation'
import { MeasuredEvaluator } from './measured-evaluator'
import type { Work } from './work'

const timedChunks = 3

/** A chunk of batches lasts about this long. */
const chunkSeconds = 0.5

/**
 * Runs batches in this process; its peak memory is theirs only if the process has done nothing else.
 * @throws LabError as a run of the spec would
 */
export const benchmarkInference: Work<'benchmarkInference'> = async (task) => {
  const evaluator = await MeasuredEvaluator.open(task, await prepare(task))
  await evaluator.batches(1) // the first batch of a session takes several times as long as those that follow
  const { seconds: single } = await evaluator.batches(1)
  const seconds: number[] = []
  while (seconds.length < timedChunks) seconds.push((await evaluator.batches(Math.max(1, Math.round(chunkSeconds / single)))).seconds)
  const { images } = evaluator
  await evaluator.close()
  const stepSeconds = median(seconds) ?? single
  return { imagesPerSecond: images / stepSeconds, stepSeconds, peakRssBytes: peakRssBytes(), deviceBytes: null, split: null }
}

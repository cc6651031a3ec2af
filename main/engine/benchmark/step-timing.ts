// Times training steps as a run takes them, in chunks, without any evaluation.
import type { StepMeasurement } from '@contract/benchmark'
import { chunkSize } from '../training/chunk-size'
import { MeasuredTrainer } from '../training/measured-trainer'
import { prepare, type Task } from '../training/preparation'
import { peakRssBytes } from '../training/training-run'

/** The first chunk is one step, which also fills caches and memory arenas; the second shows how long a step really takes. */
const warmUpChunks = 2
const timedChunks = 3

/**
 * Takes training steps in this process; its peak memory is theirs only if the process has done nothing else.
 * @throws LabError as a run of the spec would
 */
export async function timeSteps(task: Task): Promise<StepMeasurement> {
  const trainer = await MeasuredTrainer.open(task, await prepare(task))
  const times: number[] = []
  for (let chunk = 0; chunk < warmUpChunks + timedChunks; chunk++) {
    times.push(await trainer.secondsPerStep(chunkSize(times.at(-1) ?? null, trainer.stateBytes)))
  }
  await trainer.close()
  const sorted = times.slice(warmUpChunks).sort((a, b) => a - b)
  const stepSeconds = sorted[Math.floor(timedChunks / 2)] ?? NaN
  return { imagesPerSecond: trainer.images / stepSeconds, stepSeconds, peakRssBytes: peakRssBytes() }
}

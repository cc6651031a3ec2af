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
  const chunks: { readonly size: number; readonly seconds: number; readonly inRun: number }[] = []
  for (let chunk = 0; chunk < warmUpChunks + timedChunks; chunk++) {
    const size = chunkSize(chunks.at(-1)?.seconds ?? null, trainer)
    chunks.push({ size, ...(await trainer.timeSteps(size)) })
  }
  const [median] = chunks.slice(warmUpChunks).sort((a, b) => a.seconds - b.seconds).slice(Math.floor(timedChunks / 2))
  if (!median) throw new Error('no chunk was timed')
  const transfers = await trainer.transfersByStep(median.size)
  await trainer.close()
  const { seconds, inRun } = median
  const moved = transfers.upload + transfers.readBack
  return {
    imagesPerSecond: trainer.images / seconds,
    stepSeconds: seconds,
    peakRssBytes: peakRssBytes(),
    deviceBytes: trainer.deviceBytes,
    split: { ...transfers, compute: Math.max(0, inRun - moved), outside: seconds - inRun },
  }
}

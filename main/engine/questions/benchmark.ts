// Times training steps as a run takes them, in chunks, without any evaluation.
import { chunkSize } from '../training/trainer/chunk-size'
import { MeasuredTrainer } from '../training/run/measured-trainer'
import { prepare } from '../training/run/preparation'
import { peakRssBytes } from '../training/run/training-run'
import type { Work } from './work'

const timedChunks = 3

/**
 * Most chunks before the timed ones. The first chunk is one step, which also fills caches and memory arenas. Each chunk's time decides the
 * size of the next, until the size no longer grows. This takes several chunks where moving a large state costs as much as a hundred steps.
 */
const maxWarmUpChunks = 6
const settledGrowth = 1.25

/**
 * Takes training steps in this process; its peak memory is theirs only if the process has done nothing else.
 * @throws LabError as a run of the spec would
 */
export const benchmark: Work<'benchmark'> = async (task) => {
  const trainer = await MeasuredTrainer.open(task, await prepare(task))
  const size = await settledSize(trainer)
  const chunks: Awaited<ReturnType<MeasuredTrainer['timeSteps']>>[] = []
  while (chunks.length < timedChunks) chunks.push(await trainer.timeSteps(size))
  const median = chunks.sort((a, b) => a.seconds - b.seconds)[Math.floor(timedChunks / 2)]
  if (!median) throw new Error('no chunk was timed')
  const transfers = await trainer.transfersByStep(size)
  const { deviceBytes } = trainer
  await trainer.close()
  const { seconds, inRun } = median
  const moved = transfers.upload + transfers.readBack
  return {
    imagesPerSecond: trainer.images / seconds,
    stepSeconds: seconds,
    peakRssBytes: peakRssBytes(),
    deviceBytes,
    split: { ...transfers, compute: Math.max(0, inRun - moved), outside: seconds - inRun },
  }
}

/** The chunk size at which a run settles once it knows the time of a step. */
async function settledSize(trainer: MeasuredTrainer): Promise<number> {
  let size = chunkSize(null, trainer)
  for (let chunk = 0; chunk < maxWarmUpChunks; chunk++) {
    const { seconds } = await trainer.timeSteps(size)
    const next = chunkSize(seconds, trainer)
    if (chunk > 0 && next <= settledGrowth * size) return next
    size = next
  }
  return size
}

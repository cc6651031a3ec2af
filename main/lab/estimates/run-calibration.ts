// The calibration that a finished run yields, from many more steps than a calibration of its own takes.
import { calibrationSchema, type Calibration } from '@contract/training/estimate'
import type { RunRecord } from '@contract/runs/run-record'
import type { ImageCounts } from './prediction'

/** In a run with fewer steps, the first ones, which warm up caches and memory, would weigh too much. */
const fewestSteps = 20

/**
 * The calibration that a run yields; null where the run was too short, ended early, or has inconsistent numbers.
 * @param medianStepSeconds median over the run's progress points
 */
export function calibrationOfRun(run: RunRecord, medianStepSeconds: number | null, counts: ImageCounts): Calibration | null {
  if (run.status !== 'completed' || run.step < fewestSteps || medianStepSeconds === null || run.peakRssBytes === null) return null
  const testImageSeconds = evaluationSeconds(run, counts) / counts.judging
  const calibration = { stepSeconds: medianStepSeconds, testImageSeconds, peakRssBytes: run.peakRssBytes, deviceBytes: run.peakDeviceBytes }
  return calibrationSchema.safeParse(calibration).data ?? null
}

/** Seconds of one pass over the images that judge epochs. An epoch's time beyond its training is evaluation, and now and then a checkpoint or another program's work: take the least. */
function evaluationSeconds({ epochs }: RunRecord, counts: ImageCounts): number {
  return Math.min(...epochs.map(({ seconds, imagesPerSecond }) => seconds - counts.train / imagesPerSecond))
}

/**
 * What a run took beside training, evaluation and the answers to the test images that it stores at its end, in seconds: the overhead that other runs
 * are expected to have. Null where the run ended early, was paused, or has inconsistent numbers.
 * @param besideSeconds as its supervisor tells
 */
export function overheadOfRun(run: RunRecord, besideSeconds: number | null, counts: ImageCounts): number | null {
  if (run.status !== 'completed' || besideSeconds === null) return null
  const overhead = besideSeconds - evaluationSeconds(run, counts) * (counts.test / counts.judging)
  return Number.isFinite(overhead) && overhead > 0 ? overhead : null
}

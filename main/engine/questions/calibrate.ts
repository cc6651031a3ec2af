// Calibration: what a step of a spec costs on this device, measured by taking a few.
import { capabilitiesOf } from '../capabilities'
import { evaluationBatchSize } from '../evaluation/evaluation-batch'
import { Evaluator } from '../evaluation/evaluator'
import { processorSeconds, wasDisturbed } from '../runtime/processor-share'
import { MeasuredTrainer } from '../training/run/measured-trainer'
import { prepare } from '../training/run/preparation'
import { peakRssBytes } from '../training/run/training-run'
import type { Work } from './work'

/** The measurement lasts about this long, after a first step that also fills caches and memory arenas. */
const targetSeconds = 1.5
const maxSteps = 100

/**
 * Takes training steps and evaluates a batch, once more where other programs disturbed it, in this process; its peak memory is a run's only if the process has done nothing else.
 * @throws LabError as a run of the spec would
 */
export const calibrate: Work<'calibrate'> = async (task) => {
  const prepared = await prepare(task)
  const trainer = await MeasuredTrainer.open(task, prepared)
  await trainer.secondsPerStep(1)
  const single = await trainer.secondsPerStep(1)
  const steps = Math.min(maxSteps, Math.max(2, Math.round(targetSeconds / single)))

  const { test, networkFor } = prepared
  const size = evaluationBatchSize(task.spec.batchSize, test.count)
  const evaluator = await Evaluator.open(networkFor(size), test, task.device, trainer.state)
  const secondsPerImage = async (images: number): Promise<number> => {
    const start = performance.now()
    await evaluator.evaluate(undefined, images)
    return (performance.now() - start) / 1000 / images
  }
  await secondsPerImage(size) // the first batch of a session takes several times as long as those that follow
  const measure = async () => {
    const [start, before] = [performance.now(), processorSeconds()]
    const stepSeconds = await trainer.secondsPerStep(steps)
    const ofBatch = await secondsPerImage(size)
    // Where each run copies all weights to the device, one batch alone is slower than one of many.
    const testImageSeconds = capabilitiesOf[task.device].copiesInputs ? await secondsPerImage(Math.min(test.count, Math.max(size, Math.round(targetSeconds / ofBatch)))) : ofBatch
    return { stepSeconds, testImageSeconds, isDisturbed: wasDisturbed(task.device, processorSeconds() - before, (performance.now() - start) / 1000) }
  }
  const first = await measure()
  const measured = first.isDisturbed ? await measure() : first
  await evaluator.close()
  const { deviceBytes } = trainer
  await trainer.close()
  return { ...measured, peakRssBytes: peakRssBytes(), deviceBytes }
}

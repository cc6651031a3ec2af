// Variants: programs that compute the same by other operators, timed against the usual one; and a whole evaluation.
import { formatRate, formatStepTime } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { DeviceName } from '@contract/devices/devices'
import type { ProgramChanges, TriedSteps } from '@contract/engine/questions/try-steps'
import { defaultSpec, square, type RunSpec } from '@contract/training/run-spec'
import { askEngine } from '../../engine-process/single-question'
import type { CheckedGpu, Finding, PlannedStep, StepDeps } from '../planned-step'
import { deviationWords, largestDeviation, tryOn } from './try-on'

interface Variant {
  readonly title: string
  readonly changes: ProgramChanges
  /** The devices whose usual program is another one. */
  readonly on: readonly DeviceName[]
}

/** The usual program is the first. */
const variants: readonly Variant[] = [
  { title: phrase('as usual'), changes: {}, on: ['webgpu', 'cuda'] },
  { title: phrase('with gradients of large kernels as convolutions (largeKernels)'), changes: { largeKernels: true }, on: ['webgpu', 'cuda'] },
  { title: phrase('with updates beside their products, so that nothing is copied for them (foldsUpdates off)'), changes: { foldsUpdates: false }, on: ['webgpu', 'cuda'] },
  { title: phrase("with ONNX Runtime's sums, which add in any order (orderedSums)"), changes: { orderedSums: true }, on: ['cuda'] },
]

const tolerance = 0.02

function variedSpec({ isSmall, info: { name: device } }: CheckedGpu): RunSpec {
  const spec = { ...defaultSpec(isSmall ? 'alexnet-small' : 'alexnet'), device }
  return isSmall ? { ...spec, preprocessing: square(67), batchSize: 1, dataset: { ...spec.dataset, limitTrain: 16, limitTest: 8 } } : { ...spec, batchSize: 128 }
}

export function variantSteps(deps: StepDeps, gpu: CheckedGpu): readonly PlannedStep[] {
  const [spec, { name: device }] = [variedSpec(gpu), gpu.info]
  const model = spec.network.kind === 'zoo' ? spec.network.model : ''
  const compared: PlannedStep = {
    title: phrase('variants of {model} at batch {batchSize}', { model, batchSize: spec.batchSize }),
    device,
    seconds: gpu.isSmall ? 120 : 90,
    run: async (signal): Promise<Finding> => {
      const tried: { readonly title: string; readonly result: TriedSteps }[] = []
      for (const { title, changes } of variants.filter(({ on }) => on.includes(device))) tried.push({ title, result: await tryOn(deps, { spec, device, steps: 2, timedSeconds: gpu.isSmall ? 0.1 : 3, changes }, signal) })
      const [usual] = tried
      const deviation = usual ? Math.max(...tried.map(({ result }) => largestDeviation(result.losses, usual.result.losses))) : Infinity
      return {
        status: deviation <= tolerance ? 'passed' : 'failed',
        words: phrase('A step takes {tried}. The losses deviate at most by {deviation}.', { tried: tried.map(({ title, result }) => `${formatStepTime(result.stepSeconds ?? NaN)} ${title}`).join(phrase(', ')), deviation: deviationWords(deviation, tolerance) }),
        figures: { variants: tried.map(({ title, result: { losses, stepSeconds, deviceBytes } }) => ({ title, losses, stepSeconds, deviceBytes })) },
      }
    },
  }
  const evaluation: PlannedStep = {
    title: phrase('an evaluation of {model}', { model }),
    device,
    seconds: 90,
    run: async (signal): Promise<Finding> => {
      const testImages = gpu.isSmall ? 8 : 10_000
      const { evaluation: whole } = await tryOn(deps, { spec, device, steps: 1, testImages }, signal)
      const { imagesPerSecond } = await askEngine(deps.launcher, 'benchmarkInference', { spec, device, networkFolder: deps.networkFolder }, { signal })
      const speed = testImages / (whole?.seconds ?? NaN)
      return { status: 'told', words: phrase('{speed} images/s over {testImages} test images, evaluated as at the end of an epoch; batches measured apart: {apart} images/s.', { speed: formatRate(speed), testImages, apart: formatRate(imagesPerSecond) }), figures: { evaluation: whole, imagesPerSecond: speed, inferenceImagesPerSecond: imagesPerSecond } }
    },
  }
  return [compared, evaluation]
}

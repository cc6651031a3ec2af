// Repeating: whether the same steps in another process end in the same bytes, and what mixed precision does to losses.
import { phrase } from '@language/phrase'
import { defaultSpec, square, type RunSpec } from '@contract/training/run-spec'
import type { CheckedGpu, Finding, PlannedStep, StepDeps } from '../planned-step'
import { deviationWords, largestDeviation, tryOn } from './try-on'

/** Decision 15: the losses of a few steps in mixed precision are within 0.02 of float32's. */
const mixedTolerance = 0.05

const repeatedSpec = (isSmall: boolean): RunSpec => {
  const spec = defaultSpec(isSmall ? 'lenet-relu' : 'alexnet-small')
  return { ...spec, batchSize: isSmall ? 2 : 128, ...(isSmall && { preprocessing: square(12) }), dataset: { ...spec.dataset, limitTrain: 1280, limitTest: 1 } }
}

export function repeatSteps(deps: StepDeps, { info: { name: device }, isSmall }: CheckedGpu): readonly PlannedStep[] {
  const [spec, steps] = [repeatedSpec(isSmall), isSmall ? 2 : 10]
  const repeat: PlannedStep = {
    title: phrase('the same steps in two processes'),
    device,
    seconds: isSmall ? 90 : 60,
    run: async (signal): Promise<Finding> => {
      const [first, second] = [await tryOn(deps, { spec, device, steps }, signal), await tryOn(deps, { spec, device, steps }, signal)]
      const isSame = first.digest === second.digest
      // Decision 15 does not promise it of CUDA.
      return {
        status: isSame ? 'passed' : 'told',
        words: isSame ? phrase('{steps} steps end in the same bytes.', { steps }) : phrase('{steps} steps end in other bytes; their losses deviate by {deviation}. Resuming a run is exact up to rounding here.', { steps, deviation: largestDeviation(first.losses, second.losses).toExponential(1) }),
        figures: { isSame, losses: [first.losses, second.losses] },
      }
    },
  }
  const mixed: PlannedStep = {
    title: phrase('losses in mixed precision'),
    device,
    seconds: 60,
    run: async (signal): Promise<Finding> => {
      const [whole, half] = [await tryOn(deps, { spec, device, steps }, signal), await tryOn(deps, { spec: { ...spec, precision: 'mixed' }, device, steps }, signal)]
      const deviation = largestDeviation(half.losses, whole.losses)
      return {
        status: deviation <= mixedTolerance ? 'passed' : 'failed',
        words: phrase("The losses of {steps} steps deviate from float32's by {deviation}.", { steps, deviation: deviationWords(deviation, mixedTolerance) }),
        figures: { losses: half.losses, lossesInFloat32: whole.losses },
      }
    },
  }
  return device === 'cuda' ? [repeat, mixed] : [repeat]
}

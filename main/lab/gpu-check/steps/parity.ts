// Parity: the losses of the first steps of every network, and an evaluation behind them, on the GPU and on the CPU.
import { phrase } from '@language/phrase'
import { modelInfo, modelNames, type ModelName } from '@contract/models/zoo'
import { defaultOptimizer } from '@contract/training/optimizer'
import { defaultSpec, square, type RunSpec } from '@contract/training/run-spec'
import type { CheckedGpu, Finding, PlannedStep, StepDeps } from '../planned-step'
import { deviationWords, largestDeviation, tryOn } from './try-on'

/** Largest deviation of a loss: CUDA multiplies in TF32, whose products have an error of 1e-3, and three steps make it grow. */
const tolerances = { cuda: 0.02, webgpu: 0.005 } as const

/** Images of this edge and more make a step of the network long on the CPU, which is the reference. */
const largeImage = 100

/** The networks that a GPU in software computes in seconds, with images of an edge at which they still work. */
const smallNetworks: readonly (readonly [ModelName, number])[] = [['lenet', 28], ['lenet-relu', 28], ['pixels', 28], ['hog', 28], ['fashionnet', 16], ['resnet-8', 12]]

/** Low enough that no network leaps within a few steps, which would make roundings grow. */
const learningRate = 0.01

interface ParityCase {
  readonly spec: RunSpec
  readonly steps: number
  readonly testImages: number
}

function parityCases(isSmall: boolean): readonly ParityCase[] {
  const limited = (spec: RunSpec): RunSpec => ({ ...spec, optimizer: defaultOptimizer('sgd', learningRate), dataset: { ...spec.dataset, limitTrain: 256, limitTest: 256 } })
  if (isSmall) return smallNetworks.map(([model, edge]) => ({ spec: { ...limited(defaultSpec(model)), preprocessing: square(edge), batchSize: 4 }, steps: 2, testImages: 8 }))
  // Small networks first: where a device computes wrongly, they show it soonest.
  const rising = modelNames.toSorted((a, b) => modelInfo(a).inputSize - modelInfo(b).inputSize)
  return rising.map((model) =>
    modelInfo(model).inputSize < largeImage
      ? { spec: { ...limited(defaultSpec(model)), batchSize: 64 }, steps: 4, testImages: 256 }
      : { spec: { ...limited(defaultSpec(model)), batchSize: 4 }, steps: 2, testImages: 8 },
  )
}

export function paritySteps(deps: StepDeps, { info: { name: device }, isSmall }: CheckedGpu): readonly PlannedStep[] {
  return parityCases(isSmall).map(({ spec, steps, testImages }) => {
    const model = spec.network.kind === 'zoo' ? spec.network.model : ''
    return {
      title: phrase("losses of {model} against the CPU's", { model }),
      device,
      seconds: isSmall ? 90 : 60,
      run: async (signal): Promise<Finding> => {
        const [there, here] = [await tryOn(deps, { spec, device, steps, testImages }, signal), await tryOn(deps, { spec, device: 'cpu', steps, testImages }, signal)]
        const deviation = largestDeviation([...there.losses, there.evaluation?.loss ?? null], [...here.losses, here.evaluation?.loss ?? null])
        const isSame = deviation <= tolerances[device]
        return {
          status: isSame ? 'passed' : 'failed',
          words: phrase('The losses of {steps} steps of {batchSize} images and of an evaluation of {testImages} deviate by {deviation}.', { steps, batchSize: spec.batchSize, testImages, deviation: deviationWords(deviation, tolerances[device]) }),
          figures: { batchSize: spec.batchSize, losses: there.losses, lossesOfCpu: here.losses, evaluation: there.evaluation, evaluationOfCpu: here.evaluation, deviation: Number.isFinite(deviation) ? deviation : null },
        }
      },
    }
  })
}

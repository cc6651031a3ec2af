// Settings of a training step, beside the network and the data.
import { phrase } from '@language/phrase'
import { noAugmentation, type Augmentation } from '@contract/data/augmentation'
import type { ConvolutionName } from '@contract/training/convolution'
import type { DeviceName } from '@contract/devices/devices'
import { defaultOptimizer, type OptimizerSettings } from '@contract/training/optimizer'
import type { LossName } from '@contract/training/loss'
import type { PrecisionName } from '@contract/training/precision'
import { LabError } from '@contract/problem'
import { imagesAtOnce, type RunSpec } from '@contract/training/run-spec'
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import type { ComputeOptions } from '../../autodiff/rule'
import type { SitePlan } from '../../autodiff/site'
import { capabilitiesOf, type Capabilities } from '../../capabilities'

export interface TrainingRecipe {
  /** The device that the program runs on. */
  readonly device: DeviceName
  readonly augmentation: Augmentation
  readonly optimizer: OptimizerSettings
  readonly convolution: ConvolutionName
  /** How the sites of the program are computed. */
  readonly plan: SitePlan
  readonly precision: PrecisionName
  readonly loss: LossName
  /** Share of each target that is spread evenly over all classes. */
  readonly labelSmoothing: number
  /** Capabilities that the program takes for others than its device's, where variants are tried. */
  readonly changes?: Partial<Capabilities>
  /** Number of parts that the batch of a step is cut into; each has the batch size that the network is built for. */
  readonly microBatches: number
}

/** Plain stochastic gradient descent on whole batches of images as they are, on the CPU. */
export const plainRecipe: TrainingRecipe = {
  device: 'cpu',
  augmentation: noAugmentation,
  optimizer: defaultOptimizer('sgd', 0.1),
  convolution: 'fast',
  plan: builtInPlan,
  precision: 'float32',
  loss: 'cross-entropy',
  labelSmoothing: 0,
  microBatches: 1,
}

/** How a program of a recipe computes. */
export function computeOptionsOf({ device, convolution, precision, plan, changes }: TrainingRecipe): ComputeOptions {
  const capabilities = { ...capabilitiesOf[device], ...changes }
  return { capabilities, fastConvolutions: convolution === 'fast' && capabilities.fastConvolutions && precision === 'float32', plan }
}

/** The plan that a spec holds; where its plan is yet to be measured, that of the built-in ways. */
const planOfSpec = ({ plan, measuredPlan }: RunSpec): ComputePlan => (plan === 'measured' && measuredPlan ? measuredPlan : builtInPlan)

/**
 * @param device the device that `auto` in the spec stands for, or the spec's own
 * @param plan default: the one that the spec holds, else that of the built-in ways
 * @throws LabError `precision/no-gain` for mixed precision on a device where it only costs time
 */
export function recipeOf(spec: RunSpec, device: DeviceName, plan: SitePlan = planOfSpec(spec)): TrainingRecipe {
  const { augmentation, optimizer, convolution, precision, loss, labelSmoothing, batchSize } = spec
  if (precision === 'mixed' && !capabilitiesOf[device].halfPrecision) {
    throw new LabError('precision/no-gain', phrase('Mixed precision only costs time on the device {device}.', { device }), phrase('Choose the precision float32, or the device cuda.'))
  }
  return { device, augmentation, optimizer, convolution, plan, precision, loss, labelSmoothing, microBatches: Math.ceil(batchSize / imagesAtOnce(spec)) }
}

// RunSpec: everything that decides a run, in one validated object; form, flags, presets and store all speak it.
import { z } from 'zod'
import { augmentationSchema, noAugmentation } from '../data/augmentation'
import { convolutionSchema } from './convolution'
import { datasetNameSchema } from '../data/datasets'
import { deviceChoiceSchema } from '../devices/devices'
import { defaultNetworkSettings, modelInfo, networkSettingsSchema, type ModelChoice, type ModelName, type NetworkFile } from '../models/networks'
import { defaultOptimizer, optimizerSchema, optimizerWords } from './optimizer'
import { precisionSchema } from './precision'
import { LabError } from '../problem'
import { defaultSchedule, scheduleSchema, scheduleWords } from './schedule'

const countSchema = z.int('must be a whole number').positive('must be at least 1')

const fieldsSchema = z.strictObject({
  /** Version of this format. */
  version: z.literal(1),
  network: networkSettingsSchema,
  dataset: z.strictObject({
    name: datasetNameSchema,
    /** Train on the first N training images only; null: all. */
    limitTrain: countSchema.nullable(),
    /** Test on the first N test images only; null: all. */
    limitTest: countSchema.nullable(),
  }),
  preprocessing: z.strictObject({
    /** Edge in pixels of the square that images are resized to (bilinear); values are scaled to 0..1. */
    size: countSchema.max(512, 'must be at most 512 pixels'),
  }),
  augmentation: augmentationSchema.default(noAugmentation),
  optimizer: optimizerSchema,
  schedule: scheduleSchema.default(defaultSchedule('constant')),
  /** Share of each training target that is spread evenly over all classes; the test loss is never smoothed. */
  labelSmoothing: z.number().min(0, 'must be at least 0').lt(1, 'must be less than 1').default(0),
  /** Images per step. */
  batchSize: countSchema.max(4096, 'must be at most 4096'),
  /** Images that go through the network at once; their gradients add up to those of the batch. Null: the whole batch. */
  microBatchSize: countSchema.max(4096, 'must be at most 4096').nullable().default(null),
  epochs: countSchema.max(1000, 'must be at most 1000'),
  /** All randomness of the run (initial weights, shuffling, augmentation, dropout) is a function of this number. */
  seed: z.int('must be a whole number').min(0, 'must be at least 0').max(0xffff_ffff, 'must be at most 4294967295'),
  device: deviceChoiceSchema,
  /** How training computes convolutions; results differ in the last digits. */
  convolution: convolutionSchema.default('fast'),
  /** The numbers that training computes with; evaluation is in float32. */
  precision: precisionSchema.default('float32'),
  /** Minutes between two checkpoints within an epoch; there is one at the end of every epoch in any case. */
  checkpointMinutes: z.number().positive('must be greater than 0').max(1440, 'must be at most 1440').default(5),
})

/** The fields, and what one of them asks of another. */
export const runSpecSchema = fieldsSchema.refine(({ precision, device }) => precision === 'float32' || device === 'cuda' || device === 'auto', {
  path: ['precision'],
  message: 'must be float32 on this device; only CUDA gains by mixed precision',
})

export type RunSpec = z.infer<typeof runSpecSchema>

/** Learning rates for plain SGD: the book's for its networks, and ones at which the others learn. */
export const learningRates: Readonly<Record<ModelChoice, number>> = {
  lenet: 0.1,
  'lenet-relu': 0.1,
  alexnet: 0.01,
  'alexnet-2012': 0.001,
  'alexnet-small': 0.1,
  fashionnet: 0.1,
  'resnet-8': 0.1,
  'resnet-20': 0.1,
  file: 0.01,
}

/** The spec that a model's form starts from: the book's settings. */
export function defaultSpec(model: ModelName): RunSpec {
  return {
    version: 1,
    network: defaultNetworkSettings(model),
    dataset: { name: 'fashion-mnist', limitTrain: null, limitTest: null },
    preprocessing: { size: modelInfo(model).inputSize },
    augmentation: noAugmentation,
    optimizer: defaultOptimizer('sgd', learningRates[model]),
    schedule: defaultSchedule('constant'),
    labelSmoothing: 0,
    batchSize: 128,
    microBatchSize: null,
    epochs: 10,
    seed: 0,
    device: 'auto',
    convolution: 'fast',
    precision: 'float32',
    checkpointMinutes: 5,
  }
}

/** The spec that training a network from a file starts from, for square images of an edge in pixels. */
export function fileSpec(file: NetworkFile, size: number): RunSpec {
  const { initializer } = modelInfo('file')
  const network = networkSettingsSchema.parse({ model: 'file', file, initializer, dropout: 0 })
  const base = defaultSpec('lenet-relu')
  return { ...base, network, preprocessing: { size }, optimizer: defaultOptimizer('sgd', learningRates.file) }
}

/** How many images go through the network at once: the batch, or a part of it where it goes in parts. */
export function imagesAtOnce({ batchSize, microBatchSize }: Pick<RunSpec, 'batchSize' | 'microBatchSize'>): number {
  return Math.min(batchSize, microBatchSize ?? batchSize)
}

/** How a run's steps are taken, in a few words each, beside learning rate and batch size: `momentum 0.9`, `cosine schedule`. Of plain SGD, none. */
export function stepWords({ optimizer, schedule, labelSmoothing, microBatchSize, precision }: RunSpec): string[] {
  return [
    ...optimizerWords(optimizer),
    ...scheduleWords(schedule),
    ...(labelSmoothing > 0 ? [`label smoothing ${labelSmoothing}`] : []),
    ...(microBatchSize === null ? [] : [`${microBatchSize} images at once`]),
    ...(precision === 'mixed' ? ['mixed precision'] : []),
  ]
}

/**
 * Reads a spec from untrusted JSON.
 * @throws LabError `spec/invalid` that names each wrong field, e.g. `batchSize: must be at least 1`
 */
export function parseRunSpec(value: unknown): RunSpec {
  const parsed = runSpecSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'spec'}: ${issue.message}`)
  throw new LabError('spec/invalid', `The run's settings are not valid: ${faults.join('; ')}.`, 'Correct the named settings.')
}

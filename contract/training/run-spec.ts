// RunSpec: everything that decides a run, in one validated object; form, flags, presets and store all speak it.
import { z } from 'zod'
import { augmentationSchema, noAugmentation } from '../data/augmentation'
import { convolutionSchema } from './convolution'
import { datasetIdSchema, defaultDatasetId } from '../data/datasets'
import { deviceChoiceSchema } from '../devices/devices'
import { defaultNetworkSettings, fileNetworkSettings, networkSettingsSchema, type NetworkFile, type NetworkSettings, type ZooNetwork } from '../models/networks'
import { modelInfo, type ModelName } from '../models/zoo'
import { defaultOptimizer, optimizerSchema, optimizerWords } from './optimizer'
import { precisionSchema } from './precision'
import { LabError } from '../problem'
import { defaultSchedule, scheduleSchema, scheduleWords } from './schedule'

/** Version of the format; `migrate-spec.ts` brings older ones forward. */
export const specVersion = 2

/** Largest height and width that images are resized to, in pixels. */
export const maxImageSize = 512

const countSchema = z.int('must be a whole number').positive('must be at least 1')

const fieldsSchema = z.strictObject({
  /** Version of this format. */
  version: z.literal(specVersion),
  network: networkSettingsSchema,
  dataset: z.strictObject({
    id: datasetIdSchema,
    /** Train on the first N training images only; null: all. */
    limitTrain: countSchema.nullable(),
    /** Test on the first N test images only; null: all. */
    limitTest: countSchema.nullable(),
  }),
  preprocessing: z.strictObject({
    /** Pixels that images are resized to (bilinear); values are scaled to 0..1. */
    height: countSchema.max(maxImageSize, `must be at most ${maxImageSize} pixels`),
    width: countSchema.max(maxImageSize, `must be at most ${maxImageSize} pixels`),
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

/** A run of a network of the zoo. */
export type ZooRunSpec = RunSpec & { readonly network: ZooNetwork }

/** Height and width of images, in pixels. */
export type ImageSize = RunSpec['preprocessing']

/** The size of square images with an edge in pixels. */
export const square = (edge: number): ImageSize => ({ height: edge, width: edge })

/** Learning rates for plain SGD: the book's for its networks, and ones at which the others learn. */
const learningRates: Readonly<Record<ModelName, number>> = {
  lenet: 0.1,
  'lenet-relu': 0.1,
  alexnet: 0.01,
  'alexnet-2012': 0.001,
  'alexnet-small': 0.1,
  fashionnet: 0.1,
  'resnet-8': 0.1,
  'resnet-20': 0.1,
}

/** For networks of which nothing is known. */
const cautiousLearningRate = 0.01

/** A usual learning rate of plain SGD for a network. */
export function usualLearningRate(network: NetworkSettings): number {
  return network.kind === 'zoo' ? learningRates[network.model] : cautiousLearningRate
}

/** The spec that a model's form starts from: the book's settings. */
export function defaultSpec(model: ModelName): ZooRunSpec {
  const network = defaultNetworkSettings(model)
  return {
    version: specVersion,
    network,
    dataset: { id: defaultDatasetId, limitTrain: null, limitTest: null },
    preprocessing: square(modelInfo(model).inputSize),
    augmentation: noAugmentation,
    optimizer: defaultOptimizer('sgd', usualLearningRate(network)),
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

/** The spec that training a network from a file starts from, for images of a size in pixels. */
export function fileSpec(file: NetworkFile, size: ImageSize): RunSpec {
  const network = fileNetworkSettings(file)
  return { ...defaultSpec('lenet-relu'), network, preprocessing: size, optimizer: defaultOptimizer('sgd', usualLearningRate(network)) }
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

// RunSpec: everything that decides a run, in one validated object; form, flags, presets and store all speak it.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { augmentationSchema, noAugmentation } from '../data/augmentation'
import { convolutionSchema } from './convolution'
import { datasetIdSchema, type DatasetId } from '../data/datasets'
import { deviceChoiceSchema } from '../devices/devices'
import type { NetworkListing } from '../models/layers/listing'
import { defaultNetworkSettings, fileNetworkSettings, layersNetworkSettings, networkSettingsSchema, type NetworkFile, type NetworkSettings, type ZooNetwork } from '../models/networks'
import { modelInfo, type ModelName } from '../models/zoo'
import { defaultOptimizer, optimizerSchema } from './optimizer'
import { lossSchema } from './loss'
import { computePlanSchema, planNameSchema } from './plan'
import { precisionSchema } from './precision'
import { faultsOf } from '../issue-words'
import { LabError } from '../problem'
import { defaultSchedule, scheduleSchema } from './schedule'
import { balanceNames, datasetSettings, duplicateNames, normalizationNames, preprocessingSettings, resizeNames, validationNames } from './settings/data-settings'
import { optimizerSettings } from './settings/optimizer-settings'
import { runSettings } from './settings/run-settings'
import { numberSchema, numbersSchema } from './settings/value-schema'

/** Version of the format; `migrate-spec.ts` brings older ones forward. */
export const specVersion = 3

/** Height and width of images, in pixels. */
export const imageSizeSchema = z.strictObject({
  height: numberSchema(preprocessingSettings.height),
  width: numberSchema(preprocessingSettings.width),
})
export type ImageSize = z.infer<typeof imageSizeSchema>

/** How images get the form that the network takes: cropped, resized, scaled to 0..1, normalised. */
export const preprocessingSchema = z.strictObject({
  ...imageSizeSchema.shape,
  resize: z.enum(resizeNames).default(preprocessingSettings.resize.default),
  centreCrop: numberSchema(preprocessingSettings.centreCrop).default(preprocessingSettings.centreCrop.default),
  normalization: z.enum(normalizationNames).default(preprocessingSettings.normalization.default),
  /** Of values in 0..1, with the normalisation `own`: one for each channel, or one for all. */
  mean: numbersSchema(preprocessingSettings.mean).default([...preprocessingSettings.mean.default]),
  deviation: numbersSchema(preprocessingSettings.deviation).default([...preprocessingSettings.deviation.default]),
})
export type Preprocessing = z.infer<typeof preprocessingSchema>

const fieldsSchema = z.strictObject({
  /** Version of this format. */
  version: z.literal(specVersion),
  network: networkSettingsSchema,
  dataset: z.strictObject({
    id: datasetIdSchema,
    /** Train on the first N training images only; null: all. */
    limitTrain: numberSchema(datasetSettings.limitTrain).nullable(),
    /** Test on the first N test images only; null: all. */
    limitTest: numberSchema(datasetSettings.limitTest).nullable(),
    /** Which images epochs are judged by. */
    validation: z.enum(validationNames).default(datasetSettings.validation.default),
    /** With `share`: the part of each class of the training images that is kept for it. */
    validationShare: numberSchema(datasetSettings.validationShare).default(datasetSettings.validationShare.default),
    duplicates: z.enum(duplicateNames).default(datasetSettings.duplicates.default),
    balance: z.enum(balanceNames).default(datasetSettings.balance.default),
  }),
  preprocessing: preprocessingSchema,
  augmentation: augmentationSchema.default(noAugmentation),
  optimizer: optimizerSchema,
  schedule: scheduleSchema.default(defaultSchedule('constant')),
  loss: lossSchema.default(runSettings.loss.default),
  labelSmoothing: numberSchema(runSettings.labelSmoothing).default(runSettings.labelSmoothing.default),
  batchSize: numberSchema(runSettings.batchSize),
  microBatchSize: numberSchema(runSettings.microBatchSize).nullable().default(runSettings.microBatchSize.default),
  epochs: numberSchema(runSettings.epochs),
  patience: numberSchema(runSettings.patience).nullable().default(runSettings.patience.default),
  seed: numberSchema(runSettings.seed),
  device: deviceChoiceSchema,
  convolution: convolutionSchema.default(runSettings.convolution.default),
  /** What was stored without it was trained by the built-in ways. */
  plan: planNameSchema.default('default'),
  /** With `measured`: the plan of a run that this one repeats, which it takes instead of measuring. */
  measuredPlan: computePlanSchema.optional(),
  precision: precisionSchema.default(runSettings.precision.default),
  telemetrySteps: numberSchema(runSettings.telemetrySteps).nullable().default(runSettings.telemetrySteps.default),
  checkpointMinutes: numberSchema(runSettings.checkpointMinutes).default(runSettings.checkpointMinutes.default),
})

/** The fields that the rules below are about; made once, since making a schema takes longer than reading by it. */
const precisionFields = fieldsSchema.pick({ precision: true, device: true }).loose()
const lossFields = fieldsSchema.pick({ loss: true, labelSmoothing: true }).loose()

/** The fields, with rules across two of them that are checked even where other fields are wrong. */
export const runSpecSchema = fieldsSchema
  .refine(({ precision, device }) => precision === 'float32' || device === 'cuda' || device === 'auto', {
    path: ['precision'],
    message: phrase('must be float32 on this device; only CUDA gains by mixed precision'),
    when: ({ value }) => precisionFields.safeParse(value).success,
  })
  .refine(({ loss, labelSmoothing }) => loss === 'cross-entropy' || labelSmoothing === 0, {
    path: ['labelSmoothing'],
    message: phrase('must be 0 with the squared hinge, which has no targets that could be smoothed'),
    when: ({ value }) => lossFields.safeParse(value).success,
  })

export type RunSpec = z.infer<typeof runSpecSchema>

/** A run of a network of the zoo. */
export type ZooRunSpec = RunSpec & { readonly network: ZooNetwork }

/** Preprocessing as in the book: images resized bilinearly to a size in pixels, and values in 0..1. */
export const plainPreprocessing = ({ height, width }: ImageSize): Preprocessing => preprocessingSchema.parse({ height, width })

/** The size of square images with an edge in pixels. */
export const squareSize = (edge: number): ImageSize => ({ height: edge, width: edge })

/** Preprocessing as in the book to square images with an edge in pixels. */
export const square = (edge: number): Preprocessing => plainPreprocessing(squareSize(edge))

/** The whole of a data set, as the book uses it: epochs are judged by its test images. */
export const wholeDataset = (id: DatasetId): RunSpec['dataset'] => ({ ...defaultsOf(datasetSettings), id })

/** Learning rate for networks about which nothing is known. */
const cautiousLearningRate = 0.01

/** A usual learning rate of plain SGD for a network. */
export function usualLearningRate(network: NetworkSettings): number {
  return network.kind === 'zoo' ? optimizerSettings.learningRate.default.of(network.model) : cautiousLearningRate
}

/** Defaults of a group of settings that do not depend on the network. */
function defaultsOf<Records extends Readonly<Record<string, { readonly default: unknown }>>>(records: Records): { [Name in keyof Records]: Records[Name]['default'] } {
  return Object.fromEntries(Object.entries(records).map(([name, record]) => [name, record.default])) as { [Name in keyof Records]: Records[Name]['default'] }
}

/** The spec that a model's form starts from: the book's settings. */
export function defaultSpec(model: ModelName): ZooRunSpec {
  const network = defaultNetworkSettings(model)
  return {
    version: specVersion,
    network,
    dataset: defaultsOf(datasetSettings),
    preprocessing: square(modelInfo(model).inputSize),
    augmentation: noAugmentation,
    optimizer: defaultOptimizer('sgd', usualLearningRate(network)),
    schedule: defaultSchedule('constant'),
    ...defaultsOf(runSettings),
  }
}

/** The spec that training a network from a file starts from, for images of a size in pixels. */
export function fileSpec(file: NetworkFile, size: ImageSize): RunSpec {
  const network = fileNetworkSettings(file)
  return { ...defaultSpec('lenet-relu'), network, preprocessing: plainPreprocessing(size), optimizer: defaultOptimizer('sgd', usualLearningRate(network)) }
}

/** The spec that training a list of layers starts from, for images of the size that it is made for. */
export function listingSpec(listing: NetworkListing): RunSpec {
  const network = layersNetworkSettings(listing)
  const [, height, width] = listing.input
  return { ...defaultSpec('lenet-relu'), network, preprocessing: plainPreprocessing({ height, width }), optimizer: defaultOptimizer('sgd', usualLearningRate(network)) }
}

/** How many images go through the network at once: the batch, or a part of it where it goes in parts. */
export function imagesAtOnce({ batchSize, microBatchSize }: Pick<RunSpec, 'batchSize' | 'microBatchSize'>): number {
  return Math.min(batchSize, microBatchSize ?? batchSize)
}

/**
 * Reads a spec from untrusted JSON.
 * @throws LabError `spec/invalid` that names each wrong field, e.g. `batchSize: must be at least 1`
 */
export function parseRunSpec(value: unknown): RunSpec {
  const parsed = runSpecSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new LabError('spec/invalid', phrase("The run's settings are not valid: {faults}.", { faults: faultsOf(parsed.error, 'spec') }), phrase('Correct the named settings.'))
}

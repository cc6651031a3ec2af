// The form as the user writes it, and the run spec that it stands for, or what is wrong with it field by field.
import { augmentationSchema, type Augmentation } from '@contract/data/augmentation'
import type { ConvolutionName } from '@contract/training/convolution'
import type { DatasetInfo, DatasetId } from '@contract/data/datasets'
import type { DeviceChoice } from '@contract/devices/devices'
import { modelInfo, type Activation, type BookTab, type ModelName, type Pooling } from '@contract/models/zoo'
import type { InitializerName } from '@contract/models/initializers'
import { usualFileSize, type NetworkFile } from '@contract/models/networks'
import type { PrecisionName } from '@contract/training/precision'
import { runSpecSchema, specVersion, square, type ImageSize, type RunSpec } from '@contract/training/run-spec'
import { tooManyImages } from '@common/conclusions/used-images'
import { pageFormats } from '@common/words/format'
import { fieldWords, type Field } from '../../fields/fields'
import { draftOfSteps, readOptimizer, readSchedule, type StepDraft, type StepNumber } from './step-draft'

/** What the form's network chooser holds: a network of the zoo, or the one from a file. */
export type ModelChoice = ModelName | 'file'

/** Numbers are kept as they were typed, so that a half-written one is neither lost nor changed. */
export interface Draft extends StepDraft {
  /** A network of the zoo, or the one from the file. */
  model: ModelChoice
  /** The file that the network comes from, and its image size; null for networks of the zoo. */
  file: (NetworkFile & { readonly size: ImageSize }) | null
  dataset: DatasetId
  batchSize: string
  epochs: string
  learningRate: string
  dropout: string
  /** Null where the network leaves no choice; so are the next two. */
  activation: Activation | null
  pooling: Pooling | null
  tab: BookTab | null
  initializer: InitializerName
  flip: boolean
  cropPadding: string
  cutout: string
  seed: string
  convolution: ConvolutionName
  precision: PrecisionName
  checkpointMinutes: string
  limitTrain: string
  limitTest: string
  device: DeviceChoice
}

export type Faults = Partial<Record<Field, string>>

export interface Fault {
  readonly field: Field
  readonly message: string
}

/** The first fault from the top of the form; null where there is none. */
export function firstFault(faults: Faults): Fault | null {
  for (const field of Object.keys(fieldWords) as Field[]) {
    const message = faults[field]
    if (message !== undefined) return { field, message }
  }
  return null
}

export interface ReadDraft {
  /** Null where a field is wrong. */
  readonly spec: RunSpec | null
  readonly faults: Faults
}

/** The form that shows a spec. */
export function draftOf(spec: RunSpec): Draft {
  const { network } = spec
  const zoo = network.kind === 'zoo' ? network : null
  return {
    model: zoo?.model ?? 'file',
    file: network.kind === 'file' ? { ...network.file, size: spec.preprocessing } : null,
    dataset: spec.dataset.id,
    batchSize: String(spec.batchSize),
    epochs: String(spec.epochs),
    learningRate: String(spec.optimizer.learningRate),
    ...draftOfSteps(spec),
    dropout: String(zoo?.dropout ?? 0),
    activation: zoo?.activation ?? null,
    pooling: zoo?.pooling ?? null,
    tab: zoo?.tab ?? null,
    initializer: spec.network.initializer,
    flip: spec.augmentation.flip,
    cropPadding: String(spec.augmentation.cropPadding),
    cutout: String(spec.augmentation.cutout),
    seed: String(spec.seed),
    convolution: spec.convolution,
    precision: spec.precision,
    checkpointMinutes: String(spec.checkpointMinutes),
    limitTrain: spec.dataset.limitTrain === null ? '' : String(spec.dataset.limitTrain),
    limitTest: spec.dataset.limitTest === null ? '' : String(spec.dataset.limitTest),
    device: spec.device,
  }
}

/** A whole number as people write it: `60,000` and `60 000` too. NaN where it is none. */
function readCount(text: string): number {
  const digits = text.trim().replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
  return digits === '' ? Number.NaN : Number(digits)
}

/** A number as people write it: `0.01`, `1e-2`, and with a decimal comma. NaN where it is none. */
function readDecimal(text: string): number {
  const trimmed = text.trim().replace(/^(\d*),(\d+)$/, '$1.$2')
  return trimmed === '' ? Number.NaN : Number(trimmed)
}

function readLimit(text: string): number | null {
  return text.trim() === '' ? null : readCount(text)
}

/** The fields whose numbers are whole. */
const counts: readonly Field[] = ['batchSize', 'microBatchSize', 'epochs', 'seed', 'cropPadding', 'cutout', 'limitTrain', 'limitTest']

/** The number in a field, NaN where there is none. */
export function readNumber(field: Field, text: string): number {
  return counts.includes(field) ? readCount(text) : readDecimal(text)
}

/** Where each part of a spec is set in the form. */
const fieldOfPath: Readonly<Record<string, Field>> = {
  'network.model': 'model',
  'network.initializer': 'initializer',
  'network.dropout': 'dropout',
  'network.activation': 'activation',
  'network.pooling': 'pooling',
  'network.tab': 'tab',
  'dataset.id': 'dataset',
  'dataset.limitTrain': 'limitTrain',
  'dataset.limitTest': 'limitTest',
  'preprocessing.height': 'model',
  'preprocessing.width': 'model',
  'augmentation.cropPadding': 'cropPadding',
  'augmentation.cutout': 'cutout',
  'optimizer.learningRate': 'learningRate',
  labelSmoothing: 'labelSmoothing',
  batchSize: 'batchSize',
  microBatchSize: 'microBatchSize',
  epochs: 'epochs',
  seed: 'seed',
  convolution: 'convolution',
  precision: 'precision',
  device: 'device',
  checkpointMinutes: 'checkpointMinutes',
}

/** The numbers of optimizer and schedule have the same names in the form. */
function fieldAt(path: readonly PropertyKey[]): Field | undefined {
  const [part, name] = path
  return fieldOfPath[path.join('.')] ?? (part === 'optimizer' || part === 'schedule' ? (name as StepNumber) : undefined)
}

function augmentationOf({ flip, cropPadding, cutout }: Draft): Augmentation {
  return { flip, cropPadding: readCount(cropPadding), cutout: readCount(cutout) }
}

/** The augmentation in the form, whatever is wrong with other fields; null where it is wrong itself. */
export function readAugmentation(draft: Draft): Augmentation | null {
  return augmentationSchema.safeParse(augmentationOf(draft)).data ?? null
}

/** More images asked for than the data set has. */
function limitFaults(spec: RunSpec, dataset: DatasetInfo | null): Faults {
  const faults: Faults = {}
  if (!dataset) return faults
  const { limitTrain, limitTest } = spec.dataset
  const train = tooManyImages(limitTrain, dataset.trainImages, pageFormats)
  const test = tooManyImages(limitTest, dataset.testImages, pageFormats)
  if (train !== '') faults.limitTrain = train
  if (test !== '') faults.limitTest = test
  return faults
}

/** The network of the form and the size of its images, not yet checked. */
function networkOf({ model, file, initializer, dropout, activation, pooling, tab }: Draft): { readonly network: object; readonly preprocessing: ImageSize } {
  if (model === 'file') {
    const { size, ...settings } = file ?? { size: square(usualFileSize) }
    return { network: { kind: 'file', file: settings, initializer }, preprocessing: size }
  }
  const { choices, inputSize } = modelInfo(model)
  const ofLayers = { dropout: choices.dropout === undefined ? 0 : readDecimal(dropout), activation, pooling, tab }
  return { network: { kind: 'zoo', model, initializer, ...ofLayers }, preprocessing: square(inputSize) }
}

/**
 * Reads the form.
 * @param dataset facts of the chosen data set, by which limits are checked; null while they are not known
 */
export function readDraft(draft: Draft, dataset: DatasetInfo | null): ReadDraft {
  const parsed = runSpecSchema.safeParse({
    version: specVersion,
    ...networkOf(draft),
    dataset: { id: draft.dataset, limitTrain: readLimit(draft.limitTrain), limitTest: readLimit(draft.limitTest) },
    augmentation: augmentationOf(draft),
    optimizer: { ...readOptimizer(draft, readDecimal), learningRate: readDecimal(draft.learningRate) },
    schedule: readSchedule(draft, readDecimal),
    labelSmoothing: readDecimal(draft.labelSmoothing),
    batchSize: readCount(draft.batchSize),
    microBatchSize: readLimit(draft.microBatchSize),
    epochs: readCount(draft.epochs),
    seed: readCount(draft.seed),
    device: draft.device,
    convolution: draft.convolution,
    precision: draft.precision,
    checkpointMinutes: readDecimal(draft.checkpointMinutes),
  })
  if (parsed.success) {
    const faults = limitFaults(parsed.data, dataset)
    return { spec: Object.keys(faults).length === 0 ? parsed.data : null, faults }
  }
  const faults: Faults = {}
  for (const issue of parsed.error.issues) {
    const field = fieldAt(issue.path)
    if (field) faults[field] ??= faultWords(field, issue)
  }
  return { spec: null, faults }
}

/** The schema's own words after the field's name; a number that is none comes without words that help. */
function faultWords(field: Field, issue: { readonly code: string; readonly message: string }): string {
  const { label } = fieldWords[field]
  return issue.code === 'invalid_type' && !issue.message.startsWith('must') ? `${label} must be a number.` : `${label} ${issue.message}.`
}

/** Whether two specs say the same. */
export function sameSpec(a: RunSpec, b: RunSpec): boolean {
  return JSON.stringify(runSpecSchema.parse(a)) === JSON.stringify(runSpecSchema.parse(b))
}

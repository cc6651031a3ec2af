// A run as its programs in every framework begin: its constants and the facts of its data set.
import { centreCrop, isWhole, type Crop } from '@common/preprocessing/crops'
import { normalizationOf, type Normalization } from '@common/preprocessing/input-form'
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import { trainedImages } from '@common/training/used-images'
import type { DatasetInfo } from '@contract/data/datasets'
import type { RunSpec } from '@contract/training/run-spec'
import { atomText } from '../python/format'
import { numberLines } from '../python/number-lines'
import { folderLines } from './folder-lines'

export interface RunToWrite {
  readonly spec: RunSpec
  readonly dataset: DatasetInfo
}

/** The parts of a program that trains, beside its network. */
export interface RunSections {
  /** What the framework does otherwise than the lab, a sentence each. */
  readonly notes: readonly string[]
  /** Stands before the network. */
  readonly constants: string
  readonly definitions: readonly string[]
  readonly main: string
}

/** Where frameworks have a data set. */
interface PublicSet {
  /** Its class in torchvision and in Gluon. */
  readonly className: string
  /** Its module in keras.datasets. */
  readonly module: string
  /** Folder of its four files in the IDX format. */
  readonly url: string
}

/** The data sets that programs can load, by id. */
const publicSets: Readonly<Partial<Record<string, PublicSet>>> = {
  'fashion-mnist': { className: 'FashionMNIST', module: 'fashion_mnist', url: 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/' },
}

/** The public data set of a run; null: its program reads the images of the lab. */
export const publicSet = ({ dataset }: RunToWrite): PublicSet | null => publicSets[dataset.id] ?? null

/** The part of each image that is kept of it; null: all. */
export function keptCrop({ spec: { preprocessing }, dataset }: RunToWrite): Crop | null {
  const crop = centreCrop(dataset, preprocessing.centreCrop)
  return isWhole(crop, dataset) ? null : crop
}

/** Whether images are resized before the network gets them. */
export function isResized(run: RunToWrite): boolean {
  const { height, width } = keptCrop(run) ?? run.dataset
  return run.spec.preprocessing.height !== height || run.spec.preprocessing.width !== width
}

/** Whether the mean of antialiased and of plain bilinear resizing is the same: nothing gets smaller. */
export function isEnlarged(run: RunToWrite): boolean {
  const { height, width } = keptCrop(run) ?? run.dataset
  return run.spec.preprocessing.height >= height && run.spec.preprocessing.width >= width
}

/** The numbers of the normalisation, one for each channel; null: there is none. */
export const normalizationOfRun = ({ spec, dataset }: RunToWrite): Normalization | null => normalizationOf(spec.preprocessing, dataset)

/** Whether epochs are judged by images for validation rather than by the test images. */
export const isValidated = ({ spec }: RunToWrite): boolean => spec.dataset.validation !== 'test'
/** Whether these are a share of the training images. */
export const isDivided = ({ spec }: RunToWrite): boolean => spec.dataset.validation === 'share'

/** Images that are trained on. */
const trainImages = ({ spec, dataset }: RunToWrite): number => trainedImages(spec.dataset, dataset)

/** What to say of the constant FOLDER. */
const folderNote = 'FOLDER is where the lab keeps the images of the data set: datasets, and the id of the set, in its home.'

/** What no program does as the lab, whatever its framework. */
export function dataNotes(run: RunToWrite): readonly string[] {
  const { duplicates, balance } = run.spec.dataset
  return [
    ...(publicSet(run) ? [] : [folderNote]),
    ...(duplicates === 'keep' ? [] : [`The lab leaves out training images that look like ${duplicates === 'distinct' ? 'test images or like each other' : 'test images'}; this program trains on them, too.`]),
    ...(isDivided(run) ? ['Other images than in the lab are kept for validation.'] : []),
    ...(balance === 'sampling' ? ['Images of rare classes are drawn again in another order than in the lab.'] : []),
  ]
}

/** Steps of warm-up. */
export const warmUpSteps = (run: RunToWrite): number => Math.round(run.spec.schedule.warmupEpochs * stepsPerEpoch(trainImages(run), run.spec.batchSize))

/** Whether the learning rate changes from step to step. */
export const isScheduled = (run: RunToWrite): boolean => run.spec.schedule.name !== 'constant' || warmUpSteps(run) > 0

/** The constants of a run. */
export function constantLines(run: RunToWrite): readonly string[] {
  const { seed, epochs, batchSize, optimizer, patience, schedule, labelSmoothing } = run.spec
  const steps = stepsPerEpoch(trainImages(run), batchSize)
  const period = schedule.name === 'step' ? Math.max(1, Math.round(schedule.everyEpochs * steps)) : 0
  const constants: readonly (readonly [string, number | string, boolean])[] = [
    ['SEED', seed, true],
    ['EPOCHS', epochs, true],
    ['BATCH_SIZE', batchSize, true],
    // Keras takes no whole number for a rate.
    ['LEARNING_RATE', Number.isInteger(optimizer.learningRate) ? `${optimizer.learningRate}.0` : optimizer.learningRate, true],
    ['WEIGHT_DECAY', optimizer.weightDecay, optimizer.weightDecay > 0],
    ['LABEL_SMOOTHING', labelSmoothing, labelSmoothing > 0],
    ['PATIENCE', patience ?? 0, patience !== null],
    ['STEPS_PER_EPOCH', steps, schedule.name === 'exponential'],
    ['STEPS', `EPOCHS * ${steps}`, schedule.name === 'cosine' || schedule.name === 'one-cycle'],
    ['WARM_UP_STEPS', warmUpSteps(run), warmUpSteps(run) > 0],
    ['STEPS_OF_A_DROP', period, schedule.name === 'step'],
  ]
  const numbers = normalizationOfRun(run)
  return [
    ...constants.flatMap(([name, value, isUsed]) => (isUsed ? [`${name} = ${typeof value === 'number' ? atomText(value) : value}`] : [])),
    ...(numbers ? [...numberLines('MEAN = ', numbers.mean), ...numberLines('DEVIATION = ', numbers.deviation)] : []),
    ...(publicSet(run) ? [] : folderLines(run)),
  ]
}

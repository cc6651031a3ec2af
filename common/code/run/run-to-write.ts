// A run as its programs in every framework begin: its constants and the facts of its data set.
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import type { DatasetInfo } from '@contract/data/datasets'
import type { RunSpec } from '@contract/training/run-spec'
import { atomText } from '../python/format'

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

/** The public data set of a run; null: frameworks do not know it. */
export const publicSet = ({ dataset }: RunToWrite): PublicSet | null => publicSets[dataset.id] ?? null

/** As {@link publicSet} of a run of which it is known that it has one. */
export function knownSet(run: RunToWrite): PublicSet {
  const known = publicSet(run)
  if (!known) throw new Error(`no framework has the data set ${run.dataset.id}`)
  return known
}

/** Whether images are resized before the network gets them. */
export const isResized = ({ spec: { preprocessing }, dataset }: RunToWrite): boolean => preprocessing.height !== dataset.height || preprocessing.width !== dataset.width

/** Images that are trained on. */
const trainImages = ({ spec, dataset }: RunToWrite): number => Math.min(spec.dataset.limitTrain ?? Infinity, dataset.trainImages)

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
    ['LEARNING_RATE', optimizer.learningRate, true],
    ['WEIGHT_DECAY', optimizer.weightDecay, optimizer.weightDecay > 0],
    ['LABEL_SMOOTHING', labelSmoothing, labelSmoothing > 0],
    ['PATIENCE', patience ?? 0, patience !== null],
    ['STEPS_PER_EPOCH', steps, schedule.name === 'exponential'],
    ['STEPS', `EPOCHS * ${steps}`, schedule.name === 'cosine' || schedule.name === 'one-cycle'],
    ['WARM_UP_STEPS', warmUpSteps(run), warmUpSteps(run) > 0],
    ['STEPS_OF_A_DROP', period, schedule.name === 'step'],
  ]
  return constants.flatMap(([name, value, isUsed]) => (isUsed ? [`${name} = ${typeof value === 'number' ? atomText(value) : value}`] : []))
}

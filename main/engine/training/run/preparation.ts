// Makes a spec ready to train: reads its data set and builds its network.
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import type { DeviceName } from '@contract/devices/devices'
import type { RunSpec } from '@contract/training/run-spec'
import { colourComponents } from '../../../data/augmentation/colour-components'
import { classWeights } from '../../../data/balance'
import { loadDataset } from '../../../data/catalogue'
import { judgingImagesOf, type ChosenImages } from '../../../data/chosen-images'
import { inSharedMemory } from '../../../data/image-reader'
import { trainingPart, type TrainingPart } from '../../../data/training-part'
import type { Network } from '../../../networks/network'
import { drawsAhead } from '../drawing/open-drawer'
import type { ImageSet } from '../trainer/image-set'
import { isFedByChunks } from '../trainer/training-images'
import { networkOfSpec } from './network-of-spec'

/** What to train, and on what. */
export interface Task {
  readonly spec: RunSpec
  /** The device that the spec's choice stands for. */
  readonly device: DeviceName
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  /** Absolute path of the program of the thread that draws ahead; without it, the engine's own thread draws. */
  readonly drawThread?: string | undefined
}

export interface Preparation {
  /** The training images of the set up to the spec's limit. */
  readonly train: ImageSet
  /** The set's own images for validation; null: it has none. */
  readonly validation: ImageSet | null
  readonly test: ImageSet
  /** Which of the training images the run trains on, and which it keeps for validation. */
  readonly part: TrainingPart
  /** The images that judge its epochs. */
  readonly heldOut: ChosenImages<ImageSet>
  /** The network of the spec for any batch size. */
  readonly networkFor: (batchSize: number) => Network
  readonly stepsPerEpoch: number
  /** Of the whole data set. */
  readonly fingerprint: string
}

/**
 * @param leftOut training images that the run leaves out, in rising order; what only measures need not look for them
 * @param networkFor the network of the spec, where it is known already
 * @throws LabError where the data set cannot be read, has no images for the validation that is asked for, or the network does not fit the images
 */
export async function prepare(task: Task, leftOut: readonly number[] = [], networkFor?: Preparation['networkFor']): Promise<Preparation> {
  const { spec, networkFolder } = task
  const { dataset, batchSize } = spec
  const { info, train, validation, test, fingerprint } = await loadDataset(dataset.id, dataset)
  const format = { channels: info.channels, height: info.height, width: info.width }
  const part = trainingPart(train, spec, leftOut)
  const splits = { train: readyToDraw({ ...train, ...format, colours: colourComponents(info), ...balanceWeights(train, part, spec, info.classes.length) }, task), validation: validation && { ...validation, ...format }, test: { ...test, ...format } }
  return {
    ...splits,
    part,
    heldOut: judgingImagesOf(splits, part, dataset.validation, info.title),
    networkFor: networkFor ?? (await networkOfSpec(spec, networkFolder)),
    stepsPerEpoch: stepsPerEpoch(part.train.length, batchSize),
    fingerprint,
  }
}

/** The weights of classes in the loss, where the spec asks for them. */
function balanceWeights({ labels }: Pick<ImageSet, 'labels'>, { train }: TrainingPart, { dataset }: RunSpec, classes: number): Pick<ImageSet, 'classWeights'> {
  return dataset.balance === 'weights' ? { classWeights: classWeights(train, labels, classes) } : {}
}

/** Moves the training images into shared memory where a thread draws ahead; otherwise that thread would get a copy of all of them. */
function readyToDraw(train: ImageSet, { spec, device, drawThread }: Task): ImageSet {
  const { augmentation } = spec
  const isShared = isFedByChunks(train, augmentation) && drawsAhead(device, drawThread, { source: train.images, augmentation })
  return isShared ? { ...train, images: inSharedMemory(train.images) } : train
}

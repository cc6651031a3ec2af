// An image as training draws it in some epochs, before it is resized: augmented, and mixed with another one of its batch where the spec mixes images.
import { phrase } from '@language/phrase'
import { isAugmented, isMixed } from '@contract/data/augmentation'
import type { NetworkInputs, NetworkInputsWanted } from '@contract/data/network-inputs'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import type { RunSpec } from '@contract/training/run-spec'
import { colourComponents } from '../../data/augmentation/colour-components'
import type { LoadedDataset } from '../../data/catalogue'
import { leftOutImages } from '../../data/near-duplicates/left-out-images'
import { readImages } from '../../data/read-images'
import { epochImages, occurrencesIn } from '../../data/sampling'
import { splitOf } from '../../data/split-of'
import { trainingPart, type TrainingPart } from '../../data/training-part'
import { planOf, StepDrawer } from '../training/drawing/step-draws'
import { imageBytes } from '../training/trainer/image-set'

export interface DrawnImage {
  readonly role: NetworkInputs['role']
  /** How many there are: one for each epoch of a training image that is augmented, which balanced sampling may leave out of an epoch; else one. */
  readonly images: number
  /** uint8 [images, channels, height, width] of the data set. */
  readonly pixels: Uint8Array
}

interface CountedImages {
  readonly title: string
  readonly count: number
  readonly index: number
}

const noSuchImage: Readonly<Record<Split, (images: CountedImages) => string>> = {
  train: ({ title, count, index }) => phrase('{title} has {count} images in its train split, numbered from 0, and none of number {index}.', { title, count, index }),
  validation: ({ title, count, index }) => phrase('{title} has {count} images in its validation split, numbered from 0, and none of number {index}.', { title, count, index }),
  test: ({ title, count, index }) => phrase('{title} has {count} images in its test split, numbered from 0, and none of number {index}.', { title, count, index }),
}

type Wanted = Omit<NetworkInputsWanted, 'epochs'>

/** @throws LabError `dataset/...` */
export async function drawnImage(dataset: LoadedDataset, spec: RunSpec, { epochs, ...wanted }: NetworkInputsWanted): Promise<DrawnImage> {
  const { images, count } = splitOf(dataset, wanted.split, dataset.info.title)
  if (wanted.index >= count) throw new LabError('dataset/no-such-image', noSuchImage[wanted.split]({ title: dataset.info.title, count, index: wanted.index }), phrase('Choose a smaller number.'))
  const part = wanted.split === 'train' ? trainingPart(trainImages(dataset, spec), spec, (await leftOutImages(spec.dataset)).images) : null
  const role = roleOf(wanted, spec, part)
  const drawn = part && role === 'train' && isAugmented(spec.augmentation) ? drawnInEpochs(dataset, spec, part, wanted.index, epochs) : []
  // Balanced sampling may take an image in none of these epochs.
  if (drawn.length === 0) return { role, images: 1, pixels: await readImages(images, imageBytes(dataset.info), Uint32Array.of(wanted.index)) }
  return { role, images: drawn.length, pixels: new Uint8Array(Buffer.concat(drawn)) }
}

/** The training images up to the spec's limit; those in memory are not copied. */
const trainImages = ({ train }: LoadedDataset, { dataset: { limitTrain } }: RunSpec) => ({ labels: train.labels.subarray(0, limitTrain ?? train.count), count: Math.min(train.count, limitTrain ?? train.count) })

/** What a run does with an image. */
function roleOf({ split, index }: Wanted, { dataset: { validation, limitTest } }: RunSpec, part: TrainingPart | null): NetworkInputs['role'] {
  switch (split) {
    case 'train':
      return part?.train.includes(index) ? 'train' : part?.validation?.includes(index) ? 'validation' : 'left-out'
    case 'validation':
      return validation === 'own' ? 'validation' : 'left-out'
    case 'test':
      return index < (limitTest ?? Infinity) ? 'test' : 'left-out'
  }
}

/** The image as each of the epochs takes it first, drawn as a step of training is. */
function drawnInEpochs({ info, train }: LoadedDataset, spec: RunSpec, part: TrainingPart, index: number, epochs: readonly number[]): readonly Uint8Array[] {
  const { seed, augmentation, batchSize, dataset: { balance } } = spec
  const { channels, height, width } = info
  const bytes = imageBytes(info)
  const drawer = new StepDrawer(planOf(seed, [], augmentation, { ...train, channels, height, width, colours: colourComponents(info) }, true))
  try {
    return epochs.flatMap((epoch) => {
      // Without mixing, an image depends on no other one of its batch.
      if (!isMixed(augmentation)) return drawer.draw({ number: 0, epoch, images: Uint32Array.of(index) }).images ?? []
      const batches = epochImages({ seed, epoch, images: part.train, labels: train.labels, batchSize, balance })
      const step = batches.findIndex((batch) => batch.includes(index))
      const [batch, occurrences] = [batches[step], balance === 'sampling' ? occurrencesIn(batches)[step] : undefined]
      if (!batch) return []
      const { images } = drawer.draw({ number: epoch * batches.length + step, epoch, images: batch, occurrences })
      const place = batch.indexOf(index)
      return images ? [images.slice(place * bytes, (place + 1) * bytes)] : []
    })
  } finally {
    drawer.close()
  }
}

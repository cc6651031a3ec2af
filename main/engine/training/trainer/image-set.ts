// The images that a run trains or tests on, and how programs are fed them: all at once, or those of a chunk of steps.
import type { ColourComponents } from '../../../data/augmentation/colour-components'
import type { Images, Labels, LabelledImages } from '../../../data/dataset'
import { maxResidentBytes } from '../../../data/resident-bytes'
import type { Network } from '../../../networks/network'
import { DYNAMIC } from '../../../onnx/tensor'
import { labelType, type ImageFormat } from '../../program/inputs/image-batch'
import { feed, type Feeds } from '../../runtime/session'
import { meanWeights, type WeightsOf } from './batch-feed'

/** Images uint8 [count, channels, height, width] and their labels. */
export interface ImageSet<Source extends Images = Images> extends LabelledImages<Source>, ImageFormat {
  /** The weight of each class in the loss, by its label; left out: images count the same. */
  readonly classWeights?: Float32Array
  /** Components of the set's colours; only augmentation by PCA colour asks for them. */
  readonly colours?: ColourComponents
}

/** Bytes of one image. */
export const imageBytes = ({ channels, height, width }: Omit<ImageFormat, 'count'>): number => channels * height * width

/** Whether programs take the whole set as their input; one in a file never is. */
export function isResident(data: ImageSet, limit = maxResidentBytes): data is ImageSet<Uint8Array> {
  return data.images instanceof Uint8Array && data.images.length <= limit
}

/** Format for a program that is fed any number of images at a time: the count is dynamic. */
export const ofAnyCount = (format: ImageFormat): ImageFormat => ({ ...format, count: DYNAMIC })

/** The inputs `images` and `labels` of a network's programs. */
export function imageFeeds({ count, channels, height, width, images, labels }: ImageSet<Uint8Array>, network: Network): Feeds {
  return {
    images: feed('uint8', images, [count, channels, height, width]),
    labels: feed(labelType(network), labelsAs(labelType(network), labels), [count]),
  }
}

function labelsAs(type: ReturnType<typeof labelType>, labels: Labels): Uint8Array | Int32Array {
  if (type === 'int32') return Int32Array.from(labels)
  return labels instanceof Uint8Array ? labels : Uint8Array.from(labels)
}

/**
 * What makes the loss of a batch the weighted mean over its images, where classes have weights: sum of weight * loss, divided by the sum of weights. So does PyTorch's
 * `CrossEntropyLoss(weight=...)`.
 */
export function lossWeights({ labels, classWeights }: Pick<ImageSet, 'labels' | 'classWeights'>): WeightsOf {
  if (!classWeights) return meanWeights
  return (batch) => {
    const weights = Float32Array.from(batch, (image) => classWeights[labels[image] ?? 0] ?? 0)
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return weights.map((weight) => weight / sum)
  }
}

/** The labels of images, one after another. */
export function labelsAt(labels: Labels, images: Uint32Array): Labels {
  const wanted = labels instanceof Uint8Array ? new Uint8Array(images.length) : new Uint16Array(images.length)
  for (let place = 0; place < images.length; place++) wanted[place] = labels[images[place] ?? 0] ?? 0
  return wanted
}

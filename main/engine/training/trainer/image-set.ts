// The images that a run trains or tests on, and how programs are fed them.
import type { Labels, LabelledImages } from '../../../data/dataset'
import type { Network } from '../../../networks/network'
import { labelType, type ImageFormat } from '../../program/inputs/image-batch'
import { feed, type Feeds } from '../../runtime/session'

/** Images uint8 [count, channels, height, width] and their labels. */
export interface ImageSet extends LabelledImages, ImageFormat {}

/** The inputs `images` and `labels` of a network's programs. */
export function imageFeeds({ count, channels, height, width, images, labels }: ImageSet, network: Network): Feeds {
  return {
    images: feed('uint8', images, [count, channels, height, width]),
    labels: feed(labelType(network), labelsAs(labelType(network), labels), [count]),
  }
}

function labelsAs(type: ReturnType<typeof labelType>, labels: Labels): Uint8Array | Int32Array {
  if (type === 'int32') return Int32Array.from(labels)
  return labels instanceof Uint8Array ? labels : Uint8Array.from(labels)
}

// Computes the last hidden layer of a network for a few images.
import { batchesOf } from '../inspection/batch-sizes'
import { checkFinite, hiddenBatch, lastHiddenOf } from '../inspection/hidden-program'
import { imageFeed } from '../inspection/image-feed'
import { withNetwork } from '../inspection/with-network'
import { imageBytes } from '../training/trainer/image-set'
import type { Work } from './work'

/** @throws LabError `inspection/image-size`, `inspection/no-hidden-layer`, `checkpoint/damaged`, `evaluation/not-finite`, `network/...` */
export const hiddenFeatures: Work<'hiddenFeatures'> = (task) =>
  withNetwork(task, async (network) => {
    const bytes = imageBytes(network.info)
    const count = imageFeed(task.images, network.info, null).dims[0] ?? 0
    const { layer, width } = lastHiddenOf(network, 1)
    const features = new Float32Array(count * width)
    for (const { start, size } of batchesOf(count, network.largestBatch)) {
      features.set((await hiddenBatch(network, task.images.subarray(start * bytes, (start + size) * bytes), size)).features, start * width)
    }
    for (let image = 0; image < count; image++) checkFinite(features.subarray(image * width, (image + 1) * width), image)
    return { layer, width, features }
  })

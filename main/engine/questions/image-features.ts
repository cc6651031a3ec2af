// Computes the last hidden layer of a network for a sample of images, batch after batch, and its principal components.
import { likeliest } from '@common/statistics/likeliest'
import { checkRoom } from '../inspection/feature-room'
import { checkFinite, hiddenBatch, lastHiddenOf } from '../inspection/hidden-program'
import { principalComponents } from '../inspection/principal-components'
import { SampledImages } from '../inspection/sampled-images'
import { withNetwork } from '../inspection/with-network'
import type { Work } from './work'

/**
 * Computes on the CPU. Memory grows with the features alone.
 * @throws LabError `inspection/too-many-images`, `inspection/no-hidden-layer`, `dataset/...`, `checkpoint/damaged`, `evaluation/not-finite`, `network/...`
 */
export const imageFeatures: Work<'imageFeatures'> = (task) =>
  withNetwork(task, async (network) => {
    const sample = await SampledImages.open(task.spec, task, network.largestBatch)
    const { layer, width } = lastHiddenOf(network, sample.batchSize)
    checkRoom(sample.count, width, layer)
    const classes = network.info.classes.length
    const features = new Float32Array(sample.count * width)
    const predictions = new Uint16Array(sample.count)
    for (const { start, count, pixels } of sample.batches()) {
      const batch = await hiddenBatch(network, pixels, sample.batchSize)
      for (let place = 0; place < count; place++) {
        const row = batch.features.subarray(place * width, (place + 1) * width)
        checkFinite(row, sample.numbers[start + place] ?? 0)
        features.set(row, (start + place) * width)
        predictions[start + place] = likeliest(batch.logits.subarray(place * classes, (place + 1) * classes))
      }
      task.onProgress?.(start + count, sample.count)
    }
    const { components, explained } = task.components === 0 ? { components: new Float32Array(), explained: [] } : await principalComponents({ count: sample.count, width, data: features }, task.components)
    const { within, numbers } = sample
    return { layer, within, numbers, images: sample.count, width, features, components, explained: [...explained], labels: Uint16Array.from(sample.labels), predictions }
  })

// Computes what a network answers for images: the logits of all classes, and their probabilities.
import { probabilitiesOf } from '../evaluation/image-answers'
import { batchesOf } from '../inspection/batch-sizes'
import { imageFeed } from '../inspection/image-feed'
import type { OpenedNetwork } from '../inspection/opened-networks'
import { withNetwork } from '../inspection/with-network'
import { compileValues, valuesProgramImages } from '../program/values-program'
import { imageBytes } from '../training/trainer/image-set'
import type { Work } from './work'

/** Name of the program's output, which no value of a network has. */
const logitsOutput = 'answer:logits'

/**
 * Computes on the CPU: a few images are not worth another device.
 * @throws LabError `inspection/image-size`, `checkpoint/damaged`, `evaluation/not-finite`, `network/...`
 */
export const predict: Work<'predict'> = (task) =>
  withNetwork(task, async (network) => {
    const { images } = task
    const bytes = imageBytes(network.info)
    const count = imageFeed(images, network.info, null).dims[0] ?? 0
    const classes = network.info.classes.length
    const [logits, probabilities] = [new Float32Array(count * classes), new Float32Array(count * classes)]
    for (const { start, size } of batchesOf(count, network.largestBatch)) {
      logits.set(await logitsOf(network, images.subarray(start * bytes, (start + size) * bytes), size), start * classes)
    }
    for (let image = 0; image < count; image++) {
      const [from, to] = [image * classes, (image + 1) * classes]
      probabilities.set(probabilitiesOf(logits.subarray(from, to), image), from)
    }
    return { probabilities, logits }
  })

/** @returns [batchSize, classes] */
async function logitsOf(network: OpenedNetwork, images: Uint8Array, batchSize: number): Promise<Float32Array> {
  const session = await network.session(`predict:${batchSize}`, () => {
    const built = network.networkFor(batchSize)
    return compileValues(built, new Map([[logitsOutput, built.logits]]), network.info)
  })
  const outputs = await session.run({ ...network.stateFeeds, [valuesProgramImages]: imageFeed(images, network.info, batchSize) }, [logitsOutput])
  return outputs.floats(logitsOutput)
}

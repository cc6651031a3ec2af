// The program that computes the last hidden layer and the logits of a batch of images, kept with its network.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { compileValues, valuesProgramImages } from '../program/values-program'
import { imageFeed } from './image-feed'
import { lastHidden, type LastHidden } from './last-hidden'
import type { OpenedNetwork } from './opened-networks'

/** Names of the program's outputs, which no value of a network has. */
const [featuresOutput, logitsOutput] = ['answer:features', 'answer:logits']

export interface HiddenBatch {
  /** [batch size, width]. */
  readonly features: Float32Array
  /** [batch size, classes]. */
  readonly logits: Float32Array
}

export const lastHiddenOf = (network: OpenedNetwork, batchSize: number): LastHidden => lastHidden(network.networkFor(batchSize), network.layersFor(batchSize))

/** @param pixels uint8 [batchSize, channels, height, width] @throws LabError `inspection/...` */
export async function hiddenBatch(network: OpenedNetwork, pixels: Uint8Array, batchSize: number): Promise<HiddenBatch> {
  const session = await network.session(`hidden:${batchSize}`, () => {
    const built = network.networkFor(batchSize)
    return compileValues(built, new Map([[featuresOutput, lastHiddenOf(network, batchSize).value], [logitsOutput, built.logits]]), network.info)
  })
  const outputs = await session.run({ ...network.stateFeeds, [valuesProgramImages]: imageFeed(pixels, network.info, batchSize) }, [featuresOutput, logitsOutput])
  return { features: outputs.floats(featuresOutput), logits: outputs.floats(logitsOutput) }
}

/** @throws LabError `evaluation/not-finite` where a feature of an image is no finite number */
export function checkFinite(features: Float32Array, image: number): void {
  if (features.every((value) => Number.isFinite(value))) return
  throw new LabError('evaluation/not-finite', phrase("The network's last hidden layer has no finite numbers for image {image}.", { image }), phrase('Look into an earlier checkpoint, before training diverged.'))
}

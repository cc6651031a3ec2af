// Steps against the sign of the gradient, until the network answers otherwise: the fast gradient sign method.
// I. J. Goodfellow, J. Shlens, C. Szegedy, "Explaining and Harnessing Adversarial Examples", ICLR 2015.
import { likeliest } from '@common/statistics/likeliest'
import { largestStep, type Adversary } from '@contract/inspection/adversary'
import { probabilitiesOf } from '../evaluation/image-answers'
import { imageValues } from './image-feed'
import { logitsOfImages, oneImage } from './many-images'
import type { OpenedNetwork } from './opened-networks'
import { PixelRunner, type PixelSubject } from './pixel-runner'
import { answersByPixels } from './pixel-works'

/** Steps of 0 to {@link largestStep}, the network's weights as they are. @param bytes [channels, height, width] of the data set */
export async function signSteps(network: OpenedNetwork, bytes: Uint8Array): Promise<Adversary> {
  const subject: PixelSubject = { network, weights: network.stateFeeds }
  const pixels = imageValues(bytes, network.info)
  const logits = await logitsOfImages(subject, oneImage(pixels))
  const answer = likeliest(logits)
  const { gradients } = await (await PixelRunner.open(subject, answersByPixels, 1)).run(pixels, lossGradient(logits, answer))
  const signs = Int8Array.from(gradients, Math.sign)
  const stepped = await logitsOfImages(subject, {
    count: largestStep + 1,
    write: (step, out) => {
      bytes.forEach((value, at) => {
        out[at] = Math.min(Math.max(value + step * (signs[at] ?? 0), 0), 255) / 255
      })
    },
  })
  const classes = logits.length
  const rows = Array.from({ length: largestStep + 1 }, (_, step) => stepped.subarray(step * classes, (step + 1) * classes))
  const probabilities = new Float32Array(stepped.length)
  rows.forEach((row, step) => {
    probabilities.set(probabilitiesOf(row, 0), step * classes)
  })
  const smallest = rows.findIndex((row) => likeliest(row) !== answer)
  return { class: answer, signs, probabilities, smallest: smallest < 0 ? null : smallest }
}

/**
 * The gradient of the cross-entropy of a class by the logits, softmax - one-hot, up to a positive factor that leaves the signs as they are: with the softmax of the other classes alone, it is far
 * from underflow where the network is sure of its answer.
 */
function lossGradient(logits: Float32Array, answer: number): Float32Array {
  const others = logits.map((logit, index) => (index === answer ? -Infinity : logit))
  const gradient = Float32Array.from(probabilitiesOf(others, 0))
  gradient[answer] = -1
  return gradient
}

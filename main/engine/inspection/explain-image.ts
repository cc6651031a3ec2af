// Explains the score of a class for one image by a method, with the weights of the network or with others drawn for comparison.
import { likeliest } from '@common/statistics/likeliest'
import { phrase } from '@language/phrase'
import type { Explanation, ExplanationMethodName, ExplanationWanted } from '@contract/inspection/explanation'
import { LabError } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { probabilitiesOf } from '../evaluation/image-answers'
import type { Explain } from './explained-image'
import { gradCam } from './grad-cam'
import { imageValues } from './image-feed'
import { logitsOfImages, oneImage } from './many-images'
import { occlusion } from './occlusion'
import type { OpenedNetwork } from './opened-networks'
import type { PixelSubject } from './pixel-runner'
import { randomisedWeights, randomisedWords } from './randomised-weights'
import { gradient, gradientTimesInput, integratedGradients, smoothGrad } from './saliency'

const methods: { readonly [Name in ExplanationMethodName]: Explain<Name> } = {
  gradient,
  'gradient-times-input': gradientTimesInput,
  'smooth-grad': smoothGrad,
  'integrated-gradients': integratedGradients,
  'grad-cam': gradCam,
  occlusion,
}

export interface ExplainImageOptions extends ExplanationWanted {
  /** Of the network. */
  readonly spec: RunSpec
  /** [channels, height, width] of the data set, 0..255. */
  readonly pixels: Uint8Array
}

/** @throws LabError `inspection/...`, `network/...`, `evaluation/not-finite` */
export async function explainImage(network: OpenedNetwork, { spec, pixels: bytes, method, class: wanted, weights }: ExplainImageOptions): Promise<Explanation> {
  const pixels = imageValues(bytes, network.info)
  const trained: PixelSubject = { network, weights: network.stateFeeds }
  const subject = weights === 'trained' ? trained : { network, weights: randomisedWeights(network, spec) }
  assertClass(wanted, network)
  const logits = await logitsOfImages(subject, oneImage(pixels))
  const explained = wanted ?? likeliest(subject === trained ? logits : await logitsOfImages(trained, oneImage(pixels)))
  const probability = probabilitiesOf(logits, 0)[explained] ?? NaN
  // The method in the table is that of the record, but the compiler cannot follow that through a union.
  const explain = methods[method.method] as Explain<ExplanationMethodName>
  const { notes, ...map } = await explain({ subject, pixels, class: explained, logits }, method)
  return { class: explained, probability, logit: logits[explained] ?? NaN, ...map, notes: weights === 'trained' ? notes : [randomisedWords(spec), ...notes] }
}

function assertClass(wanted: number | null, { info: { classes } }: OpenedNetwork): void {
  if (wanted === null || wanted < classes.length) return
  throw new LabError('inspection/no-such-class', phrase('There is no class {wanted}: the last one is {last}.', { wanted, last: classes.length - 1 }), phrase('Choose a smaller number.'))
}

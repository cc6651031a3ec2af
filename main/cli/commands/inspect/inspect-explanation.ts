// `--what saliency`, `cam` and `occlusion`: what the score of a class depends on in an image.
import { explanationMap, mapAtImageSize, scaleSentence } from '@common/inspection/explanation-map'
import { explanationMethods, usualMethod } from '@common/inspection/explanation-methods'
import { mapPicture, overlayPicture } from '@common/inspection/explanation-pictures'
import { pictureGrid } from '@common/pictures/picture-grid'
import { imagePixels } from '@common/pictures/planar-image'
import { formatPercent } from '@common/words/plain-format'
import { betweenSentences } from '@common/words/sentences'
import { phrase } from '@language/phrase'
import type { Explanation, ExplanationMethodName } from '@contract/inspection/explanation'
import { choiceOf } from '../../flags/choice'
import { chosenClass } from './chosen-class'
import type { Asked, Inspected, Inspection } from './inspection'
import { namedLayer } from './named-layer'

/** The methods that follow the score of a class down to the pixels. */
export const saliencyMethods = ['gradient', 'gradient-times-input', 'smooth-grad', 'integrated-gradients'] as const satisfies readonly ExplanationMethodName[]

/** How much of the image a full colour covers. */
const cover = 0.75

export const inspectSaliency: Inspection = (asked) => explained(asked, choiceOf(asked.flags.method, saliencyMethods, '--method'), '')
export const inspectOcclusion: Inspection = (asked) => explained(asked, 'occlusion', '')
export const inspectCam: Inspection = async (asked) => {
  const { layer } = namedLayer(await asked.lab.inspection.filterLayers(asked.named.network), asked.flags.layer, phrase('convolution'), 'last')
  return explained(asked, 'grad-cam', layer)
}

/** Image, map, and the map over the image. @param layer the convolution of Grad-CAM */
async function explained({ lab, named: { network, dataset, words: networkWords }, flags, image }: Asked, name: ExplanationMethodName, layer: string): Promise<Inspected> {
  const wanted = { class: chosenClass(flags.class, dataset.classes), weights: flags.randomised === true ? 'randomised' : 'trained' } as const
  const { image: given, planes, words } = await image()
  const method = usualMethod(name, dataset, layer)
  const explanation = await lab.inspection.explain(network, given, { method, ...wanted })
  const { title, meaning, source } = explanationMethods[name]
  const map = mapAtImageSize(explanationMap(explanation, method, name === 'gradient' ? 'absolute' : 'signed'), method, dataset)
  const pixels = imagePixels(planes)
  const className = dataset.classes[explanation.class] ?? String(explanation.class)
  const heading = layer === '' ? title : phrase('{method} of {layer}', { method: title, layer })
  const weights = wanted.weights === 'randomised' ? phrase(' with random weights, for comparison') : ''
  return {
    title: heading,
    caption: [
      phrase('{network}, {image}: the image, the map, and the map over the image. What speaks for {className} (probability {probability}){weights}.', { network: networkWords, image: words, className, probability: formatPercent(explanation.probability), weights }),
      scaleSentence(map, method),
      ...explanation.notes,
    ].join(betweenSentences),
    alternative: phrase('{method} for {className}: the image, the map, and the map over the image.', { method: heading, className }),
    picture: pictureGrid([pixels, mapPicture(map, 'light'), overlayPicture(pixels, map, cover)]),
    text: `${meaning}\n${source}.`,
    data: { method, ...wanted, ...explanation },
    table: { head: ['channel', 'row', 'column', 'value'], rows: rowsOf(explanation) },
  }
}

function* rowsOf({ height, width, values }: Explanation): Iterable<readonly unknown[]> {
  for (const [place, value] of values.entries()) yield [Math.floor(place / height / width), Math.floor(place / width) % height, place % width, value]
}

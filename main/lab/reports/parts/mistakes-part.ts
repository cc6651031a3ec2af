// The mistakes of which a run is most certain, with their images.
import { phrase } from '@language/phrase'
import { imagePixels } from '@common/pictures/planar-image'
import { formatCount, formatPercent } from '@common/words/format'
import { paragraph } from '../blocks'
import { pictureOf } from '../pictures/report-picture'
import { classNames } from './results-part'
import type { RunPart } from './run-part'

/** Mistakes that are shown. */
const mostShown = 18

/** Width of each on the page, in CSS pixels. */
const shownWidth = 96

export const mistakesPart: RunPart = {
  missing: async (reported) => ((await reported.isEvaluated()) ? null : phrase('What the run answers for the test images is not stored; evaluate it first.')),
  blocks: async (reported) => {
    const summary = await reported.evaluation()
    if (!summary) return []
    const { runId, name, facts } = summary
    const query = { order: 'confidence', answers: 'wrong', label: null, prediction: null, offset: 0, count: mostShown } as const
    const { total, images } = await reported.sources.evaluations.evaluatedImages({ runId, name }, { corrected: true }, query)
    if (images.length === 0) return [paragraph(phrase('The network has made no mistake on the test images.'))]
    const pixels = await reported.sources.data.splitImages(facts.dataset.id, 'test', images.map(({ index }) => index))
    const names = classNames(reported, facts.dataset.classes)
    const pictures = images.flatMap(({ index, label, prediction, confidence, isCorrected }, place) => {
      const image = pixels[place]
      if (!image) return []
      const mistake = { name: names[label] ?? '', answer: names[prediction] ?? '', confidence: formatPercent(confidence) }
      const words = isCorrected ? phrase('{name} (corrected), taken for {answer}, {confidence}', mistake) : phrase('{name}, taken for {answer}, {confidence}', mistake)
      return [pictureOf(imagePixels(image), phrase('Test image {index}: {words}.', { index, words }), words)]
    })
    return [{ block: 'pictures', caption: phrase('The {pictures} most confident of {total} wrong answers: class, answer, and its probability.', { pictures: pictures.length, total: formatCount(total) }), pictures, shownWidth }]
  },
}

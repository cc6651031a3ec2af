// `--what adversary`: the smallest step against the gradient's sign that changes the answer.
import { adversaryFacts, changePicture, changeSentence, probabilitiesAfter, smallestStepSentence, steppedImage } from '@common/inspection/adversary-pictures'
import { pictureGrid } from '@common/pictures/picture-grid'
import { imagePixels } from '@common/pictures/planar-image'
import { likeliest } from '@common/statistics/likeliest'
import { plainFormats } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { largestStep, type Adversary } from '@contract/inspection/adversary'
import { table } from '../../terminal/table'
import type { Inspection } from './inspection'

/** Steps that the terminal lists. */
const listed = [0, 1, 2, 4, 8, 16, 32, 64]

export const inspectAdversary: Inspection = async ({ lab, named: { network, dataset, words: networkWords }, image, output }) => {
  const { image: given, planes, words } = await image()
  const adversary = await lab.inspection.adversary(network, given)
  const step = adversary.smallest ?? largestStep
  const nameOf = (label: number): string => dataset.classes[label] ?? String(label)
  const rows = listed.map((size) => {
    const now = probabilitiesAfter(adversary, size)
    const answer = likeliest(now)
    return [`${size}/255`, nameOf(answer), plainFormats.formatPercent(now[answer] ?? 0), plainFormats.formatPercent(now[adversary.class] ?? 0)]
  })
  return {
    title: phrase('Adversary'),
    caption: phrase('{network}, {image}: the image, the change, and the image after a step of {step}/255. {smallest} {change}', { network: networkWords, image: words, step, smallest: smallestStepSentence(adversary, nameOf, plainFormats), change: changeSentence(step) }),
    alternative: phrase('An image, a change that is hardly seen, and the changed image, which the network takes for another class.'),
    picture: pictureGrid([imagePixels(planes), changePicture(planes, adversary.signs, step), imagePixels(steppedImage(planes, adversary.signs, step))]),
    text: [table([{ title: phrase('step') }, { title: phrase('answer') }, { title: '', align: 'right' }, { title: nameOf(adversary.class), align: 'right' }], rows, { output }), adversaryFacts.meaning, `${adversaryFacts.source}.`].join('\n'),
    data: { ...adversary, classes: dataset.classes },
    table: { head: ['step', 'answer', ...dataset.classes], rows: rowsOf(adversary, nameOf) },
  }
}

function* rowsOf(adversary: Adversary, nameOf: (label: number) => string): Iterable<readonly unknown[]> {
  for (let step = 0; step <= largestStep; step++) {
    const now = probabilitiesAfter(adversary, step)
    yield [step, nameOf(likeliest(now)), ...now]
  }
}

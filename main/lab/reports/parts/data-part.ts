// The data of a run: what the set is, how many images of each class are used, a few of each, and the fingerprint of all.
import { judgingImages, usedImages } from '@common/training/used-images'
import { pictureGrid } from '@common/pictures/picture-grid'
import { imagePixels } from '@common/pictures/planar-image'
import { sum } from '@common/statistics/sum'
import { formatCount, formatShape } from '@common/words/format'
import type { DatasetInfo } from '@contract/data/datasets'
import type { ReportBlock, ReportTable } from '@contract/reports/report-block'
import type { RunSpec } from '@contract/training/run-spec'
import type { DatasetCard } from '../../data/dataset-card'
import { code, countCell, factsTable, folded, numberColumns, paragraph, textColumns } from '../blocks'
import { pictureOf } from '../pictures/report-picture'
import type { ReportSources } from '../report-sources'
import type { RunPart } from './run-part'
import { alwaysThere } from './subject-part'

/** Images of each class in its picture, and classes that have one. */
const [samplesOfClass, picturedClasses] = [10, 20]

/** Classes up to which the table of classes stands open. */
const openClasses = 20

export const dataPart: RunPart = {
  missing: alwaysThere,
  shared: {
    key: ({ run }) => run.spec.dataset.id,
    title: ({ dataset }) => dataset.title,
    variants: { key: ({ run }) => JSON.stringify(run.spec.dataset), note: 'Other runs use other numbers of its images.' },
  },
  blocks: ({ run, sources }) => dataBlocks(run.spec.dataset, sources),
}

/** @throws LabError `dataset/...` where the set cannot be read */
export async function dataBlocks(settings: RunSpec['dataset'], { data, datasetInfo }: Pick<ReportSources, 'data' | 'datasetInfo'>): Promise<readonly ReportBlock[]> {
  const { id, limitTrain, limitTest } = settings
  const info = datasetInfo(id)
  const card = await data.card(id, { limitTrain, limitTest, samplesOfClass, classes: picturedClasses })
  const used = [usedWords('training', usedImages(limitTrain, info.trainImages), info.trainImages), usedWords('test', usedImages(limitTest, info.testImages), info.testImages)]
  return [
    paragraph(`${info.title}: ${info.description} Used are ${used.join(' and ')}.${validationSentence(settings, info)}${duplicatesSentences[settings.duplicates]}${balanceSentences[settings.balance]}`),
    factsTable(`The data set ${info.title}. Its SHA-256 changes with any image, label or class.`, [
      ['Images', `${formatShape([info.channels, info.height, info.width])}, values 0 to 255`],
      ['Classes', formatCount(info.classes.length)],
      ['Source', info.source],
      ['Licence', info.licence],
      ['SHA-256', code(card.fingerprint)],
    ]),
    folded(countsTable(info, card), openClasses, `Images of each of the ${formatCount(info.classes.length)} classes`),
    ...samples(info, card),
  ]
}

const duplicatesSentences: Readonly<Record<RunSpec['dataset']['duplicates'], string>> = {
  keep: '',
  'unlike-test': ' Training images that look like a test or validation image are left out.',
  distinct: ' Training images that look like a test or validation image, or like an earlier training image, are left out.',
}

const balanceSentences: Readonly<Record<RunSpec['dataset']['balance'], string>> = {
  none: '',
  weights: ' The loss of an image is weighted by how rare its class is.',
  sampling: ' Classes are drawn equally often: images of rare classes again and again in an epoch.',
}

/** Which images judge epochs, where these are not the test images; empty in the book's way. */
function validationSentence(settings: RunSpec['dataset'], info: DatasetInfo): string {
  if (settings.validation === 'test') return ''
  const judging = formatCount(judgingImages(settings, info))
  const which = settings.validation === 'own' ? `the set's own ${judging} images for validation` : `${judging} of these training images, the same share of each class, on which the network is not trained`
  return ` Epochs are judged by ${which}; the test images are looked at once, at the end.`
}

/** `all 60,000 training images`, `the first 2,560 of 60,000 training images`. */
const usedWords = (what: string, used: number, all: number): string => (used === all ? `all ${formatCount(all)} ${what} images` : `the first ${formatCount(used)} of ${formatCount(all)} ${what} images`)

function countsTable({ classes }: DatasetInfo, { train, test }: DatasetCard): ReportTable {
  return {
    block: 'table',
    caption: 'Images of each class that are used.',
    columns: [...textColumns('Class'), ...numberColumns('Training', 'Test')],
    rows: [...classes.map((name, label) => [{ text: name }, countCell(train[label] ?? 0), countCell(test[label] ?? 0)]), [{ text: 'all' }, countCell(sum(train)), countCell(sum(test))]],
    totals: [classes.length],
  }
}

/** A row of images of each class. */
function samples({ classes, width }: DatasetInfo, card: DatasetCard): readonly ReportBlock[] {
  const pictures = card.samples.flatMap((images, label) => {
    const name = classes[label] ?? String(label)
    return images.length === 0 ? [] : [pictureOf(pictureGrid(images.map(imagePixels)), `The first ${images.length} training images of the class ${name}.`, name)]
  })
  if (pictures.length === 0) return []
  const which = card.samples.length < classes.length ? `the first ${card.samples.length} classes` : 'each class'
  return [{ block: 'pictures', caption: `The first training images of ${which}.`, pictures, shownWidth: Math.min(320, samplesOfClass * width) }]
}

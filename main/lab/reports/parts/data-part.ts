// The data of a run: what the set is, how many images of each class are used, a few of each, and the fingerprint of all.
import { listedWords } from '@common/words/listed-words'
import { judgingImages, usedImages } from '@common/training/used-images'
import { pictureGrid } from '@common/pictures/picture-grid'
import { imagePixels } from '@common/pictures/planar-image'
import { sum } from '@common/statistics/sum'
import { formatCount, formatShape } from '@common/words/format'
import { phrase } from '@language/phrase'
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
    variants: { key: ({ run }) => JSON.stringify(run.spec.dataset), note: phrase('Other runs use other numbers of its images.') },
  },
  blocks: ({ run, sources }) => dataBlocks(run.spec.dataset, sources),
}

/** @throws LabError `dataset/...` where the set cannot be read */
export async function dataBlocks(settings: RunSpec['dataset'], { data, datasetInfo }: Pick<ReportSources, 'data' | 'datasetInfo'>): Promise<readonly ReportBlock[]> {
  const { id, limitTrain, limitTest } = settings
  const info = datasetInfo(id)
  const card = await data.card(id, { limitTrain, limitTest, samplesOfClass, classes: picturedClasses })
  const used = [usedTraining(usedImages(limitTrain, info.trainImages), info.trainImages), usedTest(usedImages(limitTest, info.testImages), info.testImages)]
  return [
    paragraph(phrase('{title}: {description} Used are {used}.{validation}{duplicates}{balance}', {
      ...{ title: info.title, description: info.description, used: listedWords(used) },
      ...{ validation: validationSentence(settings, info), duplicates: duplicatesSentences[settings.duplicates], balance: balanceSentences[settings.balance] },
    })),
    factsTable(phrase('The data set {title}. Its SHA-256 changes with any image, label or class.', { title: info.title }), [
      [phrase('Images'), phrase('{shape}, values 0 to 255', { shape: formatShape([info.channels, info.height, info.width]) })],
      [phrase('Classes'), formatCount(info.classes.length)],
      [phrase('Source'), info.source],
      [phrase('Licence'), info.licence],
      ['SHA-256', code(card.fingerprint)],
    ]),
    folded(countsTable(info, card), openClasses, phrase('Images of each of the {classes} classes', { classes: formatCount(info.classes.length) })),
    ...samples(info, card),
  ]
}

const duplicatesSentences: Readonly<Record<RunSpec['dataset']['duplicates'], string>> = {
  keep: '',
  'unlike-test': phrase(' Training images that look like a test or validation image are left out.'),
  distinct: phrase(' Training images that look like a test or validation image, or like an earlier training image, are left out.'),
}

const balanceSentences: Readonly<Record<RunSpec['dataset']['balance'], string>> = {
  none: '',
  weights: phrase(' The loss of an image is weighted by how rare its class is.'),
  sampling: phrase(' Classes are drawn equally often: images of rare classes again and again in an epoch.'),
}

/** Which images judge epochs, where these are not the test images; empty in the book's way. */
function validationSentence(settings: RunSpec['dataset'], info: DatasetInfo): string {
  if (settings.validation === 'test') return ''
  const judging = formatCount(judgingImages(settings, info))
  return settings.validation === 'own'
    ? phrase(" Epochs are judged by the set's own {judging} images for validation; the test images are looked at once, at the end.", { judging })
    : phrase(' Epochs are judged by {judging} of these training images, the same share of each class, on which the network is not trained; the test images are looked at once, at the end.', { judging })
}

/** `all 60,000 training images`, `the first 2,560 of 60,000 training images`. */
const usedTraining = (used: number, all: number): string =>
  used === all ? phrase('all {all} training images', { all: formatCount(all) }) : phrase('the first {used} of {all} training images', { used: formatCount(used), all: formatCount(all) })

const usedTest = (used: number, all: number): string =>
  used === all ? phrase('all {all} test images', { all: formatCount(all) }) : phrase('the first {used} of {all} test images', { used: formatCount(used), all: formatCount(all) })

function countsTable({ classes }: DatasetInfo, { train, test }: DatasetCard): ReportTable {
  return {
    block: 'table',
    caption: phrase('Images of each class that are used.'),
    columns: [...textColumns(phrase('Class')), ...numberColumns(phrase('Training'), phrase('Test'))],
    rows: [...classes.map((name, label) => [{ text: name }, countCell(train[label] ?? 0), countCell(test[label] ?? 0)]), [{ text: phrase('all') }, countCell(sum(train)), countCell(sum(test))]],
    totals: [classes.length],
  }
}

/** A row of images of each class. */
function samples({ classes, width }: DatasetInfo, card: DatasetCard): readonly ReportBlock[] {
  const pictures = card.samples.flatMap((images, label) => {
    const name = classes[label] ?? String(label)
    return images.length === 0 ? [] : [pictureOf(pictureGrid(images.map(imagePixels)), phrase('The first {images} training images of the class {name}.', { images: images.length, name }), name)]
  })
  if (pictures.length === 0) return []
  const caption = card.samples.length < classes.length ? phrase('The first training images of the first {classes} classes.', { classes: card.samples.length }) : phrase('The first training images of each class.')
  return [{ block: 'pictures', caption, pictures, shownWidth: Math.min(320, samplesOfClass * width) }]
}

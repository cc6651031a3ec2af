// What the convolutions of a run make of one test image: outputs of the first, a middle and the last one, and the classes that the network sees.
import { pictureGrid } from '@common/pictures/picture-grid'
import type { PixelImage } from '@common/pictures/pixel-image'
import { imagePixels } from '@common/pictures/planar-image'
import { enlargedPicture } from '@common/pictures/scaled-picture'
import { rankedClasses } from '@common/statistics/ranked-classes'
import { formatCount, formatCounted, formatPercent, formatShape } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'
import type { ReportBlockOf } from '@contract/reports/report-block'
import { paragraph } from '../blocks'
import { pictureOf } from '../pictures/report-picture'
import type { ReportedRun } from './reported-run'
import type { RunPart } from './run-part'

/** The test image: the first one, so that reports of several runs show the same. */
const image = 0

/** Channels that are shown of a layer, and how many of them beside each other. */
const [mostChannels, mapsInRow] = [16, 8]

/** Width of a row of maps on the page, in CSS pixels, where it is full; and of the image. */
const [rowWidth, imageWidth] = [560, 112]

/** Pixels that a map has at least, about. */
const leastWidth = 112

/** Classes that are named. */
const mostClasses = 3

export const featureMapsPart: RunPart = {
  missing: async ({ run, sources }) => ((await sources.store.checkpoints.kept(sources.folders.run(run.id))).length > 0 ? null : phrase('No checkpoint of the run is kept.')),
  blocks: async (reported) => {
    const { run: { id, spec }, sources, dataset } = reported
    const folder = sources.folders.run(id)
    const [checkpoint] = await sources.store.checkpoints.kept(folder)
    if (!checkpoint) return []
    const convolutions = (await reported.analysis()).rows.filter(({ operators }) => operators.includes('Conv')).map(({ name }) => name)
    if (convolutions.length === 0) return [paragraph(phrase('The network has no convolutions, and so no feature maps.'))]
    const [sample] = await sources.data.splitImages(dataset.id, 'test', [image])
    if (!sample) throw new Error(`test image ${image} was not read`)
    const network = { spec, networkFolder: sources.folders.networks, trained: { folder, checkpoint } }
    const { probabilities, layers } = await sources.engine.ask('layerMaps', { ...network, pixels: sample.pixels, layers: [...someOf(convolutions)], mostChannels })
    return [
      paragraph(answerSentence({ label: sample.label, probabilities, classes: dataset.classes, step: checkpoint.step })),
      picturesOf([pictureOf(imagePixels(sample), phrase('Test image {image}.', { image }), '')], phrase('Test image {image}.', { image }), imageWidth),
      ...layers.map((layer) => mapsOf(layer, convolutions)),
    ]
  },
}

/** The first, the middle and the last of a list, each once. */
const someOf = <T>(list: readonly T[]): ReadonlySet<T> => new Set([0, Math.floor((list.length - 1) / 2), list.length - 1].flatMap((place) => list[place] ?? []))

interface Answer {
  readonly label: number
  readonly probabilities: readonly number[]
  readonly classes: ReportedRun['dataset']['classes']
  /** Of the checkpoint. */
  readonly step: number
}

function answerSentence({ label, probabilities, classes, step }: Answer): string {
  const first = rankedClasses(probabilities, mostClasses).map((place) => `${classes[place] ?? place} ${formatPercent(probabilities[place] ?? 0)}`)
  return phrase('Test image {image} is of the class {name}. After step {step} the network takes these classes for the most probable: {answers}.', { image, name: classes[label] ?? label, step: formatCount(step), answers: first.join(phrase(', ')) })
}

const picturesOf = (pictures: ReportBlockOf<'pictures'>['pictures'], caption: string, shownWidth: number): ReportBlockOf<'pictures'> => ({ block: 'pictures', caption, pictures, shownWidth })

/** Each pixel as a square, so that no program smooths it. */
const enlarged = (picture: PixelImage): PixelImage => enlargedPicture(picture, Math.max(1, Math.round(leastWidth / picture.width)))

function mapsOf({ layer, channels, height, width, maps, lowest, highest }: MapsOfLayer, convolutions: readonly string[]): ReportBlockOf<'pictures'> {
  const size = height * width
  const shown = maps.length / size
  const greyOf = (value: number): number => (highest > lowest ? Math.round((255 * (value - lowest)) / (highest - lowest)) : 0)
  const images = Array.from({ length: shown }, (_, channel) => enlarged({ width, height, channels: 1, pixels: Uint8Array.from(maps.subarray(channel * size, (channel + 1) * size), greyOf) }))
  const rows = Array.from({ length: Math.ceil(shown / mapsInRow) }, (_, row) => images.slice(row * mapsInRow, (row + 1) * mapsInRow))
  const which = shown === channels ? phrase('all {channels}', { channels: formatCounted(channels, 'channel') }) : phrase('the first {shown} of {channels} channels', { shown, channels: formatCount(channels) })
  return picturesOf(
    rows.map((row, place) => pictureOf(pictureGrid(row), phrase('Channels {first} to {last} of {layer}.', { first: place * mapsInRow + 1, last: place * mapsInRow + row.length, layer }), '')),
    phrase('Output of {layer}, convolution {number} of {convolutions}, for the image: {channels}, each {shape}; black is {lowest}, white {highest}.', { layer, number: convolutions.indexOf(layer) + 1, convolutions: convolutions.length, channels: which, shape: formatShape([height, width]), lowest: lowest.toPrecision(3), highest: highest.toPrecision(3) }),
    (rowWidth * Math.min(shown, mapsInRow)) / mapsInRow,
  )
}

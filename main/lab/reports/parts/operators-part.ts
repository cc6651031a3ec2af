// Where a training step of a run spends its time: each layer in each pass, from ONNX Runtime's profile, measured when the report is made.
import { sum } from '@common/statistics/sum'
import { listedWords, withCommas } from '@common/words/listed-words'
import { formatCount, formatCounted, formatPercent, formatStepTime } from '@common/words/format'
import { passWords } from '@common/words/pass-words'
import { phrase } from '@language/phrase'
import { convolutionAlgorithms, timedPasses, type ConvolutionAlgorithm, type LayerTimes, type TimedPass } from '@contract/benchmark/layer-times'
import type { ReportBlockOf, ReportTable } from '@contract/reports/report-block'
import { folded, numberCell, numberColumns, paragraph, textColumns } from '../blocks'
import type { RunPart } from './run-part'

const algorithmWords: Readonly<Record<ConvolutionAlgorithm, string>> = { direct: phrase('directly'), fourier: phrase('by Fourier transforms'), winograd: phrase("by Winograd's transforms") }

/** Layers up to which the table stands open, and bars of the largest chart. */
const [openLayers, mostBars] = [40, 24]

/** A layer, or what belongs to none, whose time is of no pass then. */
interface TimedRow {
  readonly name: string
  readonly passes: Readonly<Record<TimedPass, number>> | null
  readonly seconds: number
}

export const operatorsPart: RunPart = {
  missing: ({ run }) => Promise.resolve(run.device === null || run.device === 'cpu' ? null : phrase('The time of single layers can be measured on the CPU alone, and the run has trained on another device.')),
  blocks: async ({ run: { spec }, sources }) => {
    const times = await sources.engine.ask('layerTimes', { spec, device: 'cpu', networkFolder: sources.folders.networks, use: 'training' })
    const layers = layerRows(times)
    const outside = [[phrase('images § as a row of a table of times'), times.imagesSeconds], [phrase('loss'), times.lossSeconds], [phrase('other operators'), times.otherSeconds]] as const
    const rows = [...layers, ...outside.map(([name, seconds]) => ({ name, passes: null, seconds }))]
    const ways = algorithmSentence(times)
    return [paragraph(sentence(layers, times, spec.batchSize)), ...(ways === '' ? [] : [paragraph(ways)]), barsOf(layers), folded(tableOf(rows, times.totalSeconds), openLayers, phrase('All {layers}', { layers: formatCounted(layers.length, 'layer') }))]
  },
}

/** In the order of the layers; without those that take no time, as they are computed within others. */
function layerRows({ layers }: LayerTimes): readonly TimedRow[] {
  const names = [...new Set(layers.map(({ layer }) => layer))]
  const secondsOf = (name: string, wanted: TimedPass): number => sum(layers.flatMap(({ layer, pass, seconds }) => (layer === name && pass === wanted ? [seconds] : [])))
  return names.map((name) => {
    const passes = { forward: secondsOf(name, 'forward'), backward: secondsOf(name, 'backward'), update: secondsOf(name, 'update') }
    return { name, passes, seconds: sum(Object.values(passes)) }
  })
}

const longestFirst = (rows: readonly TimedRow[]): readonly TimedRow[] => [...rows].sort((a, b) => b.seconds - a.seconds)

function sentence(layers: readonly TimedRow[], { totalSeconds }: LayerTimes, images: number): string {
  const whole = phrase('The operators of one training step of {images} take {time}, measured on the CPU when this report was made; the profiler slows them a little.', { images: formatCounted(images, 'image'), time: formatStepTime(totalSeconds) })
  const [longest] = longestFirst(layers)
  return longest ? phrase('{whole} The most, {share}, is that of {layer}.', { whole, share: formatPercent(longest.seconds / totalSeconds), layer: longest.name }) : whole
}

/** Layers that the sentence about algorithms names by each of them; of more it tells the number. */
const mostNamed = 6

/** `On the CPU the lab computes conv1 directly; conv2 and conv3 by Fourier transforms.` Empty: there are no convolutions. */
function algorithmSentence({ convolutions }: LayerTimes): string {
  const groups = convolutionAlgorithms.flatMap((wanted) => {
    const names = convolutions.flatMap(({ layer, algorithm }) => (algorithm === wanted ? [layer] : []))
    return names.length === 0 ? [] : [phrase('{layers} {algorithm}', { layers: names.length > mostNamed ? formatCounted(names.length, 'convolution') : listedWords(names), algorithm: algorithmWords[wanted] })]
  })
  return groups.length === 0 ? '' : phrase('On the CPU the lab computes {groups}.', { groups: groups.join(phrase('; ')) })
}

function barsOf(layers: readonly TimedRow[]): ReportBlockOf<'chart'> {
  const kept = new Set(longestFirst(layers).slice(0, mostBars))
  const drawn = layers.filter((row) => kept.has(row))
  return {
    block: 'chart',
    caption: drawn.length < layers.length
      ? phrase('Time of a training step in the {drawn} layers of {layers} that take longest, by pass. An activation may be computed within the layer before it.', { drawn: drawn.length, layers: formatCount(layers.length) })
      : phrase('Time of a training step in each layer, by pass. An activation may be computed within the layer before it.'),
    alternative: phrase('Bars of time: {layers}.', { layers: withCommas(longestFirst(drawn).slice(0, 5).map(({ name, seconds }) => `${name} ${formatStepTime(seconds)}`)) }),
    chart: {
      kind: 'bars',
      over: { title: phrase('layer'), names: drawn.map(({ name }) => name) },
      y: { title: phrase('time'), scale: 'linear', kind: 'seconds', shown: [0] },
      isStacked: true,
      series: timedPasses.map((pass) => ({ label: passWords[pass], values: drawn.map(({ passes }) => passes?.[pass] ?? 0) })),
    },
  }
}

function tableOf(rows: readonly TimedRow[], totalSeconds: number): ReportTable {
  const time = (seconds: number | null) => numberCell(seconds === 0 ? null : seconds, formatStepTime)
  const total = { forward: 0, backward: 0, update: 0 }
  for (const { passes } of rows) for (const pass of timedPasses) total[pass] += passes?.[pass] ?? 0
  const cells = ({ name, passes, seconds }: TimedRow) => [{ text: name }, ...timedPasses.map((pass) => time(passes?.[pass] ?? null)), time(seconds), numberCell(seconds / totalSeconds, formatPercent)]
  return {
    block: 'table',
    caption: phrase('Time of the operators of each layer in one training step, and of what belongs to no layer.'),
    columns: [...textColumns(phrase('Layer')), ...numberColumns(phrase('Forward § pass of a training step'), phrase('Backward § pass of a training step'), phrase('Update § pass of a training step'), phrase('Together § sum of times'), phrase('Share § of the time'))],
    rows: [...rows.map(cells), cells({ name: phrase('total'), passes: total, seconds: totalSeconds })],
    totals: [rows.length],
  }
}

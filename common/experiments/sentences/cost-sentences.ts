// Sentences on what a network costs: in which layers its memory and its arithmetic are, where its time goes, and on which side of the ridge its layers lie.
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import { layerGroupTitles } from '@contract/models/network-analysis'
import type { Formats } from '../../words/formats'
import { sum } from '../../statistics/sum'
import { figureOf, rowsWith, timesWords, valuesOf } from './figure-of'

/** The groups that the question is about. */
const asked = ['convolution', 'fullyConnected'] as const
type Asked = (typeof asked)[number]

/** Shares closer than this count as equal. */
const equalShare = 0.05

interface GroupShare {
  readonly convolution: number
  readonly fullyConnected: number
}

/** Null where the part has no such figure yet. */
function sharesOf(results: readonly ResultRow[], part: string, figure: string): GroupShare | null {
  const rows = rowsWith(results, part).filter((row) => typeof row.figures[figure] === 'number')
  const of = (group: string | null): number => sum(rows.flatMap((row) => (group === null || row.values.group === group ? (row.figures[figure] ?? []) : [])))
  const total = of(null)
  return total > 0 ? { convolution: of('convolution') / total, fullyConnected: of('fullyConnected') / total } : null
}

/** The group with the larger share; null where both have about as much. */
function leading({ convolution, fullyConnected }: GroupShare): Asked | null {
  if (Math.abs(convolution - fullyConnected) < equalShare) return null
  return convolution > fullyConnected ? 'convolution' : 'fullyConnected'
}

const other = (group: Asked): Asked => (group === 'convolution' ? 'fullyConnected' : 'convolution')

/** Where memory and arithmetic are, of a part whose rows are groups of layers. */
export function groupsSentence(results: readonly ResultRow[], part: string, network: string, { formatPercent }: Formats): string | null {
  const [memory, arithmetic] = [sharesOf(results, part, 'parameters'), sharesOf(results, part, 'forwardFlops')]
  if (!memory || !arithmetic) return null
  const [holds, computes] = [leading(memory), leading(arithmetic)]
  const shares = (of: GroupShare): string => asked.map((group) => phrase('{what} {share}', { what: layerGroupTitles[group], share: formatPercent(of[group]) })).join(phrase(', '))
  const figures = phrase('parameters: {parameters}; FLOPs of the forward pass: {flops}', { parameters: shares(memory), flops: shares(arithmetic) })
  if (holds === null || computes === null) {
    const [what, rest, leader] = holds === null ? [phrase('parameters'), phrase('FLOPs'), computes] : [phrase('FLOPs'), phrase('parameters'), holds]
    return leader === null
      ? phrase('Convolutions and fully connected layers of {network} have about as many {what}, and as many {rest} ({figures}).', { network, what, rest, figures })
      : phrase('Convolutions and fully connected layers of {network} have about as many {what}, but most of the {rest} are in the {layers} ({figures}).', { network, what, rest, layers: layerGroupTitles[leader], figures })
  }
  return holds === computes
    ? phrase('Parameters and arithmetic of {network} are both mostly in its {layers} ({figures}).', { network, layers: layerGroupTitles[holds], figures })
    : phrase('The parameters of {network} are mostly in its {holding}, its arithmetic in the {computing} ({figures}).', { network, holding: layerGroupTitles[holds], computing: layerGroupTitles[other(holds)], figures })
}

/** Where activations outgrow parameters, of a part whose rows are a network at several batch sizes. */
export function batchMemorySentence(results: readonly ResultRow[], part: string, { formatBytes, formatCount }: Formats): string | null {
  const sizes = valuesOf(results, part, 'batchSize').filter((size) => typeof size === 'number')
  const of = (size: number, figure: string): number | null => figureOf(results, part, figure, { batchSize: size })
  const known = sizes.flatMap((size) => {
    const [parameters, activations, peak] = [of(size, 'parameters'), of(size, 'activationBytes'), of(size, 'trainingPeakBytes')]
    return parameters === null || activations === null || peak === null ? [] : [{ size, parameterBytes: 4 * parameters, activations, peak }]
  })
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return null
  const crossing = known.find(({ parameterBytes, activations }) => activations > parameterBytes)
  const where = crossing === undefined ? phrase('stay below its parameters up to batch size {last}', { last: formatCount(last.size) }) : crossing === first ? phrase('outweigh its parameters at every batch size') : phrase('outweigh its parameters from batch size {crossing} on', { crossing: formatCount(crossing.size) })
  return phrase('The outputs of the layers {where}: parameters take {parameterBytes}, outputs {firstBytes} at batch size {first} and {lastBytes} at {last}; a training step, which need not keep all of them, needs at least {peak} there.', { where, parameterBytes: formatBytes(last.parameterBytes), firstBytes: formatBytes(first.activations), first: formatCount(first.size), lastBytes: formatBytes(last.activations), last: formatCount(last.size), peak: formatBytes(last.peak) })
}

/** Where the measured time goes beside the prediction, of a part whose rows are layers. */
export function timeSentence(results: readonly ResultRow[], part: string, words: string, { formatPercent }: Formats): string | null {
  const measured = sharesOf(results, part, 'seconds')
  if (!measured) return null
  const predicted = sharesOf(results, part, 'predictedSeconds')
  const share = (group: Asked): string => predicted ? phrase('{measured} (predicted: {predicted})', { measured: formatPercent(measured[group]), predicted: formatPercent(predicted[group]) }) : formatPercent(measured[group])
  const leader = leading(measured)
  const figures = phrase('convolutions {convolutions}, fully connected layers {fullyConnected}', { convolutions: share('convolution'), fullyConnected: share('fullyConnected') })
  const agrees = predicted === null ? '' : leader === leading(predicted) ? phrase(', as the roofline predicts') : phrase(', which the roofline does not predict')
  if (leader === null) return phrase('{step} convolutions and fully connected layers take about as much of the measured time{agrees}: {figures}.', { step: words, agrees, figures })
  return phrase('{step} the {layers} take most of the measured time{agrees}: {figures}.', { step: words, layers: layerGroupTitles[leader], agrees, figures })
}

interface RidgePart {
  readonly part: string
  /** E.g. `layers in training at batch size 32`. */
  readonly words: string
}

/** How many layers lie below the ridge in each use. */
export function ridgeSentence(results: readonly ResultRow[], parts: readonly RidgePart[]): string | null {
  const counted = parts.flatMap(({ part, words }) => {
    const rows = rowsWith(results, part).filter(({ figures }) => typeof figures.intensity === 'number' && typeof figures.ridge === 'number')
    const isBelow = ({ figures: { intensity, ridge } }: ResultRow): boolean => (intensity ?? 0) < (ridge ?? 0)
    if (rows.length === 0) return []
    const connected = rows.filter(({ values }) => values.group === 'fullyConnected')
    const below = connected.filter(isBelow).length
    const side = connected.length === 0 ? '' : below === connected.length ? phrase(', all fully connected ones among them') : below === 0 ? phrase(', no fully connected one among them') : phrase(', {below} of {connected} fully connected ones among them', { below, connected: connected.length })
    return [{ words: phrase('{below} of {all} {layers}{side}', { below: rows.filter(isBelow).length, all: rows.length, layers: words, side }), ridge: rows[0]?.figures.ridge ?? 0 }]
  })
  const [first] = counted
  if (!first) return null
  return phrase("This machine's arithmetic and bandwidth meet at {ridge} FLOP per byte; below that, layers wait for memory: {counted}.", { ridge: Number(first.ridge.toPrecision(2)), counted: counted.map(({ words }) => words).join(phrase('; ')) })
}

/** What whole training steps take beside what was predicted, at the largest batch size. */
export function stepSentence(results: readonly ResultRow[], part: string, network: string, { formatStepTime, formatBytes, formatCount }: Formats): string | null {
  const size = valuesOf(results, part, 'batchSize').at(-1)
  if (typeof size !== 'number') return null
  const of = (figure: string): number | null => figureOf(results, part, figure, { batchSize: size, use: 'training' })
  const [seconds, memory, predictedMemory] = [of('stepSeconds'), of('peakRssBytes'), of('predictedRssBytes')]
  const [compiled, byLayers] = [of('predictedCompiledSeconds'), of('predictedStepSeconds')]
  const predicted = compiled ?? byLayers
  if (seconds === null || memory === null) return null
  const termByTerm = compiled === null || byLayers === null ? '' : phrase('; convolutions term by term would take {seconds}', { seconds: formatStepTime(byLayers) })
  const time = predicted === null ? '' : phrase(', {times} what the roofline predicts ({predicted}{termByTerm})', { times: timesWords(seconds / predicted), predicted: formatStepTime(predicted), termByTerm })
  const room = predictedMemory === null ? '' : phrase(', predicted {predictedMemory}', { predictedMemory: formatBytes(predictedMemory) })
  return phrase('A training step of {network} at batch size {size} took {seconds}{time}, and {memory} of memory{room}.', { network, size: formatCount(size), seconds: formatStepTime(seconds), time, memory: formatBytes(memory), room })
}

// Sentences on networks beside each other: where their parameters are, how much they compute with each byte, and whether speed follows from arithmetic.
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import { modelInfo, modelNameSchema } from '@contract/models/zoo'
import type { ImagenetResult } from '../../published/imagenet-results'
import type { Formats } from '../../words/formats'
import { figureOf, timesWords, valuesOf } from './figure-of'
import { listedWords } from '../../words/listed-words'

/** Title of a network of the zoo; another name as it is. */
export function networkWords(network: unknown): string {
  const name = modelNameSchema.safeParse(network)
  return name.success ? modelInfo(name.data).title : String(network)
}

interface NetworkFigure {
  readonly network: string
  readonly value: number
}

function figuresOf(results: readonly ResultRow[], part: string, figure: string, values: ResultRow['values'] = {}): readonly NetworkFigure[] {
  return valuesOf(results, part, 'network').flatMap((network) => {
    const value = figureOf(results, part, figure, { ...values, network })
    return value === null ? [] : [{ network: String(network), value }]
  })
}

/** Amounts that differ by less than this factor count as equal. */
const equalFactor = 1.1

interface Comparison {
  readonly part: string
  /** The network that the others stand beside. */
  readonly base: string
}

/** Whether the fully connected layers of the network hold a larger part of its parameters than those of the others. */
export function parameterShareSentence(results: readonly ResultRow[], { part, base }: Comparison, { formatPercent }: Formats): string | null {
  const shares = figuresOf(results, part, 'convolutionParameters').map(({ network, value }) => ({ network, value: 1 - value }))
  const own = shares.find(({ network }) => network === base)
  const others = shares.filter(({ network }) => network !== base)
  if (!own || others.length === 0) return null
  const words = ({ network, value }: NetworkFigure): string => `${networkWords(network)} ${formatPercent(value)}`
  const above = others.filter(({ value }) => value >= own.value - 0.02)
  const claim = above.length === 0 ? phrase('more than any of the networks beside it') : above.length === others.length ? phrase('no more than the networks beside it') : phrase('more than all but {networks}', { networks: listedWords(above.map(({ network }) => networkWords(network))) })
  return phrase('{network} keeps {share} of its parameters outside convolutions, {claim} ({others}).', { network: networkWords(base), share: formatPercent(own.value), claim, others: others.map(words).join(phrase(', ')) })
}

/** How much the network computes with a byte in inference, beside those that compute less, as much and more. */
export function intensitySentence(results: readonly ResultRow[], { part, base }: Comparison, scope: string): string | null {
  const found = [...figuresOf(results, part, 'inferenceIntensity')].sort((a, b) => a.value - b.value)
  const own = found.find(({ network }) => network === base)
  const others = found.filter(({ network }) => network !== base)
  if (!own || others.length === 0) return null
  const number = (value: number): string => String(Number(value.toPrecision(2)))
  const those = (words: (networks: string) => string, is: (ratio: number) => boolean): string[] => {
    const networks = others.filter(({ value }) => is(value / own.value))
    return networks.length === 0 ? [] : [words(listedWords(networks.map(({ network, value }) => phrase('{network} ({value})', { network: networkWords(network), value: number(value) }))))]
  }
  const sides = [
    ...those((networks) => phrase('less than {networks}', { networks }), (ratio) => ratio > equalFactor),
    ...those((networks) => phrase('about as much as {networks}', { networks }), (ratio) => ratio <= equalFactor && ratio >= 1 / equalFactor),
    ...those((networks) => phrase('more than {networks}', { networks }), (ratio) => ratio < 1 / equalFactor),
  ]
  return phrase('{network} does {value} FLOP with each byte {scope}: {sides}.', { network: networkWords(base), value: number(own.value), scope, sides: sides.join(phrase(', ')) })
}

/** Whether fewer multiply-adds mean more images per second: the network with the fewest beside the one that was the fastest. */
export function speedSentence(results: readonly ResultRow[], costPart: string, speedPart: string, { formatRate }: Formats): string | null {
  const cost = new Map(figuresOf(results, costPart, 'multiplyAdds').map(({ network, value }) => [network, value]))
  const speeds = [...figuresOf(results, speedPart, 'imagesPerSecond', { use: 'training' })].filter(({ network }) => cost.has(network)).sort((a, b) => b.value - a.value)
  const cheapest = [...speeds].sort((a, b) => (cost.get(a.network) ?? 0) - (cost.get(b.network) ?? 0))[0]
  const [fastest] = speeds
  if (!fastest || !cheapest || speeds.length < 2) return null
  if (fastest === cheapest) return phrase('{network} has the fewest multiply-adds and trained fastest here, at {fastest} images per second.', { network: networkWords(fastest.network), fastest: formatRate(fastest.value) })
  const [work, speed] = [(cost.get(fastest.network) ?? 0) / (cost.get(cheapest.network) ?? 1), fastest.value / cheapest.value]
  const named = { faster: networkWords(fastest.network), cheaper: networkWords(cheapest.network), work: timesWords(work), fasterRate: formatRate(fastest.value), cheaperRate: formatRate(cheapest.value) }
  return speed < equalFactor
    ? phrase('Multiply-adds alone do not tell the speed: {faster} has {work} those of {cheaper}, and trained no slower than it here ({fasterRate} against {cheaperRate} images per second).', named)
    : phrase('Multiply-adds alone do not tell the speed: {faster} has {work} those of {cheaper}, and trained {speed} as fast as it here ({fasterRate} against {cheaperRate} images per second).', { ...named, speed: timesWords(speed) })
}

/** The published accuracy of the network beside that of the others, and what that accuracy costs. */
export function publishedAccuracySentence(results: readonly ImagenetResult[], base: string, { formatPercent }: Formats): string | null {
  const own = results.find(({ network }) => network === base)
  if (!own) return null
  const better = results.filter(({ network, top1, multiplyAdds }) => network !== base && top1 > own.top1 && multiplyAdds <= own.multiplyAdds)
  const [best] = [...better].sort((a, b) => b.top1 - a.top1)
  if (!best) return phrase('By published figures, no network beside {base} is more accurate on ImageNet with as few multiply-adds.', { base: networkWords(base) })
  return phrase("By published figures (torchvision), {network} is right on {share} of ImageNet's validation images with {multiplyAdds} times the multiply-adds of {base}, which is right on {baseShare}.", { network: networkWords(best.network), share: formatPercent(best.top1), multiplyAdds: Number((best.multiplyAdds / own.multiplyAdds).toPrecision(2)), base: networkWords(base), baseShare: formatPercent(own.top1) })
}

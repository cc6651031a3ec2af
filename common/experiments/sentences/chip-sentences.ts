// Sentences on a chip of the reader's design: how far it is from the best one that a search finds, what it lacks, and how the best changes with the batch.
import type { Use } from '@contract/benchmark/layer-times'
import type { ChipBudget } from '@contract/experiments/analysis'
import type { ResultRow } from '@contract/experiments/result-row'
import { resources, resourceWords } from '../../roofline/gains'
import type { Formats } from '../../words/formats'
import { chipNames } from '../definitions/chip-names'
import { rowsWith, timesWords, valuesOf } from './figure-of'
import { listedWords } from '../../words/listed-words'

/** Above this share of the best speed a design counts as the best. */
const asGood = 0.99

/** Amounts that differ from the best design's by less than this factor are not told of. */
const muchMore = 1.25

const chipOf = (results: readonly ResultRow[], use: Use, batchSize: number, chip: string): ResultRow['figures'] | null => rowsWith(results, use, { batchSize, chip })[0]?.figures ?? null

/** How far the design is from the best one for the same area and power. @param use also the name of the part */
export function scoreSentence(results: readonly ResultRow[], use: Use, batchSize: number, { squareMillimetres, watts }: ChipBudget, { formatRate, formatPercent, formatCount }: Formats): string | null {
  const [own, best] = [chipOf(results, use, batchSize, chipNames.own), chipOf(results, use, batchSize, chipNames.best)]
  if (!own || typeof own.imagesPerSecond !== 'number') return null
  const at = `in ${use} at batch size ${formatCount(batchSize)}`
  if (own.isAllowed === 0) {
    return `Your design takes ${formatCount(own.squareMillimetres ?? 0)} mm² and ${formatCount(own.watts ?? 0)} W, more than the ${formatCount(squareMillimetres)} mm² and ${formatCount(watts)} W that there are; its ${formatRate(own.imagesPerSecond)} images per second ${at} do not count.`
  }
  if (typeof best?.imagesPerSecond !== 'number' || typeof own.shareOfBest !== 'number') return null
  if (own.shareOfBest >= asGood) return `Your design is as good as the best that a search finds for ${formatCount(squareMillimetres)} mm² and ${formatCount(watts)} W: ${formatRate(own.imagesPerSecond)} images per second ${at}.`
  return `Your design reaches ${formatRate(own.imagesPerSecond)} images per second ${at}, ${formatPercent(own.shareOfBest)} of the ${formatRate(best.imagesPerSecond)} of the best that a search finds for ${formatCount(squareMillimetres)} mm² and ${formatCount(watts)} W.`
}

/** What the design has more and less of than the best one. */
export function amountsSentence(results: readonly ResultRow[], use: Use, batchSize: number, { formatPercent }: Formats): string | null {
  const [own, best] = [chipOf(results, use, batchSize, chipNames.own), chipOf(results, use, batchSize, chipNames.best)]
  if (!own || !best || (own.isAllowed === 1 && (own.shareOfBest ?? 0) >= asGood)) return null
  const ratios = resources.flatMap((resource) => {
    const [have, want] = [own[resource], best[resource]]
    return typeof have === 'number' && typeof want === 'number' && want > 0 ? [{ resource, ratio: have / want }] : []
  })
  const told = (isMore: boolean): string[] =>
    ratios.filter(({ ratio }) => (isMore ? ratio > muchMore : ratio < 1 / muchMore)).map(({ resource, ratio }) => `${resourceWords[resource]} (${timesWords(isMore ? ratio : 1 / ratio)} ${isMore ? 'as much' : 'less'})`)
  const [more, less] = [told(true), told(false)]
  if (more.length + less.length === 0) return null
  const parts = [...(more.length > 0 ? [`more ${listedWords(more)}`] : []), ...(less.length > 0 ? [`less ${listedWords(less)}`] : [])]
  const waits = typeof best.computeShare === 'number' ? ` The best spends ${formatPercent(best.computeShare)} of its time on arithmetic, the rest on memory.` : ''
  return `Compared with the best, yours has ${parts.join(', and ')}.${waits}`
}

/** How the best design changes from the smallest to the largest batch: bandwidth for each FLOP/s. */
export function batchSentence(results: readonly ResultRow[], use: Use, { formatCount }: Formats): string | null {
  const sizes = valuesOf(results, use, 'batchSize').filter((size) => typeof size === 'number')
  const [small, large] = [sizes[0], sizes.at(-1)]
  if (small === undefined || large === undefined || small === large) return null
  const balance = (size: number): number | null => {
    const best = chipOf(results, use, size, chipNames.best)
    return typeof best?.bytesPerSecond === 'number' && typeof best.flopsPerSecond === 'number' ? best.bytesPerSecond / best.flopsPerSecond : null
  }
  const [first, last] = [balance(small), balance(large)]
  if (first === null || last === null) return null
  const ratio = first / last
  const sizesWords = `batch size ${formatCount(small)}`
  if (ratio < muchMore && ratio > 1 / muchMore) return `For ${use} the best design has about the same bandwidth for each FLOP/s at ${sizesWords} as at ${formatCount(large)}.`
  const [more, size] = ratio > 1 ? [ratio, small] : [1 / ratio, large]
  return `For ${use} the best design has ${timesWords(more)} as much bandwidth for each FLOP/s at batch size ${formatCount(size)} as at ${formatCount(size === small ? large : small)}.`
}

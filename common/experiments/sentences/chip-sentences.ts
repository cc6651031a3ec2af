// Sentences on a chip of the reader's design: how far it is from the best one that a search finds, what it lacks, and how the best changes with the batch.
import { phrase } from '@language/phrase'
import type { Use } from '@contract/benchmark/layer-times'
import type { ChipBudget } from '@contract/experiments/analysis'
import type { ResultRow } from '@contract/experiments/result-row'
import { resources, resourceWords } from '../../roofline/gains'
import type { Formats } from '../../words/formats'
import { chipNames } from '../definitions/chip-names'
import { useWords } from '../row-value-words'
import { rowsWith, timesWords, valuesOf } from './figure-of'
import { listedWords } from '../../words/listed-words'
import { betweenSentences } from '../../words/sentences'

/** Above this share of the best speed a design counts as the best. */
const asGood = 0.99

/** Amounts that differ from the best design's by less than this factor are not told of. */
const muchMore = 1.25

const chipOf = (results: readonly ResultRow[], use: Use, batchSize: number, chip: string): ResultRow['figures'] | null => rowsWith(results, use, { batchSize, chip })[0]?.figures ?? null

/** How far the design is from the best one for the same area and power. @param use also the name of the part */
export function scoreSentence(results: readonly ResultRow[], use: Use, batchSize: number, { squareMillimetres, watts }: ChipBudget, { formatRate, formatPercent, formatCount }: Formats): string | null {
  const [own, best] = [chipOf(results, use, batchSize, chipNames.own), chipOf(results, use, batchSize, chipNames.best)]
  if (!own || typeof own.imagesPerSecond !== 'number') return null
  const at = phrase('in {use} at batch size {batchSize}', { use: useWords[use], batchSize: formatCount(batchSize) })
  if (own.isAllowed === 0) {
    return phrase('Your design takes {squareMillimetres} mm² and {watts} W, more than the {mostSquareMillimetres} mm² and {mostWatts} W that there are; its {imagesPerSecond} images per second {at} do not count.', { squareMillimetres: formatCount(own.squareMillimetres ?? 0), watts: formatCount(own.watts ?? 0), mostSquareMillimetres: formatCount(squareMillimetres), mostWatts: formatCount(watts), imagesPerSecond: formatRate(own.imagesPerSecond), at })
  }
  if (typeof best?.imagesPerSecond !== 'number' || typeof own.shareOfBest !== 'number') return null
  if (own.shareOfBest >= asGood) return phrase('Your design is as good as the best that a search finds for {squareMillimetres} mm² and {watts} W: {imagesPerSecond} images per second {at}.', { squareMillimetres: formatCount(squareMillimetres), watts: formatCount(watts), imagesPerSecond: formatRate(own.imagesPerSecond), at })
  return phrase('Your design reaches {imagesPerSecond} images per second {at}, {shareOfBest} of the {bestImagesPerSecond} of the best that a search finds for {squareMillimetres} mm² and {watts} W.', { imagesPerSecond: formatRate(own.imagesPerSecond), at, shareOfBest: formatPercent(own.shareOfBest), bestImagesPerSecond: formatRate(best.imagesPerSecond), squareMillimetres: formatCount(squareMillimetres), watts: formatCount(watts) })
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
    ratios.filter(({ ratio }) => (isMore ? ratio > muchMore : ratio < 1 / muchMore)).map(({ resource, ratio }) => (isMore ? phrase('{resource} ({times} as much)', { resource: resourceWords[resource], times: timesWords(ratio) }) : phrase('{resource} ({times} less)', { resource: resourceWords[resource], times: timesWords(1 / ratio) })))
  const [more, less] = [told(true), told(false)]
  if (more.length + less.length === 0) return null
  const compared =
    less.length === 0
      ? phrase('Compared with the best, yours has more {more}.', { more: listedWords(more) })
      : more.length === 0
        ? phrase('Compared with the best, yours has less {less}.', { less: listedWords(less) })
        : phrase('Compared with the best, yours has more {more}, and less {less}.', { more: listedWords(more), less: listedWords(less) })
  const waits = typeof best.computeShare === 'number' ? [phrase('The best spends {computeShare} of its time on arithmetic, the rest on memory.', { computeShare: formatPercent(best.computeShare) })] : []
  return [compared, ...waits].join(betweenSentences)
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
  if (ratio < muchMore && ratio > 1 / muchMore) return phrase('For {use} the best design has about the same bandwidth for each FLOP/s at batch size {small} as at {large}.', { use: useWords[use], small: formatCount(small), large: formatCount(large) })
  const [more, size] = ratio > 1 ? [ratio, small] : [1 / ratio, large]
  return phrase('For {use} the best design has {times} as much bandwidth for each FLOP/s at batch size {size} as at {other}.', { use: useWords[use], times: timesWords(more), size: formatCount(size), other: formatCount(size === small ? large : small) })
}

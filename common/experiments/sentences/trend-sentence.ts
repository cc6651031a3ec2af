// One sentence on how a figure goes with a setting: it rises, it falls, it is best in between, or so few runs cannot tell.
import type { Formats } from '../../words/formats'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { RowGroup } from '../row-groups'
import { differenceOf, isToldBetter, type Difference } from './difference'
import { rangeWords } from './effect-sentence'
import { mostWords, wordsOf, type SentenceFigure } from './figure-words'
import { finishedMean, ranked } from './finished-values'
import { listedWords } from '../../words/listed-words'
import { capital } from '../../words/capital'
import { betweenSentences } from '../../words/sentences'

export interface TrendQuestion {
  readonly figure: SentenceFigure
  readonly groups: readonly RowGroup[]
  /** Where a setting stands on the axis; null: nowhere. */
  readonly at: (values: ResultRow['values']) => number | null
  /** A place of the axis in words, e.g. `batch size 64`. */
  readonly wordsOf: (place: number) => string
  /** What is trained, where sentences on several stand together, e.g. `with the learning rate kept`. */
  readonly scope?: string
}

interface Place {
  readonly at: number
  readonly group: RowGroup
  readonly mean: number
}

/** @returns null where fewer than two places have a finished run */
export function trendSentence(question: TrendQuestion, formats: Formats): string | null {
  const { figure } = question
  const places = placesOf(question)
  const [first, last] = [places[0], places.at(-1)]
  if (!first || !last || places.length < 2) return null
  const ends = differenceOf(figure, first.group, last.group)
  const best = bestPlace(places, figure)
  const isInside = best !== undefined && best !== first && best !== last
  if (isInside && isToldBetter(figure, first.group, best.group) && isToldBetter(figure, last.group, best.group)) return optimumSentence(question, { places, first, last, best }, formats)
  return ends?.isTold ? slopeSentence(question, { first, last, ends }, formats) : untoldSentence(question, { first, last, best }, formats)
}

/** In the order of the axis, those that have a finished run. */
function placesOf({ figure, groups, at: placeOf }: TrendQuestion): readonly Place[] {
  const places = groups.flatMap((group) => {
    const [at, mean] = [placeOf(group.values), finishedMean(group, figure)]
    return at === null || mean === null ? [] : [{ at, group, mean: mean.mean }]
  })
  return places.sort((a, b) => a.at - b.at)
}

function bestPlace(places: readonly Place[], figure: SentenceFigure): Place | undefined {
  const best = ranked(places.map(({ group }) => group), figure, wordsOf(figure).better)[0]
  return places.find(({ group }) => group === best?.group)
}

const begun = ({ scope }: TrendQuestion, words: string): string => capital(scope === undefined ? words : phrase('{scope}, {words}', { scope, words }))

function optimumSentence(question: TrendQuestion, { places, first, last, best }: { places: readonly Place[]; first: Place; last: Place; best: Place }, formats: Formats): string {
  const { figure, wordsOf: placeWords } = question
  const { noun, better, read } = wordsOf(figure)
  const valueAt = ({ at, mean }: Place): string => phrase('{place} ({value})', { place: placeWords(at), value: read(mean, formats) })
  const untold = places.filter((place) => place !== best && !differenceOf(figure, place.group, best.group)?.isTold)
  const close = untold.length === 0 ? [] : [phrase('From so few runs it cannot be told from {places}.', { places: listedWords(untold.map(valueAt)) })]
  const told = { noun, best: valueAt(best), first: valueAt(first), last: valueAt(last) }
  const optimum = better === 'higher' ? phrase('the {noun} is highest at {best}, and lower towards both ends, {first} and {last}.', told) : phrase('the {noun} is lowest at {best}, and higher towards both ends, {first} and {last}.', told)
  return [begun(question, optimum), ...close].join(betweenSentences)
}

function slopeSentence(question: TrendQuestion, { first, last, ends }: { first: Place; last: Place; ends: Difference }, formats: Formats): string {
  const { figure, wordsOf: placeWords } = question
  const { noun, read } = wordsOf(figure)
  const told = { noun, firstValue: read(first.mean, formats), first: placeWords(first.at), lastValue: read(last.mean, formats), last: placeWords(last.at), range: rangeWords(figure, ends) }
  const slope = ends.difference > 0
    ? phrase('the {noun} rises from {firstValue} at {first} to {lastValue} at {last} (95 % interval of the difference: {range}).', told)
    : phrase('the {noun} falls from {firstValue} at {first} to {lastValue} at {last} (95 % interval of the difference: {range}).', told)
  return begun(question, slope)
}

function untoldSentence(question: TrendQuestion, { first, last, best }: { first: Place; last: Place; best: Place | undefined }, formats: Formats): string {
  const { figure, wordsOf: placeWords } = question
  const { noun, better, read } = wordsOf(figure)
  const told = { noun, first: placeWords(first.at), last: placeWords(last.at) }
  return begun(question, best === undefined
    ? phrase('whether the {noun} rises or falls from {first} to {last} cannot be told from so few runs.', told)
    : phrase('whether the {noun} rises or falls from {first} to {last} cannot be told from so few runs; the {most} mean is {value}, at {best}.', { ...told, most: mostWords[better], value: read(best.mean, formats), best: placeWords(best.at) }))
}

/**
 * What was measured along an axis, without a claim beyond the measured values: for time and memory, which hang on the machine and not on the seed.
 * @returns null where fewer than two places have a finished run
 */
export function measuredSentence(question: TrendQuestion, formats: Formats): string | null {
  const { figure, wordsOf: placeWords } = question
  const { noun, better, read } = wordsOf(figure)
  const places = placesOf(question)
  const [first, last] = [places[0], places.at(-1)]
  if (!first || !last || places.length < 2) return null
  const best = bestPlace(places, figure)
  const told = { noun, firstValue: read(first.mean, formats), first: placeWords(first.at), lastValue: read(last.mean, formats), last: placeWords(last.at) }
  return begun(question, best === undefined || best === first || best === last
    ? phrase('the {noun} was {firstValue} at {first} and {lastValue} at {last}.', told)
    : phrase('the {noun} was {firstValue} at {first} and {lastValue} at {last}, and {most} at {best} with {bestValue}.', { ...told, most: mostWords[better], best: placeWords(best.at), bestValue: read(best.mean, formats) }))
}

// One sentence on how a figure goes with a setting: it rises, it falls, it is best in between, or so few runs cannot tell.
import type { Formats } from '../../words/formats'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { RowGroup } from '../row-groups'
import { differenceOf, isToldBetter, type Difference } from './difference'
import { rangeWords } from './effect-sentence'
import { wordsOf, type SentenceFigure } from './figure-words'
import { finishedMean, ranked } from './finished-values'
import { listedWords } from '../../words/listed-words'
import { capital } from '../../words/capital'

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

const begun = ({ scope }: TrendQuestion, words: string): string => capital(scope === undefined ? words : `${scope}, ${words}`)

function optimumSentence(question: TrendQuestion, { places, first, last, best }: { places: readonly Place[]; first: Place; last: Place; best: Place }, formats: Formats): string {
  const { figure, wordsOf: placeWords } = question
  const { noun, better, read } = wordsOf(figure)
  const valueAt = ({ at, mean }: Place): string => `${placeWords(at)} (${read(mean, formats)})`
  const [most, less] = better === 'higher' ? ['highest', 'lower'] : ['lowest', 'higher']
  const untold = places.filter((place) => place !== best && !differenceOf(figure, place.group, best.group)?.isTold)
  const close = untold.length === 0 ? '' : phrase(' From so few runs it cannot be told from {untold}.', { untold: listedWords(untold.map(valueAt)) })
  return `${begun(question, phrase('the {noun} is {most} at {valueAt}, and {less} towards both ends, {valueAt2} and {valueAt3}.', { noun, most, valueAt: valueAt(best), less, valueAt2: valueAt(first), valueAt3: valueAt(last) }))}${close}`
}

function slopeSentence(question: TrendQuestion, { first, last, ends }: { first: Place; last: Place; ends: Difference }, formats: Formats): string {
  const { figure, wordsOf: placeWords } = question
  const { noun, read } = wordsOf(figure)
  const goes = ends.difference > 0 ? 'rises' : 'falls'
  return begun(question, phrase('the {noun} {goes} from {read} at {at} to {read2} at {at2} (95 % interval of the difference: {figure}).', { noun, goes, read: read(first.mean, formats), at: placeWords(first.at), read2: read(last.mean, formats), at2: placeWords(last.at), figure: rangeWords(figure, ends) }))
}

function untoldSentence(question: TrendQuestion, { first, last, best }: { first: Place; last: Place; best: Place | undefined }, formats: Formats): string {
  const { figure, wordsOf: placeWords } = question
  const { noun, better, read } = wordsOf(figure)
  const most = better === 'higher' ? 'highest' : 'lowest'
  const at = best === undefined ? '' : phrase('; the {most} mean is {read}, at {at}', { most, read: read(best.mean, formats), at: placeWords(best.at) })
  return begun(question, phrase('whether the {noun} rises or falls from {at} to {at2} cannot be told from so few runs{at3}.', { noun, at: placeWords(first.at), at2: placeWords(last.at), at3: at }))
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
  const most = better === 'higher' ? 'highest' : 'lowest'
  const inside = best === undefined || best === first || best === last ? '' : phrase(', and {most} at {at} with {read}', { most, at: placeWords(best.at), read: read(best.mean, formats) })
  return begun(question, phrase('the {noun} was {read} at {at} and {read2} at {at2}{inside}.', { noun, read: read(first.mean, formats), at: placeWords(first.at), read2: read(last.mean, formats), at2: placeWords(last.at), inside }))
}

// What the numbers of a comparison say: runs paired image by image, and settings over their seeds.
import { phrase } from '@language/phrase'
import { groupComparison } from '../conclusions/group-comparison'
import { pairedComparison } from '../conclusions/paired-comparison'
import type { Formats } from '../words/formats'
import type { NamedRun, NamedSet } from './compared-runs'
import type { PairedEvaluations } from './paired-evaluations'

/** @param paired null: the two were not evaluated on the same images */
export function pairWords(first: Pick<NamedRun, 'letter'>, second: Pick<NamedRun, 'letter'>, paired: PairedEvaluations | null, formats: Formats): string {
  if (!paired) return phrase('{second} was not evaluated on the same images as {first}, so their answers cannot be paired.', { second: second.letter, first: first.letter })
  return pairedComparison({ first: first.letter, second: second.letter, ...paired }, formats)
}

/** Settings with their seeds, each compared with the first; empty where there is one setting, or none has several seeds. */
export function seedWords(sets: readonly NamedSet[], formats: Formats): readonly { readonly key: string; readonly words: string }[] {
  if (sets.length < 2 || sets.every(({ members }) => members.length < 2)) return []
  const groups = sets.map(({ key, name, members }) => ({ key, name, accuracies: members.flatMap(({ run }) => run.testAccuracy ?? []) }))
  const [first, ...others] = groups
  return first ? others.map((second) => ({ key: second.key, words: groupComparison(first, second, formats) })).filter(({ words }) => words !== '') : []
}

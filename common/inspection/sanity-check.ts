// How much a map depends on what was learnt: the map of the trained weights beside that of random ones (Adebayo et al. 2018, Sanity Checks for Saliency Maps, arXiv:1810.03292).
import { phrase } from '@language/phrase'
import { rankCorrelation } from '../statistics/rank-correlation'
import { mapFigure, type ExplanationMap } from './explanation-map'

/** Rank correlation of the sizes of both maps' values; null where one map is the same everywhere. @param random a map of the same size */
export const mapLikeness = (trained: ExplanationMap, random: ExplanationMap): number | null => rankCorrelation(trained.values.map(Math.abs), random.values.map(Math.abs))

/** From the largest likeness down. */
const verdicts: readonly { readonly from: number; readonly words: string }[] = [
  { from: 0.6, words: phrase('Both maps are alike: this method shows the image far more than what the network has learnt. Do not read this map as a reason for the answer.') },
  { from: 0.3, words: phrase('Both maps are somewhat alike: part of what this map shows comes from the image and the shape of the network, not from what it has learnt. Read it with care.') },
  { from: -Infinity, words: phrase('The maps differ: what this map shows depends on what the network has learnt.') },
]

/** How alike both maps are, and what follows. */
export function sanitySentence(likeness: number | null): string {
  if (likeness === null) return phrase('The maps cannot be compared: one of them has the same value everywhere.')
  const verdict = verdicts.find(({ from }) => likeness >= from)?.words ?? ''
  return phrase('{verdict} Rank correlation of the absolute values (Spearman): {correlation}; 1 is the same order, 0 none in common.', { verdict, correlation: mapFigure(Number(likeness.toFixed(2))) })
}

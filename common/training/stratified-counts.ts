// How many images of each class a stratified share takes.
import { sum } from '../statistics/sum'
import { sharedImages } from './used-images'

/**
 * A class of n images gives floor(n * share) or one more: the images that are missing to the rounded share of all come from the classes with the largest remainders (Hamilton's method). The
 * last image of a class is never taken, so the rest has every class.
 * @param counts images of each class
 */
export function stratifiedCounts(counts: readonly number[], share: number): readonly number[] {
  const quotas = counts.map((count, label) => {
    const exact = count * share
    const whole = Math.max(0, Math.min(Math.floor(exact + rounding), count - 1))
    return { label, whole, remainder: exact - whole, canGiveOneMore: whole + 1 < count }
  })
  const missing = sharedImages(sum(counts), share) - sum(quotas.map(({ whole }) => whole))
  const byRemainder = quotas.filter(({ canGiveOneMore }) => canGiveOneMore).sort((a, b) => b.remainder - a.remainder || a.label - b.label)
  const oneMore = new Set(byRemainder.slice(0, Math.max(0, missing)).map(({ label }) => label))
  return quotas.map(({ label, whole }) => whole + (oneMore.has(label) ? 1 : 0))
}

/** Products that are whole numbers may come out a little smaller: 0.29 * 100 is 28.999999999999996. */
const rounding = 1e-9

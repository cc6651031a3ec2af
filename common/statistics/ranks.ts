// Ranks of values.

/** The place of each value in rising order, from 0; equal values share the middle of their places. */
export function ranksOf<Value>(values: Iterable<Value>): Map<Value, number> {
  const ranks = new Map<Value, number>()
  let first = 0
  const sorted = [...values].sort((a, b) => Number(a) - Number(b))
  for (const [place, value] of sorted.entries()) {
    if (value !== sorted[first]) first = place
    ranks.set(value, (first + place) / 2)
  }
  return ranks
}

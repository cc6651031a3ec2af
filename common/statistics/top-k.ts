// Top-k accuracy: the share of images whose class is among the k most probable.

/** How many classes stand before a class, by their scores; of equal scores the class with the smaller number stands first. 0: it is the answer. */
export function rankOf(scores: ArrayLike<number>, label: number): number {
  const own = scores[label] ?? NaN
  let rank = 0
  for (let other = 0; other < scores.length; other++) {
    const score = scores[other] ?? NaN
    if (score > own || (score === own && other < label)) rank += 1
  }
  return rank
}

/** @param ranks of the images' own classes; see {@link rankOf} */
export function topKCount(ranks: Uint16Array, k: number): number {
  return ranks.reduce((count, rank) => count + (rank < k ? 1 : 0), 0)
}

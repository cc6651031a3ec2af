// The class that a network answers.

/** The class with the highest probability; of equal ones that with the smaller number. */
export function likeliest(probabilities: ArrayLike<number>): number {
  let best = 0
  for (let label = 1; label < probabilities.length; label++) {
    if ((probabilities[label] ?? 0) > (probabilities[best] ?? 0)) best = label
  }
  return best
}

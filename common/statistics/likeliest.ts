// The class that a network answers.

/** The class with the highest probability; of equal ones that with the smaller number. @param probabilities of every class, or the logits, which have the same order */
export function likeliest(probabilities: ArrayLike<number>): number {
  let best = 0
  for (let label = 1; label < probabilities.length; label++) {
    if ((probabilities[label] ?? 0) > (probabilities[best] ?? 0)) best = label
  }
  return best
}

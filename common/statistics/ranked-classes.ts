// The classes that a network takes for the most probable.

/** The first `count` classes, the most probable first; of equal ones that with the smaller number first. */
export function rankedClasses(probabilities: ArrayLike<number>, count: number): readonly number[] {
  return Array.from({ length: probabilities.length }, (_, label) => label)
    .sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0) || a - b)
    .slice(0, count)
}

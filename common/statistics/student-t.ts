// Student's t distribution, for means of a few values: seeds, repetitions.
// Student, "The Probable Error of a Mean", Biometrika 6(1), 1908; as incomplete beta function: Abramowitz and Stegun 26.7.1.
import { incompleteBeta } from './incomplete-beta'

/** Probability that a variable with so many degrees of freedom lies farther from 0 than t, on either side. */
export function beyondT(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
}

/** How far from 0 an interval reaches that holds the variable with a confidence, by bisection; 4.303 for 0.95 and 2 degrees of freedom. */
export function reachOfT(confidence: number, degrees: number): number {
  const outside = 1 - confidence
  let [low, high] = [0, 1]
  while (beyondT(high, degrees) > outside) high *= 2
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2
    if (beyondT(middle, degrees) > outside) low = middle
    else high = middle
  }
  return (low + high) / 2
}

// Settings compared over their seeds: what is said follows from Welch's test.
import { expect, it } from 'vitest'
import { plainFormats } from '../words/plain-format'
import { groupComparison } from './group-comparison'

const said = (first: readonly number[], second: readonly number[]) => groupComparison({ name: 'A', accuracies: first }, { name: 'B', accuracies: second }, plainFormats)

it('tells means, their difference and its interval, and the better setting where chance hardly explains it', () => {
  expect(said([0.87, 0.871, 0.869], [0.88, 0.881, 0.879])).toBe(
    '“B” reaches a test accuracy of 88.0 % on average over 3 seeds, “A” 87.0 % over 3 seeds: +1.0 percentage points, with a 95 % interval of +0.8 to +1.2. Were both settings equally good, chance would make a difference at least this large in fewer than 1 of 1,000 such comparisons (Welch\'s t test, p < 0.001): “B” is better than “A”, and not by luck alone.',
  )
})

it('does not name a better one where the seeds spread as far', () => {
  expect(said([0.85, 0.89], [0.88, 0.87])).toMatch(/so few seeds do not tell which is better\.$/)
})

it('asks for more seeds where there is one, and says nothing of groups without results', () => {
  expect(said([0.85], [0.88, 0.87])).toMatch(/over 2 seeds, “A” 85\.0 % over 1 seed\. With a single seed/)
  expect(said([], [0.8])).toBe('')
})

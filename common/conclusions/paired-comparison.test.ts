// Two networks compared on the same images: what is said follows from the exact test.
import { expect, it } from 'vitest'
import { plainFormats } from '../words/plain-format'
import { pairedComparison } from './paired-comparison'

const said = (onlyFirst: number, onlySecond: number, interval?: { low: number; high: number }) =>
  pairedComparison({ first: 'A', second: 'B', images: 10_000, discordance: { onlyFirst, onlySecond }, ...(interval && { interval }) }, plainFormats)

it('names the better one where chance hardly explains the difference', () => {
  expect(said(288, 500)).toBe(
    'B is right on 212 images more than A: on 500 of 10,000 images only B is right, on 288 only A. Were both equally good, chance would make a difference at least this large in fewer than 1 of 1,000 such comparisons (p < 0.001): B is better on images of this kind.',
  )
  expect(said(15, 5)).toContain('A is right on 10 images more than B: on 15 of 10,000 images only A is right, on 5 only B. Were both equally good, chance would make a difference at least this large in 4 of 100 such comparisons (p = 0.04): A is better')
})

it('says that nothing is known where chance explains it', () => {
  expect(said(9, 10)).toContain('B is right on 1 image more than A')
  expect(said(9, 10)).toContain('in nearly all such comparisons (p = 1.00): these images do not tell which is better.')
})

it('tells the interval of the difference with its signs', () => {
  expect(said(288, 500, { low: 0.0155, high: -0.0004 })).toContain('The accuracy of B minus that of A is +2.1, with a 95 % interval of +1.6 to 0.0 percentage points.')
  expect(said(500, 288, { low: -0.0266, high: -0.0155 })).toContain('is −2.1, with a 95 % interval of −2.7 to −1.6 percentage points.')
})

it('has no test to tell where the answers are equal', () => {
  expect(said(0, 0)).toBe('A and B are right and wrong on the same images of 10,000.')
  expect(said(7, 7)).toBe('A and B are right equally often: on 7 of 10,000 images only A is right, and on as many only B.')
})

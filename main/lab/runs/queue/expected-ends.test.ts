// Expected ends of queued runs: one after another, side by side, held, and behind a run of unknown length.
import { expect, it } from 'vitest'
import { expectedEnds, lastEnd } from './expected-ends'

const queue = { going: [10], waiting: [20, 30, 5], atOnce: 1, speed: 0.5, isHeld: false }

it('adds up runs that train one after another', () => {
  expect(expectedEnds(queue)).toEqual([10, 30, 60, 65])
})

it('gives each run the place that becomes free first, and lets all of them train more slowly', () => {
  // The second place is free at once: 20 s at half the speed end after 40; the next begins at 10, the last at 40.
  expect(expectedEnds({ ...queue, atOnce: 2 })).toEqual([10, 40, 70, 50])
})

it('knows no end of runs that a held queue keeps waiting, nor behind a run of unknown length', () => {
  const held = expectedEnds({ ...queue, isHeld: true })
  expect(held).toEqual([10, null, null, null])
  expect(lastEnd(held)).toBeNull()
  expect(expectedEnds({ ...queue, waiting: [20, null, 5] })).toEqual([10, 30, null, null])
})

it('ends everything with the last run, and an empty queue at once', () => {
  expect(lastEnd([10, 70, 50])).toBe(70)
  expect(lastEnd([])).toBe(0)
})

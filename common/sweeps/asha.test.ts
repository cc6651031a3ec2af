// Successive halving against a simulation that follows the published algorithm word for word.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextAshaJob, rungEpochs, type AshaJob, type AshaPoint } from './asha'

const strategy = { reduction: 3, figure: 'testAccuracy' } as const

it('has rungs of the first epochs times powers of the reduction, and the whole run as the last', () => {
  expect(rungEpochs({ firstEpochs: 1, reduction: 3 }, 27)).toEqual([1, 3, 9, 27])
  expect(rungEpochs({ firstEpochs: 2, reduction: 4 }, 20)).toEqual([2, 8, 20])
  expect(rungEpochs({ firstEpochs: 5, reduction: 2 }, 5)).toEqual([5])
})

/** A figure that looks random, of a point at a rung. */
const figureOf = (seed: number, point: number, rung: number): number => Math.abs(Math.sin(seed + 12.9898 * point + 78.233 * rung) * 43758.5453) % 1

/** The states of points as they come to be while several workers do the jobs; `order` says which of the running jobs ends next. */
function simulated(count: number, rungs: number, workers: number, order: readonly number[], reduction: number, seed: number, fails: (point: number) => boolean = () => false) {
  const points: AshaPoint[] = Array.from({ length: count }, (_, index) => ({ number: index + 1, results: [], target: null, isOut: false }))
  const change = (number: number, changes: Partial<AshaPoint>): void => {
    const before = points[number - 1]
    if (before) points[number - 1] = { ...before, ...changes }
  }
  const running: AshaJob[] = []
  const jobs: AshaJob[] = []
  for (let turn = 0; ; turn++) {
    while (running.length < workers) {
      const job = nextAshaJob(points, { ...strategy, reduction }, rungs)
      if (!job) break
      jobs.push(job)
      running.push(job)
      change(job.number, { target: job.rung })
    }
    if (running.length === 0) return { points, jobs }
    const [ended] = running.splice((order[turn % order.length] ?? 0) % running.length, 1)
    if (!ended) throw new Error('no job ended')
    const { number, rung } = ended
    if (fails(number)) change(number, { target: null, isOut: true })
    else change(number, { target: null, results: [...(points[number - 1]?.results ?? []), figureOf(seed, number, rung)] })
  }
}

/** The jobs of Algorithm 2 in its own terms: a table of results by rung, and sets of those that were promoted. */
function published(count: number, rungs: number, workers: number, order: readonly number[], eta: number, seed: number): AshaJob[] {
  const results: Map<number, number>[] = Array.from({ length: rungs }, () => new Map<number, number>())
  const promoted: Set<number>[] = Array.from({ length: rungs }, () => new Set<number>())
  let drawn = 0
  const getJob = (): AshaJob | null => {
    for (let k = rungs - 2; k >= 0; k--) {
      const ranked = [...(results[k] ?? [])].sort(([a, x], [b, y]) => y - x || a - b).map(([number]) => number)
      const candidates = ranked.slice(0, Math.floor(ranked.length / eta))
      const promotable = candidates.filter((number) => !promoted[k]?.has(number))
      const [number] = promotable
      if (number !== undefined) {
        promoted[k]?.add(number)
        return { number, rung: k + 1 }
      }
    }
    return drawn < count ? { number: ++drawn, rung: 0 } : null
  }
  const running: AshaJob[] = []
  const jobs: AshaJob[] = []
  for (let turn = 0; ; turn++) {
    while (running.length < workers) {
      const job = getJob()
      if (!job) break
      jobs.push(job)
      running.push(job)
    }
    if (running.length === 0) return jobs
    const [ended] = running.splice((order[turn % order.length] ?? 0) % running.length, 1)
    if (ended) results[ended.rung]?.set(ended.number, figureOf(seed, ended.number, ended.rung))
  }
}

it('chooses the jobs of the published algorithm, with any number of workers that end in any order', () => {
  const cases = fc.record({
    count: fc.integer({ min: 1, max: 30 }),
    rungs: fc.integer({ min: 1, max: 5 }),
    workers: fc.integer({ min: 1, max: 6 }),
    order: fc.array(fc.nat(10), { minLength: 1, maxLength: 20 }),
    reduction: fc.integer({ min: 2, max: 4 }),
    seed: fc.nat(1000),
  })
  fc.assert(
    fc.property(cases, ({ count, rungs, workers, order, reduction, seed }) => {
      const { jobs } = simulated(count, rungs, workers, order, reduction, seed)
      expect(jobs).toEqual(published(count, rungs, workers, order, reduction, seed))
      // No point is trained twice to the same rung.
      expect(new Set(jobs.map(({ number, rung }) => `${number} ${rung}`)).size).toBe(jobs.length)
    }),
  )
})

it('lets the best of each rung reach the next: of nine with one worker three and one', () => {
  const { points } = simulated(9, 3, 1, [0], 3, 1)
  const reached = (rung: number) => points.filter(({ results }) => results.length > rung).length
  expect([0, 1, 2].map(reached)).toEqual([9, 3 + Number(reached(1) > 3), reached(2)])
  expect(reached(2)).toBeGreaterThanOrEqual(1)
  const best = points.reduce((a, b) => ((a.results[0] ?? 0) > (b.results[0] ?? 0) ? a : b))
  expect(best.results.length).toBeGreaterThan(1)
})

it('counts a failed point as the worst of its rung, and never goes on with it', () => {
  const { points, jobs } = simulated(9, 2, 2, [0], 3, 5, (point) => point <= 6)
  expect(jobs.filter(({ rung }) => rung === 1)).toHaveLength(3) // nine stand at the first rung, so three go on: all that did not fail
  expect(points.filter(({ isOut }) => isOut).every(({ results }) => results.length === 0)).toBe(true)
})

it('takes the lower of losses as the better', () => {
  const points: AshaPoint[] = [0.9, 0.2, 0.5].map((loss, index) => ({ number: index + 1, results: [loss], target: null, isOut: false }))
  expect(nextAshaJob(points, { reduction: 3, figure: 'testLoss' }, 2)).toEqual({ number: 2, rung: 1 })
  expect(nextAshaJob(points, { reduction: 3, figure: 'testAccuracy' }, 2)).toEqual({ number: 1, rung: 1 })
})

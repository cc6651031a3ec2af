// The schedules against PyTorch's, step by step, and by their laws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultOptimizer } from '@contract/training/optimizer'
import { defaultSchedule, scheduleSchema, schedules, type ScheduleSettings } from '@contract/training/schedule'
import { loadOptimizersReference } from '../../parity/optimizers-reference'
import { ratesAt } from './'

describe('schedules of PyTorch', () => {
  it.each(Object.entries(loadOptimizersReference().schedules))('%s', (_, { settings, stepsPerEpoch, learningRate, momentum, rates, momenta }) => {
    const optimizer = { ...defaultOptimizer('momentum', learningRate), momentum }
    const own = rates.map((_, step) => ratesAt(settings, optimizer, { step, steps: rates.length, stepsPerEpoch }))
    rates.forEach((rate, step) => {
      expect(own[step]?.learningRate, `rate of step ${step}`).toBeCloseTo(rate, 12)
      if (momenta === null) expect(own[step]?.momentum).toBeUndefined()
    })
    momenta?.forEach((value, step) => {
      expect(own[step]?.momentum, `momentum of step ${step}`).toBeCloseTo(value, 12)
    })
  })
})

const share = fc.double({ min: 0.01, max: 0.99, noNaN: true })
const divisor = fc.double({ min: 1, max: 1e4, noNaN: true })
const settingsOf = (names: fc.Arbitrary<ScheduleSettings['name']>): fc.Arbitrary<ScheduleSettings> =>
  fc
    .record({
      name: names,
      warmupEpochs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true })),
      everyEpochs: fc.double({ min: 0.1, max: 5, noNaN: true }),
      factor: share,
      finalShare: share,
      riseShare: share,
      startDivisor: divisor,
      finalDivisor: divisor,
      lowMomentum: fc.double({ min: 0, max: 0.9, noNaN: true }),
    })
    .map((all) => {
      const fields = Object.keys(defaultSchedule(all.name))
      return scheduleSchema.parse(Object.fromEntries(Object.entries(all).filter(([field]) => fields.includes(field))))
    })
const settings = settingsOf(fc.constantFrom(...schedules.map(({ name }) => name)))
const length = fc.record({ epochs: fc.integer({ min: 1, max: 12 }), stepsPerEpoch: fc.integer({ min: 1, max: 60 }) })

/** One assertion for all steps of a run: one for each takes longer than the schedule. NaN where the lists differ in length. */
function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.length === b.length ? Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN)))) : NaN
}

/** Rates of every step of a run, at a learning rate of 1. */
function ratesOf(schedule: ScheduleSettings, { epochs, stepsPerEpoch }: { readonly epochs: number; readonly stepsPerEpoch: number }) {
  const steps = epochs * stepsPerEpoch
  const optimizer = defaultOptimizer('momentum', 1)
  return Array.from({ length: steps }, (_, step) => ratesAt(schedule, optimizer, { step, steps, stepsPerEpoch }))
}

describe('every schedule', () => {
  it('stays between zero and the learning rate, the momentum between its bounds', () => {
    fc.assert(
      fc.property(settings, length, (schedule, run) => {
        const rates = ratesOf(schedule, run)
        const momenta = rates.flatMap(({ momentum }) => momentum ?? [])
        const low = schedule.name === 'one-cycle' ? (schedule.lowMomentum ?? 0) : 0
        expect(rates.map(({ learningRate }) => learningRate).filter((rate) => !(rate >= 0 && rate <= 1 + 1e-12))).toEqual([])
        if (schedule.name !== 'one-cycle') expect(momenta).toEqual([])
        expect(momenta.filter((momentum) => !(momentum >= low - 1e-12 && momentum <= 0.9 + 1e-12))).toEqual([])
      }),
    )
  })

  it('is warmed up by equal amounts, of which the schedule’s own beginning is the next', () => {
    fc.assert(
      fc.property(settings, length, fc.integer({ min: 1, max: 40 }), (schedule, run, warmup) => {
        const warmed = { ...schedule, warmupEpochs: warmup / run.stepsPerEpoch }
        const rates = ratesOf(warmed, run).map(({ learningRate }) => learningRate)
        fc.pre(rates.length > warmup)
        const [beginning = NaN] = rates.slice(warmup)
        const equalAmounts = Array.from({ length: warmup }, (_, step) => (beginning * (step + 1)) / (warmup + 1))
        expect(largestDifference(rates.slice(0, warmup), equalAmounts)).toBeLessThan(5e-13)
      }),
    )
  })

  it('goes on behind its warm-up as it would in a run of the other steps alone', () => {
    fc.assert(
      fc.property(settings, length, (schedule, { epochs, stepsPerEpoch }) => {
        const plain = ratesOf({ ...schedule, warmupEpochs: 0 }, { epochs, stepsPerEpoch })
        const warmed = ratesOf({ ...schedule, warmupEpochs: 2 }, { epochs: epochs + 2, stepsPerEpoch })
        expect(warmed.slice(2 * stepsPerEpoch)).toEqual(plain)
      }),
    )
  })
})

describe('smooth schedules', () => {
  it.each(['exponential', 'cosine', 'one-cycle'] as const)('change by little from step to step: %s', (name) => {
    fc.assert(
      fc.property(settingsOf(fc.constant(name)), fc.integer({ min: 200, max: 400 }), (schedule, steps) => {
        const rates = ratesOf({ ...schedule, warmupEpochs: 0 }, { epochs: 1, stepsPerEpoch: steps }).map(({ learningRate }) => learningRate)
        // The steepest slope is that of the cosine over the shorter phase of a cycle, which may last a few steps only; an exponential is steepest at its beginning.
        const phase = schedule.name === 'one-cycle' ? Math.min(schedule.riseShare, 1 - schedule.riseShare) * steps - 1 : steps
        const steepest = schedule.name === 'exponential' ? -Math.log(schedule.factor) / steps : Math.PI / 2 / Math.max(1, phase)
        expect(largestDifference(rates.slice(1), rates.slice(0, -1))).toBeLessThanOrEqual(steepest + 1e-9)
      }),
      { numRuns: 300 },
    )
  })

  it('one-cycle rises, then falls, and ends at its end', () => {
    fc.assert(
      fc.property(share, divisor, divisor, fc.integer({ min: 2, max: 300 }), (riseShare, startDivisor, finalDivisor, steps) => {
        const schedule = { ...(defaultSchedule('one-cycle') as Extract<ScheduleSettings, { name: 'one-cycle' }>), riseShare, startDivisor, finalDivisor }
        const rates = ratesOf(schedule, { epochs: 1, stepsPerEpoch: steps }).map(({ learningRate }) => learningRate)
        const top = rates.indexOf(Math.max(...rates))
        const goesOn = (rate: number, step: number): boolean => (step < top ? rate >= (rates[step] ?? NaN) - 1e-12 : rate <= (rates[step] ?? NaN) + 1e-12)
        expect(rates.slice(1).every(goesOn)).toBe(true)
        expect(rates.at(-1)).toBeCloseTo(1 / startDivisor / finalDivisor, 9)
      }),
    )
  })
})

// The contest of whole steps: who is faster stays, a change has to be faster twice, and nothing is timed that is known.
import { expect, it } from 'vitest'
import { planVersion, type ComputePlan } from '@contract/training/plan'
import { StepContest } from './step-contest'

const plan = (way: string): ComputePlan => ({ version: planVersion, choices: { 'conv forward': way } })
const [first, second] = [plan('direct'), plan('fourier')]

/** Steps that take what a script says, one number for each contest; it also counts those that are open. */
function steps(script: Readonly<Record<string, readonly number[]>>) {
  const state = { open: 0, opened: 0, most: 0 }
  let contest = 0
  const openStep = ({ choices }: ComputePlan) => {
    const way = choices['conv forward'] ?? ''
    state.open++
    state.opened++
    state.most = Math.max(state.most, state.open)
    let runs = 0
    return Promise.resolve({
      seconds: () => {
        const ofWay = script[way] ?? [1]
        const seconds = ofWay[Math.min(contest, ofWay.length - 1)] ?? 1
        if (way === 'fourier' && ++runs % 3 === 0) contest++ // three runs of a second each are a contest
        return Promise.resolve(seconds)
      },
      close: () => {
        state.open--
        return Promise.resolve()
      },
    })
  }
  return { openStep, state }
}

it('keeps the faster plan, and holds the memory of two steps at most', async () => {
  const { openStep, state } = steps({ direct: [2], fourier: [1], windows: [3] })
  const contest = new StepContest(openStep, {}, first)
  await contest.challenge(second)
  expect(contest.champion).toBe(second)
  await contest.challenge(plan('windows'))
  expect(contest.champion).toBe(second)
  await contest.close()
  expect(state).toEqual({ open: 0, opened: 3, most: 2 })
  expect(Object.values(contest.times)).toEqual([2, 1, 3])
})

it('takes a change only where it is faster twice: chance would choose among many', async () => {
  const chance = new StepContest(steps({ direct: [2, 2], fourier: [1, 1.99] }).openStep, {}, first)
  await chance.challenge(second, 0.98)
  expect(chance.champion).toBe(first)
  expect(Object.values(chance.times)).toEqual([2, 1.99])
  const sure = new StepContest(steps({ direct: [2, 2], fourier: [1, 1.5] }).openStep, {}, first)
  await sure.challenge(second, 0.98)
  expect(sure.champion).toBe(second)
  expect(Object.values(sure.times)).toEqual([2, 1.5])
})

it('leaves no step open that fails while it runs', async () => {
  const { openStep, state } = steps({ direct: [2] })
  const failing = async (plan: ComputePlan) => {
    const step = await openStep(plan)
    return plan === second ? { ...step, seconds: () => Promise.reject(new Error('no memory')) } : step
  }
  const contest = new StepContest(failing, {}, first)
  await expect(contest.challenge(second)).rejects.toThrow('no memory')
  await contest.close()
  expect(state).toMatchObject({ open: 0, opened: 2 })
})

it('times nothing that is known', async () => {
  const before = new StepContest(steps({ direct: [2], fourier: [1] }).openStep, {}, first)
  await before.challenge(second)
  const { openStep, state } = steps({})
  const again = new StepContest(openStep, before.times, first)
  await again.challenge(second)
  await again.challenge(first)
  expect(again.champion).toBe(second)
  expect(state.opened).toBe(0)
})

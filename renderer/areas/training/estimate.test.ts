// The estimate follows the form; it is measured after a pause in typing, and never during a training.
import type { Estimate } from '@contract/training/estimate'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { runRecord } from '@contract/testing/sample-runs'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { useEstimate } from './estimate'
import { useRuns } from '../runs/runs'
import { useSetup } from './setup-store'

function estimate(basis: Estimate['basis'], seconds = 60): Estimate {
  return { parameters: 61_706, stepsPerEpoch: 469, path: [{ name: 'image', shape: [1, 28, 28] }, { name: 'fc 10', shape: [10] }], seconds, overheadSeconds: 3, device: 'cpu', deviceTitle: 'CPU, 2 threads', memoryBytes: 3e8, keepsArena: true, deviceBytes: null, basis }
}

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A form whose cost has been followed for a while. */
async function followed(milliseconds: number) {
  await useRuns().load()
  const [setup, cost] = [useSetup(), useEstimate()]
  cost.follow()
  await vi.advanceTimersByTimeAsync(milliseconds)
  return { setup, cost }
}

describe('the estimate', () => {
  it('is predicted at once and measured after a rest', async () => {
    const lab = installLab({ currentRuns: () => [], estimate: (_spec, measure) => estimate(measure ? 'measured' : 'predicted') })
    await useRuns().load()
    const cost = useEstimate()
    cost.follow()
    await vi.advanceTimersByTimeAsync(200)
    expect(cost.estimate?.basis).toBe('predicted')
    await vi.advanceTimersByTimeAsync(1000)
    expect(cost.estimate?.basis).toBe('measured')
    expect(lab.asked.mock.calls.filter(([call]) => call === 'estimate')).toHaveLength(2)
  })

  it('is measured again when it is asked to, but not beside a training', async () => {
    const lab = installLab({ currentRuns: () => [], estimate: () => estimate('measured'), measureAgain: () => estimate('measured', 20) })
    await useRuns().load()
    const cost = useEstimate()
    cost.follow()
    await vi.advanceTimersByTimeAsync(200)
    expect([cost.canMeasureAgain, cost.estimate?.seconds]).toEqual([true, 60])
    await cost.measureAgain()
    expect(cost.estimate?.seconds).toBe(20)
    lab.tell({ type: 'run', run: runRecord() })
    expect(cost.canMeasureAgain).toBe(false)
  })

  it('follows a choice at once', async () => {
    installLab({ currentRuns: () => [], estimate: ({ batchSize }) => estimate('measured', batchSize) })
    const { setup, cost } = await followed(2000)
    setup.draft.batchSize = '32'
    await vi.advanceTimersByTimeAsync(0)
    expect(cost.estimate?.seconds).toBe(32)
  })

  it('is asked for at the first key and after the last when a field is typed into', async () => {
    const lab = installLab({ currentRuns: () => [], estimate: () => estimate('measured') })
    const { setup } = await followed(2000)
    lab.asked.mockClear()
    for (const epochs of ['1', '12', '120']) {
      setup.draft.epochs = epochs
      await vi.advanceTimersByTimeAsync(50)
    }
    await vi.advanceTimersByTimeAsync(2000)
    const asked = lab.asked.mock.calls.filter(([call]) => call === 'estimate')
    expect(asked.map(([, spec]) => (spec as { readonly epochs: number }).epochs)).toEqual([1, 120])
  })

  it('forgets an answer to a form that has changed meanwhile', async () => {
    const answers: ((answer: Estimate) => void)[] = []
    installLab({ currentRuns: () => [], estimate: () => new Promise((resolve) => answers.push(resolve)) })
    const { setup, cost } = await followed(200)
    setup.draft.epochs = '20'
    await vi.advanceTimersByTimeAsync(200)
    answers[1]?.(estimate('measured', 120))
    answers[0]?.(estimate('measured', 60))
    await vi.advanceTimersByTimeAsync(0)
    expect(cost.estimate?.seconds).toBe(120)
  })

  it('is not measured while a run goes on, and is when that has ended', async () => {
    const lab = installLab({ currentRuns: () => [runRecord()], estimate: (_spec, measure) => estimate(measure ? 'measured' : 'predicted') })
    await useRuns().load()
    const cost = useEstimate()
    cost.follow()
    await vi.advanceTimersByTimeAsync(3000)
    expect(cost.estimate?.basis).toBe('predicted')
    lab.tell({ type: 'run', run: runRecord({ status: 'completed' }) })
    await vi.advanceTimersByTimeAsync(3000)
    expect(cost.estimate?.basis).toBe('measured')
  })

  it('tells a problem of the lab, but not while a field is wrong', async () => {
    installLab({
      currentRuns: () => [],
      estimate: () => {
        throw new Refusal({ code: 'device/unusable', message: 'The device cannot be used.', remedy: 'Choose the CPU.' })
      },
    })
    await useRuns().load()
    const setup = useSetup()
    const cost = useEstimate()
    cost.follow()
    await vi.advanceTimersByTimeAsync(200)
    expect(cost.problem?.code).toBe('device/unusable')
    setup.draft.epochs = ''
    await nextTick()
    expect(cost.problem).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    expect(cost.problem).toBeNull()
  })
})

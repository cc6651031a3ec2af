// The form of a sweep as a whole: base, cost after a pause in typing, start, extension.
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { SweepEstimate } from '@contract/sweeps/sweep-estimate'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { defaultSpec } from '@contract/training/run-spec'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useSetup } from '../../training/setup-store'
import { sampleSweep, sampleSweepSpec } from '../testing/sample-sweep'
import { useNewSweep } from './new-sweep'

const costOf = (points: number): SweepEstimate => ({ points, faults: [], faultCount: 0, seconds: 60, memoryBytes: 3e8, deviceBytes: null, unknown: null, basis: 'predicted' })
const estimateSweep = (spec: SweepSpec): SweepEstimate => costOf(spec.axes.reduce((product, axis) => product * ('values' in axis ? axis.values.length : 1), 1))
const started = sampleSweep(sampleSweepSpec({ axes: [{ setting: 'batchSize', values: [32, 64] }], seeds: [0, 1] }), [])

/** Types into the first axis. */
function writeList({ draft }: ReturnType<typeof useNewSweep>, list: string): void {
  const [axis] = draft.axes
  if (!axis) throw new Error('the form has no axis')
  axis.list = list
}

beforeEach(() => {
  setActivePinia(createPinia())
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('begins around the form in Train and follows it; the cost is asked for after a pause, once', async () => {
  const lab = installLab({ estimateSweep })
  const form = useNewSweep()
  form.ensure()
  await nextTick()
  writeList(form, '0.1, 0.2')
  await nextTick()
  await vi.advanceTimersByTimeAsync(400)
  expect(form.estimate?.points).toBe(2)
  expect(lab.asked).toHaveBeenCalledTimes(1)

  useSetup().draft.epochs = '3'
  await nextTick()
  await vi.advanceTimersByTimeAsync(400)
  expect(form.spec?.base.epochs).toBe(3)
  useSetup().draft.epochs = 'many'
  await nextTick()
  expect(form.spec).toBeNull()
  expect(form.faults).toEqual({ base: 'A setting in Train is wrong.' })
  expect(form.estimate).toBeNull()
})

it('keeps the form where the lab refuses, and is new after a start', async () => {
  let isRefused = true
  const lab = installLab({
    estimateSweep,
    startSweep: () => {
      if (isRefused) throw new Refusal({ code: 'sweep/points-invalid', message: 'Point 2 cannot be trained.', remedy: '' })
      return started
    },
  })
  const form = useNewSweep()
  form.begin({ kind: 'spec', title: 'Mine', spec: defaultSpec('lenet') })
  form.draft.title = 'Rates'
  expect(await form.start()).toBeNull()
  expect(form.startProblem?.code).toBe('sweep/points-invalid')
  expect(form.draft.title).toBe('Rates')
  isRefused = false
  expect(await form.start()).toBe('sweep-1')
  expect(lab.asked).toHaveBeenLastCalledWith('startSweep', expect.objectContaining({ title: 'Rates', base: defaultSpec('lenet') }), { kind: 'local' })
  form.ensure()
  expect(form.draft.title).toBe('')
  expect(form.base).toEqual({ kind: 'train' })
})

it('gives an earlier sweep more points; a new sweep then begins anew', async () => {
  const lab = installLab({ estimateSweep, extendSweep: () => started })
  const form = useNewSweep()
  form.extend(started)
  expect(form.draft).toMatchObject({ seeds: '0, 1', axes: [{ setting: 'batchSize', list: '32, 64' }] })
  writeList(form, '32, 64, 128')
  expect(await form.start()).toBe('sweep-1')
  expect(lab.asked).toHaveBeenLastCalledWith('extendSweep', 'sweep-1', expect.objectContaining({ axes: [{ setting: 'batchSize', along: [], values: [32, 64, 128] }] }))
  form.ensure()
  expect(form.extended).toBeNull()
})

// Sweeps in the page: events are newer than answers, points and summary change together, and repeated points are pending until answered.
import type { SweepPoint, SweepSummary } from '@contract/sweeps/sweep-record'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { useDeletions } from '../runs/deletions'
import { useRunChanges } from '../runs/run-changes'
import { useSweeps } from './sweeps'
import { samplePoint, sampleSweep, sampleSweepSpec } from './testing/sample-sweep'

const spec = sampleSweepSpec({ axes: [{ setting: 'batchSize', values: [32, 64] }] })
const sweep = sampleSweep(spec, [samplePoint(1, { batchSize: 32 }, { testAccuracy: 0.8 }), samplePoint(2, { batchSize: 64 }, null)])

function summaryOf(changes: Partial<SweepSummary>): SweepSummary {
  const { points: _points, ...summary } = sweep
  return { ...summary, ...changes }
}

beforeEach(() => {
  setActivePinia(createPinia())
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('shows summary and points of one event at the same time, and only after a moment', async () => {
  const lab = installLab({ sweep: () => sweep })
  const sweeps = useSweeps()
  await sweeps.open('sweep-1')
  const better = samplePoint(2, { batchSize: 64 }, { testAccuracy: 0.9 })
  lab.tell({ type: 'sweep', sweep: summaryOf({ counts: { ...sweep.counts, completed: 2, failed: 0 } }), points: [better] })
  expect(sweeps.record('sweep-1')).toMatchObject({ counts: { failed: 1 }, points: [{ status: 'completed' }, { status: 'failed' }] })
  vi.advanceTimersByTime(300)
  expect(sweeps.record('sweep-1')).toMatchObject({ counts: { failed: 0 }, points: [{ status: 'completed' }, { status: 'completed' }] })
})

it('keeps what an event told while the points were asked for, new points included', async () => {
  let answer: (value: typeof sweep) => void = () => undefined
  const lab = installLab({ sweep: () => new Promise<typeof sweep>((resolve) => { answer = resolve }) })
  const sweeps = useSweeps()
  const opening = sweeps.open('sweep-1')
  const news: SweepPoint[] = [samplePoint(1, { batchSize: 32 }, { testAccuracy: 0.85 }), samplePoint(3, { batchSize: 128 }, { testAccuracy: 0.7 })]
  lab.tell({ type: 'sweep', sweep: summaryOf({ status: 'running' }), points: news })
  answer(sweep)
  await opening
  vi.advanceTimersByTime(300)
  expect(sweeps.record('sweep-1')?.points.map(({ number, figures }) => [number, figures.testAccuracy])).toEqual([[1, 0.85], [2, null], [3, 0.7]])
  expect(sweeps.record('sweep-1')?.status).toBe('running')
})

it('a point that is repeated is pending until the lab answers, and is asked for once', async () => {
  let answer: (value: SweepSummary) => void = () => undefined
  const lab = installLab({ retryPoint: () => new Promise<SweepSummary>((resolve) => { answer = resolve }) })
  const sweeps = useSweeps()
  const first = sweeps.retry('sweep-1', 2)
  await sweeps.retry('sweep-1', 2)
  expect([...sweeps.retrying]).toEqual(['sweep-1 2'])
  answer(summaryOf({ status: 'running' }))
  await first
  expect([...sweeps.retrying]).toEqual([])
  expect(sweeps.list[0]?.status).toBe('running')
  expect(lab.asked).toHaveBeenCalledExactlyOnceWith('retryPoint', 'sweep-1', 2)
})

it('a look at the cluster shows what it brings at once, and counts the points that have changed', async () => {
  const finished = samplePoint(2, { batchSize: 64 }, { testAccuracy: 0.9 })
  const lab = installLab({ sweep: () => sweep, collectSweep: () => ({ ...sweep, status: 'running' as const, points: [...sweep.points.slice(0, 1), finished] }) })
  const sweeps = useSweeps()
  await sweeps.open('sweep-1')
  lab.tell({ type: 'sweep', sweep: summaryOf({ status: 'paused' }), points: [] }) // on its way when the answer comes
  const look = sweeps.collect('sweep-1')
  expect(sweeps.pending.get('sweep-1')).toBe('collectSweep')
  expect(await sweeps.collect('sweep-1')).toBeNull()
  expect(await look).toBe(1)
  vi.advanceTimersByTime(300)
  expect(sweeps.record('sweep-1')).toMatchObject({ status: 'running', points: [{ number: 1 }, finished] })
  expect(await sweeps.collect('sweep-1')).toBe(0)
  expect(lab.asked.mock.calls.filter(([call]) => call === 'collectSweep')).toHaveLength(2)
})

it('a refusal leaves everything as it was', async () => {
  installLab({ sweeps: () => [summaryOf({})], pauseSweep: () => { throw new Refusal({ code: 'sweep/active', message: 'It goes on elsewhere.', remedy: '' }) } })
  const sweeps = useSweeps()
  await sweeps.load()
  await expect(sweeps.act('pauseSweep', 'sweep-1')).rejects.toMatchObject({ code: 'sweep/active' })
  expect(sweeps.pending.size).toBe(0)
  expect(sweeps.list).toHaveLength(1)
})

it('a removed sweep is gone, also where another window removed it; extended ones are read again', async () => {
  const lab = installLab({ sweeps: () => [summaryOf({})], sweep: () => sweep, extendSweep: () => summaryOf({ status: 'running' }) })
  const sweeps = useSweeps()
  await sweeps.load()
  await sweeps.open('sweep-1')
  await sweeps.extend('sweep-1', spec)
  expect(sweeps.record('sweep-1')).toBeNull()
  await sweeps.open('sweep-1')
  expect(lab.asked.mock.calls.filter(([call]) => call === 'sweep')).toHaveLength(2)
  lab.tell({ type: 'sweep-removed', sweepId: 'sweep-1' })
  expect(sweeps.list).toEqual([])
})

it('a deleted sweep comes back by what takes deletions back, with the runs that went with it', async () => {
  const lab = installLab({ sweeps: () => [summaryOf({})], removeSweep: () => ({ runs: ['a', 'b'], bytes: 12 }), putBackSweep: () => null })
  const [sweeps, deletions] = [useSweeps(), useDeletions()]
  await sweeps.load()
  await sweeps.remove(summaryOf({ title: 'Rates' }), true)
  expect(sweeps.list).toEqual([])
  expect([deletions.last?.words, deletions.bytes]).toEqual(['The sweep “Rates” was deleted with 2 runs.', 12])
  expect(useRunChanges().canUndo(['table'])).toBe(true)
  await deletions.undo()
  expect(lab.asked.mock.calls.at(-1)).toEqual(['putBackSweep', 'sweep-1', ['a', 'b']])
  expect([deletions.last, useRunChanges().canUndo(['table'])]).toEqual([null, false])
})

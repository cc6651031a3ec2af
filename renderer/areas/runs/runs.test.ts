// The store of runs: loaded once, updated by events, with one pending action a run.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { RunRecord } from '@contract/runs/run-record'
import { epochResult, progressPoint, runRecord } from '@contract/testing/sample-runs'
import { curveColumns } from '@contract/testing/curve-columns'
import { installLab, Refusal, type LabInMemory } from '../../testing/lab-in-memory'
import { useRunRecords } from './run-records'
import { useRuns } from './runs'

beforeEach(() => {
  setActivePinia(createPinia())
})

describe('the list', () => {
  it('stands newest first and follows events', async () => {
    const lab = installLab({ currentRuns: () => [runRecord({ id: 'a', createdAt: '2025-01-01T00:00:00Z', status: 'completed' })] })
    const runs = useRuns()
    await runs.load()
    lab.tell({ type: 'run', run: runRecord({ id: 'b', createdAt: '2025-01-02T00:00:00Z', status: 'starting' }) })
    lab.tell({ type: 'run', run: runRecord({ id: 'c', createdAt: '2025-01-03T00:00:00Z', status: 'queued' }) })
    expect(runs.list.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    expect(runs.active?.id).toBe('b')
    expect(runs.training.map(({ id }) => id)).toEqual(['b'])
    lab.tell({ type: 'removed', runId: 'a' })
    expect(runs.records.has('a')).toBe(false)
  })

  it('says why it cannot be loaded, and can be loaded again without hearing events twice', async () => {
    let works = false
    const lab = installLab({
      currentRuns: () => {
        if (!works) throw new Refusal({ code: 'store/damaged', message: 'The store is damaged.', remedy: '' })
        return []
      },
      mergedCurves: () => curveColumns([]),
    })
    const runs = useRuns()
    await runs.load()
    expect(runs.problem?.code).toBe('store/damaged')
    works = true
    await runs.load()
    expect(runs.problem).toBeNull()
    await runs.curves.load('lenet-relu-1')
    lab.tell({ type: 'run', run: runRecord() })
    lab.tell({ type: 'progress', runId: 'lenet-relu-1', point: progressPoint(10) })
    expect(runs.curves.revision('lenet-relu-1')).toBe(2)
  })

  it('keeps what an event told while it was asked for, which is newer', async () => {
    let answer: ((runs: readonly RunRecord[]) => void) | undefined
    const lab = installLab({ currentRuns: () => new Promise((resolve) => { answer = resolve }) })
    const runs = useRuns()
    const loaded = runs.load()
    lab.tell({ type: 'run', run: runRecord({ id: 'a', status: 'completed' }) })
    lab.tell({ type: 'removed', runId: 'b' })
    answer?.([runRecord({ id: 'a', status: 'running' }), runRecord({ id: 'b' }), runRecord({ id: 'c' })])
    await loaded
    expect(runs.list.map(({ id, status }) => [id, status])).toEqual([['c', 'running'], ['a', 'completed']])
  })
})

describe('of a long queue', () => {
  /** A queue in which runs train one after another. */
  function trains(lab: LabInMemory, count: number): void {
    for (let number = 1; number <= count; number++) {
      const run = runRecord({ id: `queued-${number}`, createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, number)).toISOString() })
      for (const status of ['queued', 'running'] as const) lab.tell({ type: 'run', run: { ...run, status } })
      lab.tell({ type: 'progress', runId: run.id, point: progressPoint(10) })
      lab.tell({ type: 'run', run: { ...run, step: 10, status: 'completed' } })
    }
  }

  it('only the newest ended runs are kept', async () => {
    const lab = installLab({ currentRuns: () => [] })
    const runs = useRuns()
    await runs.load()
    trains(lab, 30)
    const [records, points] = [runs.records.size, runs.latest.size]
    trains(lab, 300)
    expect([runs.records.size, runs.latest.size]).toEqual([records, points])
    expect(runs.list[0]?.id).toBe('queued-300')
  })

  it('runs are kept that go on, wait, or were opened', async () => {
    const lab = installLab({ currentRuns: () => [runRecord({ id: 'paused', status: 'paused' }), runRecord({ id: 'waiting', status: 'queued' })], record: (id) => runRecord({ id, status: 'completed' }) })
    const [runs, records] = [useRuns(), useRunRecords()]
    await runs.load()
    trains(lab, 1)
    await records.load(['queued-1', 'of-last-week'])
    trains(lab, 100)
    for (const id of ['paused', 'waiting']) expect(runs.records.has(id), id).toBe(true)
    for (const id of ['queued-1', 'of-last-week']) expect(records.recordOf(id)?.status, id).toBe('completed')
    expect(runs.latest.get('queued-1')?.step).toBe(10)
    lab.tell({ type: 'run', run: runRecord({ id: 'queued-50', status: 'queued' }) }) // it is to train longer
    expect(runs.records.get('queued-50')?.status).toBe('queued')
  })
})

describe('the curves', () => {
  it('are loaded once and go on with the events', async () => {
    const columns = () => curveColumns([progressPoint(469)], [epochResult(1)])
    const lab = installLab({ currentRuns: () => [], mergedCurves: columns, curves: columns })
    const runs = useRuns()
    await runs.load()
    await Promise.all([runs.curves, runs.curves, runs.wholeCurves].map((shelf) => shelf.load('lenet-relu-1')))
    expect(lab.asked.mock.calls.map(([call]) => call)).toEqual(['currentRuns', 'mergedCurves', 'curves'])
    lab.tell({ type: 'progress', runId: 'lenet-relu-1', point: progressPoint(500) })
    lab.tell({ type: 'epoch', runId: 'lenet-relu-1', result: epochResult(2) })
    expect(runs.curves.of('lenet-relu-1')?.loss.train.chunks.points).toHaveLength(2)
    expect(runs.curves.of('lenet-relu-1')?.accuracy.test.points.map(({ x }) => x)).toEqual([1, 2])
    expect(runs.wholeCurves.of('lenet-relu-1')?.points.step).toEqual(Float64Array.of(469, 500))
    expect(runs.wholeCurves.of('lenet-relu-1')?.heldOutAccuracy.points.map(({ x }) => x)).toEqual([1, 2])
    expect(runs.latest.get('lenet-relu-1')?.step).toBe(500)
  })

  it('are not loaded for good when that failed', async () => {
    let works = false
    installLab({
      mergedCurves: () => {
        if (!works) throw new Refusal({ code: 'run/unknown', message: 'There is no such run.', remedy: '' })
        return curveColumns([])
      },
    })
    const { curves } = useRuns()
    await expect(curves.load('x')).rejects.toThrow('There is no such run.')
    works = true
    await curves.load('x')
    expect(curves.of('x')).not.toBeNull()
  })
})

describe('an evaluation', () => {
  it('is shown until the next epoch or step', async () => {
    const lab = installLab({ currentRuns: () => [] })
    const runs = useRuns()
    await runs.load()
    lab.tell({ type: 'evaluating', runId: 'a', done: 100, total: 1000 })
    expect(runs.evaluations.get('a')).toEqual({ done: 100, total: 1000 })
    lab.tell({ type: 'epoch', runId: 'a', result: epochResult(1) })
    expect(runs.evaluations.has('a')).toBe(false)
  })
})

describe('taking a run out of the queue', () => {
  it.each([
    ['removes one that has done nothing', {}, ['stop', 'remove']],
    ['keeps one that can go on from a checkpoint', { step: 10, checkpoint: { folder: 'c', epoch: 0, step: 10 } }, ['stop']],
  ] as const)('%s', async (_what, changes, calls) => {
    const lab = installLab({ stop: () => runRecord({ status: 'stopped' }), remove: () => null })
    await useRuns().takeOut(runRecord({ status: 'queued', ...changes }))
    expect(lab.asked.mock.calls.map(([call]) => call)).toEqual(calls)
  })
})

describe('steering', () => {
  it('asks once while the answer is awaited', async () => {
    let release: (() => void) | undefined
    const lab = installLab({ pause: () => new Promise((resolve) => { release = () => { resolve(runRecord({ status: 'paused' })) } }) })
    const runs = useRuns()
    const asked = runs.act('pause', 'a')
    await runs.act('stop', 'a')
    expect(runs.pending.get('a')).toBe('pause')
    expect(lab.asked).toHaveBeenCalledExactlyOnceWith('pause', 'a')
    release?.()
    await asked
    expect(runs.pending.has('a')).toBe(false)
  })
})

// News of other processes come in bounded parts, each run once and as it stands, and one that cannot be read does not hide the others.
import { LabError } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import { runRecord } from '@contract/testing/sample-runs'
import { noFigures, type SweepPoint, type SweepRecord } from '@contract/sweeps/sweep-record'
import { defaultSpec } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import type { OutsideChanges } from '../store/change-watch'
import { OutsideNews } from './outside-news'

/** A sweep whose second point is completed as soon as it was read once. */
const read = new Set<string>()
function sweepRecord(id: string): SweepRecord {
  const second = read.has(id) ? 'completed' : 'running'
  read.add(id)
  const point = (number: number, status: SweepPoint['status']): SweepPoint => ({ number, status, values: {}, seed: 0, run: null, rung: null, problem: null, figures: noFigures, cluster: null })
  return {
    ...{ id, title: '', status: 'running', place: { kind: 'local' }, createdAt: '2026-11-28T12:00:00.000Z', endedAt: null, secondsLeft: null, problem: null },
    spec: { version: 1, title: '', base: defaultSpec('lenet'), axes: [], strategy: { kind: 'grid' }, seeds: [0, 1] },
    counts: { total: 2, waiting: 0, queued: 0, running: 0, halted: 0, completed: 2, failed: 0, stopped: 0 },
    points: [point(1, 'completed'), point(2, second)],
  }
}

/** News with three runs a look; `changes` are what the looks find, one after another. */
function newsOf(changes: readonly Partial<OutsideChanges>[]) {
  const waiting = [...changes]
  const told: string[] = []
  const news = new OutsideNews(
    {
      changesSince: () => Promise.resolve({ changed: [], removed: [], sweeps: [], removedSweeps: [], ownNetworks: false, ...waiting.shift() }),
      read: (id) => (id === 'gone' ? Promise.reject(new LabError('run/unknown', 'There is no run gone.')) : Promise.resolve(runRecord({ id }))),
      readSweep: (id) => (id === 'gone' ? Promise.reject(new LabError('sweep/unknown', 'There is no sweep gone.')) : Promise.resolve(sweepRecord(id))),
      tell: (event: LabEvent) => told.push(event.type === 'sweep' ? `${event.sweep.id}: ${event.points.map(({ number, status }) => `${number} ${status}`).join(', ')}` : event.type === 'run' ? event.run.id : event.type === 'removed' ? `removed ${event.runId}` : event.type),
    },
    3,
  )
  /** What one look tells. */
  const look = async (): Promise<readonly string[]> => {
    told.length = 0
    await news.look()
    return [...told]
  }
  return { news, look, told }
}

it('tells of many changes part by part, and of none twice', async () => {
  const { look } = newsOf([{ changed: ['a', 'b', 'c', 'd', 'e'] }, { changed: ['d', 'f'] }])
  expect(await look()).toEqual(['a', 'b', 'c'])
  expect(await look()).toEqual(['d', 'e', 'f'])
  expect(await look()).toEqual([])
})

it('tells of a run that was removed before its turn only that', async () => {
  const { look } = newsOf([{ changed: ['a', 'b', 'c', 'd'] }, { removed: ['d'] }])
  await look()
  expect(await look()).toEqual(['removed d'])
})

it('goes on behind a run that cannot be read', async () => {
  const { look } = newsOf([{ changed: ['a', 'gone', 'b'] }])
  expect(await look()).toEqual(['a', 'b'])
})

it('tells of own networks once a look', async () => {
  const { look } = newsOf([{ ownNetworks: true, changed: ['a'] }, {}])
  expect(await look()).toEqual(['own-networks', 'a'])
  expect(await look()).toEqual([])
})

it('tells of sweeps with the points that changed since it last told of them, and of removed ones', async () => {
  const { look } = newsOf([{ sweeps: ['s', 'gone'] }, { sweeps: ['s'] }, { removedSweeps: ['s'] }])
  expect(await look()).toEqual(['s: 1 completed, 2 running'])
  expect(await look()).toEqual(['s: 2 completed'])
  expect(await look()).toEqual(['sweep-removed'])
})

it('looks once at a time', async () => {
  const { news, told } = newsOf([{ changed: ['a'] }, { changed: ['b'] }])
  await Promise.all([news.look(), news.look()])
  expect(told).toEqual(['a'])
})

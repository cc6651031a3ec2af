// The stored queue: what waits and what was cut short is found after the end or the crash of its process, in order; a command's runs are not kept.
import { firstQueueChoices } from '@contract/runs/run-queue'
import type { RunRecord } from '@contract/runs/run-record'
import { expect, it, onTestFinished } from 'vitest'
import { sampleSpec, temporaryFolder } from '../testing/samples'
import { Store } from './store'

function openStore() {
  const store = new Store(temporaryFolder())
  onTestFinished(() => {
    store.close()
  })
  store.owners.renew({ id: 'window', pid: process.pid, seenAt: Date.now() })
  const create = (): RunRecord => store.runs.create(sampleSpec(), '', 'window')
  const save = (run: RunRecord, changes: Partial<RunRecord>) => store.runs.save({ ...run, ...changes }, 'window', { epochs: [], points: [] })
  const restart = () => {
    store.owners.leave('window')
    store.owners.renew({ id: 'again', pid: process.pid, seenAt: Date.now() })
  }
  return { store, create, save, restart }
}

it('keeps those that wait waiting, in their order, and finds those that trained', () => {
  const { store, create, save, restart } = openStore()
  const [going, b, c, ended] = [create(), create(), create(), create()]
  save(going, { status: 'running' })
  save(ended, { status: 'completed', endedAt: '2026-01-01T00:00:00.000Z' })
  store.queue.write([going.id, c.id, 'removed-9', b.id, ended.id])
  restart()
  expect(store.runs.get(going.id)).toMatchObject({ status: 'interrupted', problem: { code: 'run/orphaned' } })
  const left = store.queue.takeOver('again')
  expect(left.waiting.map(({ id, status }) => [id, status])).toEqual([[c.id, 'queued'], [b.id, 'queued']])
  expect(left.cutShort.map(({ id }) => id)).toEqual([going.id])
  expect(store.runs.save({ ...b, status: 'starting' }, 'again', { epochs: [], points: [] })).toBe(true)
})

it('ends what waits in a queue that is not kept, and leaves alone what another process has in hand', () => {
  const { store, create, restart } = openStore()
  const [notKept, taken] = [create(), create()]
  store.queue.write([taken.id])
  restart()
  expect(store.runs.get(notKept.id).status).toBe('interrupted')
  store.owners.renew({ id: 'terminal', pid: process.pid, seenAt: Date.now() })
  expect(store.runs.takeAgain(taken.id, 'terminal').status).toBe('queued')
  expect(store.queue.takeOver('again')).toEqual({ waiting: [], cutShort: [] })
})

it('remembers the choices', () => {
  const { store } = openStore()
  expect(store.queue.choices()).toEqual(firstQueueChoices)
  store.queue.choose({ isHeld: true, atOnce: 3, afterRestart: 'go-on' })
  store.queue.choose({ isHeld: false, atOnce: 2, afterRestart: 'go-on' })
  expect(store.queue.choices()).toEqual({ isHeld: false, atOnce: 2, afterRestart: 'go-on' })
})

// The book of a sweep whose store cannot be written: listeners hear of it, nothing is lost, nothing is thrown where nobody could catch it.
import { LabError } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import { noFigures, type SweepPoint, type SweepSummary } from '@contract/sweeps/sweep-record'
import { expect, it, vi } from 'vitest'
import type { LabStore } from '../store/lab-store'
import { SweepBook } from './sweep-book'

const point = (number: number): SweepPoint => ({ number, values: {}, seed: 0, run: null, status: 'waiting', rung: null, problem: null, figures: noFigures, cluster: null })
const full = new LabError('store/disk', 'The store cannot be written.', 'Free some space.')

function openBook() {
  const summary = { id: 'sweep-1', status: 'running', problem: null } as SweepSummary
  const store = { savePoints: vi.fn(() => Promise.resolve()), setStatus: vi.fn((_id: string, status: SweepSummary['status']) => Promise.resolve({ ...summary, status })) }
  const told: LabEvent[] = []
  const book = new SweepBook(summary, [point(1), point(2)], { store: store as unknown as LabStore['sweeps'], owner: 'me', tell: (event) => told.push(event), secondsLeft: () => null })
  return { book, store, told }
}

it('holds a sweep whose store is full, and tells so', async () => {
  const { book, store, told } = openBook()
  store.savePoints.mockRejectedValue(full)
  book.change(1, { status: 'failed' })
  await book.leave('paused', { code: full.code, message: full.message, remedy: full.remedy })
  expect(book.status).toBe('paused')
  expect(told).toMatchObject([{ type: 'sweep', sweep: { status: 'paused', problem: { code: 'store/disk' } }, points: [{ number: 1, status: 'failed' }] }])
})

it('writes later what could not be written', async () => {
  const { book, store } = openBook()
  store.savePoints.mockRejectedValueOnce(full)
  book.change(1, { status: 'running' })
  await expect(book.save()).rejects.toBe(full)
  book.change(2, { status: 'queued' })
  await book.save()
  expect(store.savePoints).toHaveBeenLastCalledWith('sweep-1', [expect.objectContaining({ number: 1, status: 'running' }), expect.objectContaining({ number: 2, status: 'queued' })])
})

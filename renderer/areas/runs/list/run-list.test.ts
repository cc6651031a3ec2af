// The table of runs in the page: asks for the rows in sight only, drops late answers, and is calm while runs change.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { RunChoice, RowWindow } from '@contract/runs/run-query'
import type { RunTablePage, TableRow } from '@contract/runs/run-row'
import { installLab, Refusal } from '../../../testing/lab-in-memory'
import { useRunList } from './run-list'

beforeEach(() => {
  localStorage.clear()
  setActivePinia(createPinia())
})

const rowOf = (index: number): TableRow => ({ kind: 'damaged', id: `run-${index}`, title: '', why: 'its settings cannot be read' })

/** A lab with a number of runs; `filtered` of them meet any question. */
function labOf(total: number, filtered = 3) {
  return installLab({
    runTable: ({ filter }: RunChoice, { offset, limit }: RowWindow): RunTablePage => {
      const count = filter === '' ? total : filter === 'none' ? 0 : filtered
      const rows = Array.from({ length: Math.max(Math.min(limit, count - offset), 0) }, (_, index) => rowOf(offset + index))
      return { offset, rows, total: count, matching: count, all: total, differing: ['seed'] }
    },
  })
}

const idAt = (list: ReturnType<typeof useRunList>, index: number): string | null => {
  const row = list.rowAt(index)
  return row?.kind === 'damaged' ? row.id : null
}

it('asks for the rows around those in sight, and for none twice', async () => {
  const lab = labOf(1000)
  const list = useRunList()
  await list.refresh()
  expect([list.total, list.all, idAt(list, 0), idAt(list, 49), list.rowAt(700)]).toEqual([1000, 1000, 'run-0', 'run-49', null])
  list.want(690, 705)
  list.want(691, 706)
  await vi.waitFor(() => { expect(idAt(list, 700)).toBe('run-700') })
  expect(lab.asked.mock.calls.map(([, , window]) => window)).toEqual([{ offset: 0, limit: 50 }, { offset: 650, limit: 50 }, { offset: 700, limit: 50 }])
})

it('asks a question when typing has paused, none that is wrong, and finds its way back from an empty answer', async () => {
  vi.useFakeTimers()
  try {
    const lab = labOf(100)
    const list = useRunList()
    await list.refresh()
    for (const text of ['dropuot', 'dropuot =', 'dropuot = 0']) list.filter = text
    await nextTick()
    await vi.advanceTimersByTimeAsync(1000)
    expect(list.fault?.message).toContain('Did you mean dropout?')
    expect(lab.asked).toHaveBeenCalledTimes(1)
    list.filter = 'none'
    await nextTick()
    await vi.advanceTimersByTimeAsync(1000)
    expect([list.total, list.all]).toEqual([0, 100])
    list.want(0, -1)
    list.filter = ''
    await nextTick()
    await vi.advanceTimersByTimeAsync(1000)
    expect([list.total, idAt(list, 0)]).toEqual([100, 'run-0'])
  } finally {
    vi.useRealTimers()
  }
})

it('drops an answer that is overtaken by a later question', async () => {
  const answers: ((page: RunTablePage) => void)[] = []
  installLab({ runTable: () => new Promise((resolve) => answers.push(resolve)) })
  const list = useRunList()
  const page = (all: number): RunTablePage => ({ offset: 0, rows: [], total: 0, matching: 0, all, differing: [] })
  const first = list.refresh()
  const second = list.refresh()
  answers[1]?.(page(2))
  await second
  answers[0]?.(page(1))
  await first
  expect(list.all).toBe(2)
})

it('reads the rows again a while after runs have changed, once for many changes, and only while it is shown', async () => {
  vi.useFakeTimers()
  try {
    const lab = labOf(10)
    const list = useRunList()
    lab.tell({ type: 'run-table' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(lab.asked).not.toHaveBeenCalled()
    list.follow()
    await vi.advanceTimersByTimeAsync(0)
    expect(lab.asked).toHaveBeenCalledTimes(1)
    for (let index = 0; index < 20; index++) lab.tell({ type: 'removed', runId: 'a' })
    await vi.advanceTimersByTimeAsync(5000)
    expect(lab.asked).toHaveBeenCalledTimes(2)
  } finally {
    vi.useRealTimers()
  }
})

it('has the rows before it is shown, and asks again when it is only where runs have changed since', async () => {
  const lab = labOf(10)
  const list = useRunList()
  list.catchUp()
  await vi.waitFor(() => { expect(idAt(list, 0)).toBe('run-0') })
  list.follow()
  expect(lab.asked).toHaveBeenCalledTimes(1)
  list.rest()
  lab.tell({ type: 'removed', runId: 'a' })
  list.follow()
  expect(lab.asked).toHaveBeenCalledTimes(2)
})

it('does not claim that there are no runs where one was begun since it was read', async () => {
  const lab = labOf(0)
  const list = useRunList()
  list.catchUp()
  await vi.waitFor(() => { expect(list.isLoaded).toBe(true) })
  lab.tell({ type: 'run-table' })
  expect(list.isLoaded).toBe(false)
  list.follow()
  await vi.waitFor(() => { expect(list.isLoaded).toBe(true) })
})

it('asks with the last right question where runs change while a wrong one stands in the field', async () => {
  const lab = labOf(10)
  const list = useRunList()
  list.filter = 'lenet'
  await list.refresh()
  list.filter = 'dropuot = 0'
  await list.refresh()
  expect(lab.asked.mock.calls.map(([, choice]) => (choice as RunChoice).filter)).toEqual(['lenet', 'lenet'])
})

it('keeps the rows where the lab refuses, and says why', async () => {
  let works = true
  installLab({
    runTable: () => {
      if (!works) throw new Refusal({ code: 'store/busy', message: 'The store is in use.', remedy: '' })
      return { offset: 0, rows: [rowOf(0)], total: 1, matching: 1, all: 1, differing: [] }
    },
  })
  const list = useRunList()
  await list.refresh()
  works = false
  await list.refresh()
  expect([list.problem?.code, idAt(list, 0)]).toEqual(['store/busy', 'run-0'])
})

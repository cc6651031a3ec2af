// Marking rows by pointer and keys: alone, as well, as a range over rows that are not loaded, groups as a whole.
import { runRecord } from '@contract/testing/sample-runs'
import type { TableRow } from '@contract/runs/run-row'
import { expect, it } from 'vitest'
import { useSelection } from './selection'

/** Rows `a` to `z`; at 3 a group of `d1` and `d2`. Only the first ten rows are loaded. */
function table() {
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(97 + index))
  const { epochs: sampledEpochs, ...record } = runRecord()
  const rows = letters.map((id): TableRow =>
    id === 'd'
      ? { kind: 'group', key: 'd', title: 'd', runs: 2, isOpen: false, figures: {} as never, settings: {} }
      : { kind: 'run', isMember: false, run: { ...record, id, sampledEpochs, epochsDone: 0, bestTestAccuracy: null, bestTestLoss: null, bestValidationAccuracy: null, bestValidationLoss: null, tags: [], note: '', isPinned: false, fileBytes: null } })
  return useSelection({
    rowAt: (index) => (index < 10 ? (rows[index] ?? null) : null),
    total: () => rows.length,
    idsBetween: (first, last) => Promise.resolve(letters.slice(first, last + 1).flatMap((id) => (id === 'd' ? ['d1', 'd2'] : [id]))),
  })
}

it('marks a row alone, others as well, and takes a mark away', async () => {
  const selection = table()
  await selection.mark(0, 'only')
  await selection.mark(2, 'also')
  expect([...selection.ids.value]).toEqual(['a', 'c'])
  await selection.mark(0, 'also')
  expect([...selection.ids.value]).toEqual(['c'])
  await selection.mark(5, 'only')
  expect([...selection.ids.value]).toEqual(['f'])
})

it('marks a range from where it began, over rows that are not loaded, forwards and backwards', async () => {
  const selection = table()
  await selection.mark(4, 'only')
  await selection.mark(12, 'range')
  expect(selection.count.value).toBe(9)
  await selection.mark(2, 'range')
  expect([...selection.ids.value]).toEqual(['c', 'd1', 'd2', 'e'])
  await selection.move(3, true)
  expect([...selection.ids.value]).toEqual(['d1', 'd2', 'e'])
  await selection.markAll()
  expect(selection.count.value).toBe(27)
})

it('marks a group with its runs, and takes both marks away together', async () => {
  const selection = table()
  await selection.mark(1, 'only')
  await selection.mark(3, 'also')
  expect([...selection.ids.value]).toEqual(['b', 'd1', 'd2'])
  await selection.mark(3, 'also')
  expect([...selection.ids.value]).toEqual(['b'])
})

it('moves the focus without marking, within the table', async () => {
  const selection = table()
  await selection.move(-3, false)
  expect(selection.focus.value).toBe(0)
  await selection.move(100, false)
  expect([selection.focus.value, selection.count.value]).toEqual([25, 0])
})

it('tells what is marked when a range is known whose ids are still being asked for, and nothing of one that was cleared', async () => {
  const selection = table()
  void selection.mark(0, 'only')
  void selection.mark(2, 'range')
  expect([...selection.ids.value]).toEqual(['a'])
  expect(await selection.settled()).toEqual(['a', 'b', 'c'])
  void selection.markAll()
  selection.clear()
  expect(await selection.settled()).toEqual([])
})

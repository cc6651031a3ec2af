// Changes of runs are taken back in the order in which they were made, each for just the runs that it has changed.
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { installLab, Refusal } from '../../testing/lab-in-memory'
import { useDeletions } from './deletions'
import { useMarks } from './list/marks'
import { useQueue } from './queue/queue'
import { useRunChanges } from './run-changes'

beforeEach(() => {
  setActivePinia(createPinia())
})

const cutShort: string[] = []
const queue = { isHeld: false, atOnce: 1, afterRestart: 'ask' as const, cutShort, takenOver: 0 }

it('takes back tags, notes, pins, the order of the queue and deletions, the newest first', async () => {
  const lab = installLab({
    tagRuns: (_, added) => (added.length > 0 ? [{ tag: 'best', isAdded: true, runs: ['b'] }, { tag: 'old', isAdded: false, runs: ['a'] }] : []),
    pinRuns: () => ['a'],
    noteRun: () => null,
    deleteRuns: () => ({ deleted: ['a', 'b'], kept: [], bytes: 0 }),
    putBackRuns: () => null,
    queue: () => ({ ...queue, waiting: ['x', 'y'] }),
    reorderQueue: (waiting) => ({ ...queue, waiting }),
  })
  const [marks, changes, waiting] = [useMarks(), useRunChanges(), useQueue()]
  await waiting.load()
  await marks.tag(['a', 'b'], ['best'], ['old'])
  await marks.pin(['a', 'b'], true)
  await marks.note({ id: 'a', note: 'before' }, 'after')
  await marks.note({ id: 'a', note: 'same' }, 'same')
  await waiting.reorder(['y', 'x'])
  await useDeletions().deleteRuns(['a', 'b'])
  lab.asked.mockClear()

  await changes.undo(['queue'])
  expect(waiting.state.waiting).toEqual(['x', 'y'])
  expect(changes.canUndo(['queue'])).toBe(false)
  while (changes.canUndo(['table'])) await changes.undo(['table'])
  expect(lab.asked.mock.calls).toEqual([
    ['reorderQueue', ['x', 'y']],
    ['putBackRuns', ['a', 'b']],
    ['noteRun', 'a', 'before'],
    ['pinRuns', ['a'], false],
    ['tagRuns', ['b'], [], ['best']],
    ['tagRuns', ['a'], ['old'], []],
  ])
  expect(useDeletions().deletions).toEqual([])
})

it('says who has the runs in hand that were kept, of many the first ones', async () => {
  const holder = (id: string) => ({ id, holder: { message: `Run ${id} is held.`, remedy: `Stop ${id}.` } })
  installLab({ deleteRuns: () => ({ deleted: [], kept: [{ id: 'a', holder: null }, holder('b'), holder('c'), holder('d')], bytes: 0 }) })
  const deletions = useDeletions()
  await deletions.deleteRuns(['a', 'b', 'c', 'd'])
  expect(deletions.kept).toBe('1 run goes on or waits, and was kept: stop it first. Run b is held. Stop b. Run c is held. Stop c. 1 more run was kept, since a process has it in hand.')
  expect(deletions.last).toBeNull()
})

it('what could not be taken back can be tried again; what was deleted for good cannot be taken back', async () => {
  let isFull = true
  installLab({
    deleteRuns: () => ({ deleted: ['a'], kept: [], bytes: 0 }),
    deleteForGood: () => null,
    putBackRuns: () => {
      if (isFull) throw new Refusal({ code: 'disk/full', message: 'The disk is full.', remedy: '' })
      return null
    },
  })
  const [deletions, changes] = [useDeletions(), useRunChanges()]
  await deletions.deleteRuns(['a'])
  await expect(changes.undo(['table'])).rejects.toMatchObject({ code: 'disk/full' })
  isFull = false
  await deletions.undo()
  expect(changes.canUndo(['table'])).toBe(false)
  await deletions.deleteRuns(['a'])
  await deletions.makeFinal()
  expect(changes.canUndo(['table'])).toBe(false)
})

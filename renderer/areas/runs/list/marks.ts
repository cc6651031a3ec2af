// Tags, notes and pins of runs: every change can be taken back, for just those runs that it has changed.
import { phrase } from '@language/phrase'
import type { RunRow } from '@contract/runs/run-row'
import { ask } from '../../../frame/lab'
import { useRunChanges } from '../run-changes'

export interface RunMarks {
  /** @throws LabError, as the others do */
  readonly tag: (ids: readonly string[], added: readonly string[], removed: readonly string[]) => Promise<void>
  readonly pin: (ids: readonly string[], isPinned: boolean) => Promise<void>
  readonly note: (run: Pick<RunRow, 'id' | 'note'>, note: string) => Promise<void>
}

export function useMarks(): RunMarks {
  const changes = useRunChanges()
  return {
    tag: async (ids, added, removed) => {
      const changed = await ask('tagRuns', [...ids], [...added], [...removed])
      if (changed.length === 0) return
      const undo = async (): Promise<void> => {
        for (const { tag, isAdded, runs } of changed) await ask('tagRuns', [...runs], isAdded ? [] : [tag], isAdded ? [tag] : [])
      }
      changes.remember({ scope: 'table', undone: phrase('The tags are as before.'), undo })
    },
    pin: async (ids, isPinned) => {
      const changed = await ask('pinRuns', [...ids], isPinned)
      if (changed.length > 0) changes.remember({ scope: 'table', undone: phrase('The pins are as before.'), undo: () => ask('pinRuns', [...changed], !isPinned) })
    },
    note: async ({ id, note: before }, note) => {
      await ask('noteRun', id, note)
      if (note !== before) changes.remember({ scope: 'table', undone: phrase('The note is as before.'), undo: () => ask('noteRun', id, before) })
    },
  }
}

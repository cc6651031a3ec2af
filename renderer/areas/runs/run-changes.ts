// Changes of runs and sweeps in this session that can be taken back, in the order in which they were made: marks, the order of the queue, deletions.
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { useAnnouncer } from '../../frame/announcer'

/** Where a change is seen, and so where the keys take it back. */
export type ChangeScope = 'table' | 'queue'

export interface RunChange {
  readonly scope: ChangeScope
  /** What taking it back does: `2 runs put back.` */
  readonly undone: string
  /** @throws LabError */
  readonly undo: () => Promise<unknown>
  /** The deletion that it is, if it is one. */
  readonly of?: object
}

/** Changes that are remembered. */
const mostChanges = 100

export const useRunChanges = defineStore('run-changes', () => {
  const announcer = useAnnouncer()
  /** The newest last. */
  const changes = shallowRef<readonly RunChange[]>([])

  function remember(change: RunChange): void {
    changes.value = [...changes.value, change].slice(-mostChanges)
  }

  function forget(forgotten: (change: RunChange) => boolean): void {
    changes.value = changes.value.filter((change) => !forgotten(change))
  }

  const newest = (scopes: readonly ChangeScope[]): RunChange | undefined => changes.value.findLast(({ scope }) => scopes.includes(scope))
  const canUndo = (scopes: readonly ChangeScope[]): boolean => newest(scopes) !== undefined

  /** Takes the newest change of some scopes back. @throws LabError; the change is remembered then */
  async function undo(scopes: readonly ChangeScope[]): Promise<void> {
    const change = newest(scopes)
    if (!change) return
    await change.undo()
    forget((other) => other === change)
    announcer.say(change.undone)
  }

  return { remember, forget, canUndo, undo }
})

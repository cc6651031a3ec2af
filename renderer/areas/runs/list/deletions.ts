// Deletions of runs and checkpoints of this session: each can be undone until the lab closes, or made final at once.
import { phrase } from '@language/phrase'
import { formatCounted } from '@common/words/format'
import type { CleanUpTarget } from '@contract/api/run-table-api'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { useAnnouncer } from '../../../frame/announcer'
import { ask } from '../../../frame/lab'
import { useRunChanges } from '../run-changes'

/** Something that was deleted together. */
export interface Deletion {
  readonly target: CleanUpTarget
  readonly ids: readonly string[]
  /** `3 runs deleted.` */
  readonly words: string
}

/** Why runs were not deleted; empty for none. */
function stayingWords(count: number): string {
  if (count === 0) return ''
  return count === 1 ? phrase('1 run goes on or waits, and was kept: stop it first.') : phrase('{runs} go on or wait, and were kept: stop them first.', { runs: formatCounted(count, 'run') })
}

function putBackWords({ target, ids }: Deletion): string {
  return target === 'runs' ? phrase('{runs} put back.', { runs: formatCounted(ids.length, 'run') }) : phrase('Checkpoints of {runs} put back.', { runs: formatCounted(ids.length, 'run') })
}

export const useDeletions = defineStore('deletions', () => {
  const announcer = useAnnouncer()
  const changes = useRunChanges()
  /** The newest last. */
  const deletions = shallowRef<readonly Deletion[]>([])
  /** A sentence on runs that could not be deleted; empty where all could. */
  const kept = shallowRef('')

  function remember(deletion: Deletion): void {
    deletions.value = [...deletions.value, deletion]
    changes.remember({ scope: 'table', undone: putBackWords(deletion), undo: () => putBack(deletion), of: deletion })
    announcer.say(deletion.words)
  }

  /** Deletes runs; those that go on or wait stay. @returns the ids of those that are gone @throws LabError */
  async function deleteRuns(ids: readonly string[]): Promise<readonly string[]> {
    const { deleted, kept: staying } = await ask('deleteRuns', [...ids])
    kept.value = stayingWords(staying.length)
    if (deleted.length > 0) remember({ target: 'runs', ids: deleted, words: phrase('{runs} deleted.', { runs: formatCounted(deleted.length, 'run') }) })
    return deleted
  }

  /** Deletes checkpoints of runs. @throws LabError */
  async function deleteCheckpoints(ids: readonly string[], target: Exclude<CleanUpTarget, 'runs'>): Promise<void> {
    await ask('cleanUpCheckpoints', [...ids], target)
    remember({ target, ids, words: phrase('Checkpoints of {runs} deleted.', { runs: formatCounted(ids.length, 'run') }) })
  }

  async function putBack(deletion: Deletion): Promise<void> {
    await ask(deletion.target === 'runs' ? 'putBackRuns' : 'putBackCheckpoints', [...deletion.ids])
    deletions.value = deletions.value.filter((other) => other !== deletion)
  }

  /** Takes the newest deletion back, though marks may have changed since. @throws LabError */
  async function undo(): Promise<void> {
    const last = deletions.value.at(-1)
    if (!last) return
    await putBack(last)
    changes.forget(({ of }) => of === last)
    announcer.say(putBackWords(last))
  }

  /** Deletes for good what could still be put back. @throws LabError */
  async function makeFinal(): Promise<void> {
    await ask('deleteForGood')
    changes.forget(({ of }) => of !== undefined)
    deletions.value = []
    announcer.say(phrase('Deleted for good.'))
  }

  return { deletions, kept, deleteRuns, deleteCheckpoints, undo, makeFinal }
})

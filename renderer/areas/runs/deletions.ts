// Deletions of runs, checkpoints and sweeps of this session: each can be undone until the lab closes, or made final at once.
import { phrase } from '@language/phrase'
import { formatCounted } from '@common/words/format'
import { sentences } from '@common/words/listed-words'
import type { CleanUpTarget, KeptRun } from '@contract/api/run-table-api'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { deletionList, type Deletion } from '../../frame/deletion-list'
import { ask } from '../../frame/lab'
import { useRunChanges } from './run-changes'

/** Runs in other hands that are told one by one. */
const mostHolders = 2

/** Why runs were not deleted, in sentences; empty for none. */
function stayingWords(kept: readonly KeptRun[]): string {
  const holders = kept.flatMap(({ holder }) => holder ?? [])
  const here = kept.length - holders.length
  const more = holders.length - mostHolders
  return sentences([
    ...(here === 0 ? [] : [here === 1 ? phrase('1 run goes on or waits, and was kept: stop it first.') : phrase('{runs} go on or wait, and were kept: stop them first.', { runs: formatCounted(here, 'run') })]),
    ...holders.slice(0, mostHolders).flatMap(({ message, remedy }) => [message, remedy]),
    ...(more > 0 ? [more === 1 ? phrase('1 more run was kept, since a process has it in hand.') : phrase('{runs} more were kept, since processes have them in hand.', { runs: formatCounted(more, 'run') })] : []),
  ])
}

export const useDeletions = defineStore('deletions', () => {
  const changes = useRunChanges()
  const list = deletionList(() => ask('deleteForGood'))
  /** Sentences on runs that could not be deleted; empty where all could. */
  const kept = shallowRef('')

  /** Keeps in mind how to take a deletion back, and says what was deleted. */
  function remember(deletion: Deletion): void {
    list.remember(deletion)
    changes.remember({ scope: 'table', undone: deletion.undone, undo: () => list.putBack(deletion), of: deletion })
  }

  /** Deletes runs; those that go on, wait or are in other hands stay. @returns the ids of those that are gone @throws LabError */
  async function deleteRuns(ids: readonly string[]): Promise<readonly string[]> {
    const outcome = await ask('deleteRuns', [...ids])
    kept.value = stayingWords(outcome.kept)
    const { deleted } = outcome
    const runs = formatCounted(deleted.length, 'run')
    if (deleted.length > 0) remember({ words: phrase('{runs} deleted.', { runs }), undone: phrase('{runs} put back.', { runs }), bytes: outcome.bytes, putBack: () => ask('putBackRuns', [...deleted]) })
    return deleted
  }

  /** Deletes checkpoints of runs. @param size their bytes @throws LabError */
  async function deleteCheckpoints(ids: readonly string[], target: Exclude<CleanUpTarget, 'runs'>, size: number): Promise<void> {
    await ask('cleanUpCheckpoints', [...ids], target)
    const runs = formatCounted(ids.length, 'run')
    remember({ words: phrase('Checkpoints of {runs} deleted.', { runs }), undone: phrase('Checkpoints of {runs} put back.', { runs }), bytes: size, putBack: () => ask('putBackCheckpoints', [...ids]) })
  }

  /** Takes the newest deletion back, though marks may have changed since. @throws LabError */
  async function undo(): Promise<void> {
    const undone = await list.undo()
    if (undone) changes.forget(({ of }) => of === undone)
  }

  /** Deletes for good what could still be put back. @throws LabError */
  async function makeFinal(): Promise<void> {
    await list.makeFinal()
    changes.forget(({ of }) => of !== undefined)
  }

  return { deletions: list.deletions, last: list.last, bytes: list.bytes, kept, remember, deleteRuns, deleteCheckpoints, undo, makeFinal }
})

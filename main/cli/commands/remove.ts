// `cnn-lab remove RUN...`: deletes runs as the window does, and says what of them was on the disk.
import { phrase } from '@language/phrase'
import { listedWords, sentences } from '@common/words/listed-words'
import { formatBytes, formatCounted } from '@common/words/plain-format'
import type { JsonFlag } from '../flags/shared-options'
import { UsageError } from '../flags/usage-error'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'

export interface RemoveRunsFlags extends JsonFlag {
  readonly yes?: boolean
}

/** Deletes runs, all of which must be there; those that go on or wait are kept. `--json`: what was deleted. @returns whether all were deleted */
export function removeRuns(named: readonly string[], { yes = false, json = false }: RemoveRunsFlags, context: CommandContext): Promise<boolean> {
  const { stdout, stderr, confirm, command } = context
  const ids = [...new Set(named)]
  return withLab(context, async (lab) => {
    const sizes = new Map((await lab.runTable.sizes(ids)).map(({ id, bytes }) => [id, bytes]))
    const bytesOf = (some: readonly string[]): number => some.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0)
    if (!yes) {
      const question = phrase('Delete {runs} with {bytes} of files for good?', { runs: listedWords(ids), bytes: formatBytes(bytesOf(ids)) })
      if (!confirm) throw new UsageError(phrase('{question} Nobody can be asked here: add --yes.', { question }))
      if (!(await confirm(question))) {
        say(stderr, phrase('Nothing was deleted.'))
        return false
      }
    }
    const { deleted, kept } = await lab.runTable.deleteRuns(ids)
    await lab.runTable.deleteForGood()
    if (json) sayJson(stdout, { deleted, kept: kept.map(({ id }) => id), bytes: bytesOf(deleted) })
    else if (deleted.length > 0) say(stdout, phrase('Deleted: {ids} ({runs}, {bytes}).', { ids: listedWords(deleted), runs: formatCounted(deleted.length, 'run'), bytes: formatBytes(bytesOf(deleted)) }))
    for (const { holder } of kept) if (holder) say(stderr, sentences([holder.message, holder.remedy]))
    const own = kept.filter(({ holder }) => holder === null).map(({ id }) => id)
    if (own.length > 0) say(stderr, phrase(own.length === 1 ? 'Kept, since it goes on or waits: {runs}. Stop it in the window or terminal that trains, then call {command} remove again.' : 'Kept, since they go on or wait: {runs}. Stop them in the window or terminal that trains, then call {command} remove again.', { runs: listedWords(own), command }))
    return kept.length === 0
  })
}

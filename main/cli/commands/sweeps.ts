// `cnn-lab sweeps`: what was swept so far.
import { experimentOfSweep } from '@common/experiments/experiment-of-sweep'
import { phrase } from '@language/phrase'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'
import { sweepParagraphs, sweepsTable } from '../terminal/sweep-tables'

export interface RetryFlags {
  readonly point?: string
  readonly json?: boolean
}

export interface RemoveFlags {
  readonly withRuns?: boolean
  readonly json?: boolean
}

/** Lists all sweeps, the newest first, each with the experiment it belongs to; `--json`: one summary a line, with the id of its experiment or null. */
export async function listSweeps(json: boolean, context: CommandContext): Promise<void> {
  const { stdout, command } = context
  await withLab(context, async (lab) => {
    const [sweeps, records] = [await lab.sweeps.sweeps(), await lab.experiments.experiments()]
    const recordOf = (sweep: string) => experimentOfSweep(records, sweep)
    const titleOf = (sweep: string): string => {
      const name = recordOf(sweep)?.name
      return lab.experiments.definitions.find((definition) => definition.name === name)?.title ?? ''
    }
    if (json) for (const sweep of sweeps) sayJson(stdout, { ...sweep, experiment: recordOf(sweep.id)?.id ?? null })
    else if (sweeps.length > 0) say(stdout, sweepsTable(sweeps, titleOf, stdout))
    else say(stdout, phrase('There are no sweeps yet. Start one with: {command} sweep FILE', { command }))
  })
}

/** Shows one sweep with its results; `--json`: its record with all points. */
export async function showSweep(id: string, json: boolean, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    const sweep = await lab.sweeps.sweep(id)
    if (json) sayJson(context.stdout, sweep)
    else say(context.stdout, sweepParagraphs(sweep, context.stdout))
  })
}

/** Forgets a sweep; `--json`: its id, and whether its runs are gone, too. */
export async function removeSweep(id: string, { withRuns = false, json = false }: RemoveFlags, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    await lab.sweeps.removeSweep(id, withRuns)
    await lab.runTable.deleteForGood()
    if (json) sayJson(context.stdout, { removed: id, withRuns })
    else say(context.stderr, phrase(withRuns ? 'The sweep {id} is removed with its runs.' : 'The sweep {id} is removed; its runs stay.', { id }))
  })
}

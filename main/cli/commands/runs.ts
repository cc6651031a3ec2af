// `cnn-lab runs` and `cnn-lab show RUN`: what was trained so far.
import { runParagraphs, runsTable } from '../terminal/run-tables'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'

/** Lists all runs, newest first; `--json`: one record a line. */
export async function listRuns(json: boolean, context: CommandContext): Promise<void> {
  const { stdout, stderr, command } = context
  await withLab(context, async (lab) => {
    const { runs, unreadable } = await lab.runs.list()
    if (json) for (const run of runs) sayJson(stdout, run)
    else if (runs.length > 0) say(stdout, runsTable(runs, stdout))
    else say(stdout, `There are no runs yet. Start one with: ${command} train`)
    if (unreadable.length > 0) say(stderr, `These runs are damaged in the store and cannot be read: ${unreadable.join(', ')}.`)
  })
}

/** Shows one run; `--json`: its record with the points of its curves beside. */
export async function showRun(id: string, json: boolean, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    const { run, points } = await lab.runs.run(id)
    if (json) sayJson(context.stdout, { ...run, points })
    else say(context.stdout, runParagraphs(run, context.stdout))
  })
}

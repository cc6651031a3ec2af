// `cnn-lab report RUN...`: writes a report of one or more runs.
import { reportFormats, usualOptions } from '@contract/reports/report-request'
import { choiceOf } from '../flags/choice'
import { outFile } from '../flags/out-file'
import { withLab, say, type CommandContext } from '../terminal/command-context'
import { UsageError } from '../flags/usage-error'

/** Writes the report, each run once, and says on standard error where it lies. */
export async function writeReport(runs: readonly string[], format: string, out: string, context: CommandContext): Promise<void> {
  if (format === 'pdf') throw new UsageError('--format pdf needs the window, which does not print yet; write html and print that from a browser.')
  const chosen = choiceOf(format, reportFormats, '--format')
  const path = outFile(out)
  await withLab(context, async (lab) => {
    await lab.reports.write({ kind: 'runs', ids: runs }, chosen, usualOptions('runs'), path, { replaces: true })
    say(context.stderr, `Report: ${out}`)
  })
}

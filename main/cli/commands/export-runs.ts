// `cnn-lab export RUN... --tensorboard FOLDER | --csv FILE | --curves FILE | --json FILE`: runs for other programs.
import { resolve } from 'node:path'
import { phrase } from '@language/phrase'
import { runExportFormats, type RunExportFormat } from '@contract/api/window-api'
import { countOf } from '../flags/count-flag'
import { outFile } from '../flags/out-file'
import { UsageError } from '../flags/usage-error'
import { say, withLab, type CommandContext } from '../terminal/command-context'

/** More than a run of weeks has. */
const mostPoints = 100_000_000

/** Where to write each format. */
export type RunExportFlags = Readonly<Partial<Record<RunExportFormat, string>>>

export function namesRunExport(flags: RunExportFlags): boolean {
  return runExportFormats.some((format) => flags[format] !== undefined)
}

/** Writes every format that is named, and says on standard error where. */
export async function exportRuns(runs: readonly string[], flags: RunExportFlags & { readonly out?: string; readonly points?: string }, context: CommandContext): Promise<void> {
  if (runs.length === 0) throw new UsageError(phrase('Name the runs to write.'))
  if (flags.out !== undefined) throw new UsageError(phrase('--out writes a network; leave it out, or write the network by a command of its own.'))
  if (flags.points !== undefined && flags.json === undefined) throw new UsageError(phrase('--points is about --json.'))
  const most = flags.points === undefined ? null : countOf(flags.points, '--points', mostPoints)
  const wanted = runExportFormats.flatMap((format) => {
    const path = flags[format]
    return path === undefined ? [] : [{ format, named: path, path: format === 'tensorboard' ? resolve(path) : outFile(path) }]
  })
  await withLab(context, async (lab) => {
    for (const { format, named, path } of wanted) {
      await lab.reports.export(runs, format, path, most)
      say(context.stderr, phrase('{what}: {path}', { what: titles[format], path: named }))
    }
  })
}

const titles: Readonly<Record<RunExportFormat, string>> = { csv: phrase('Runs'), curves: phrase('Curves'), json: phrase('Runs'), tensorboard: 'TensorBoard' }

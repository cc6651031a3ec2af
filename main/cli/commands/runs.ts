// `cnn-lab runs` and `cnn-lab show RUN`: what was trained so far.
import { formatCounted } from '@common/words/plain-format'
import { didYouMean } from '@common/words/suggestion'
import { QueryFault } from '@common/run-query/query-fault'
import { readQuery } from '@common/run-query/read-query'
import { fieldNamed, fieldNames, isDescendingFirst } from '@common/run-query/run-fields'
import { enumeration, withRemark } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import { maxRows, newestFirstChoice, type RunChoice, type RunSort } from '@contract/runs/run-query'
import type { TableRow } from '@contract/runs/run-row'
import type { RunList } from '../../lab/runs/table/run-list'
import { countOf } from '../flags/count-flag'
import type { JsonFlag } from '../flags/shared-options'
import { UsageError } from '../flags/usage-error'
import { runParagraphs, runsTable } from '../terminal/run-tables'
import { say, sayJson, withLab, withRunList, type CommandContext } from '../terminal/command-context'
import { telemetryParagraphs } from '../terminal/telemetry-text'

export interface ListOptions {
  /** Words and conditions; empty: all runs. */
  readonly query: string
  /** Name of a figure or setting; null: the newest runs first. */
  readonly sort: string | null
  readonly reverse: boolean
  readonly limit: string | null
  readonly json: boolean
}

/** Lists runs, newest first where nothing else is asked for; `--json`: one record a line. */
export async function listRuns({ query, sort, reverse, limit, json }: ListOptions, context: CommandContext): Promise<void> {
  const { stdout, stderr, command } = context
  const most = limit === null ? Infinity : countOf(limit, '--limit', Number.MAX_SAFE_INTEGER)
  assertUnderstood(query)
  const choice: RunChoice = { ...newestFirstChoice, filter: query, sort: sortOf(sort, reverse) }
  const { rows, lost } = await withRunList(context, async (list) => ({ rows: await rowsOf(list, choice, most), lost: await list.lostRuns() }))
  const runs = rows.flatMap((row) => (row.kind === 'run' ? [row.run] : []))
  const unreadable = rows.flatMap((row) => (row.kind === 'damaged' ? [withRemark(row.id, row.why)] : []))
  if (json && runs.length > 0) await sayRecords(runs.map(({ id }) => id), context)
  else if (runs.length > 0) say(stdout, runsTable(runs, choice.sort.field, stdout))
  else if (!json && unreadable.length === 0) say(stdout, query === '' ? phrase('There are no runs yet. Start one with: {command} train', { command }) : phrase('No run meets: {query}', { query }))
  if (unreadable.length > 0) say(stderr, phrase('These runs are damaged in the store and cannot be read: {runs}. Delete them by: {command} remove RUN', { runs: enumeration(unreadable), command }))
  if (lost.length > 0) say(stderr, phrase(lost.length === 1 ? '{runs} has a folder here, but is not in the store. Find it again by: {command} repair' : '{runs} have folders here, but are not in the store. Find them again by: {command} repair', { runs: formatCounted(lost.length, 'run'), command }))
}

/** Writes the records of runs as they stand, one a line. */
function sayRecords(ids: readonly string[], context: CommandContext): Promise<void> {
  return withLab(context, async (lab) => {
    for (const id of ids) sayJson(context.stdout, (await lab.runs.run(id)).run)
  })
}

/** @throws UsageError that says what of the query is not understood */
function assertUnderstood(query: string): void {
  try {
    readQuery(query)
  } catch (error) {
    if (!(error instanceof QueryFault)) throw error
    throw new UsageError(phrase('The query is not understood: {why}', { why: error.message }))
  }
}

function sortOf(name: string | null, reverse: boolean): RunSort {
  const field = name === null ? newestFirstChoice.sort.field : fieldNamed(name)
  if (field === null) throw new UsageError(phrase('--sort takes the name of a setting or figure, and “{name}” is none.{didYouMean}', { name: name ?? '', didYouMean: didYouMean(name ?? '', fieldNames) }))
  return { field, descending: isDescendingFirst(field) !== reverse }
}

async function rowsOf(list: RunList, choice: RunChoice, most: number): Promise<readonly TableRow[]> {
  const rows: TableRow[] = []
  for (;;) {
    const limit = Math.min(maxRows, most - rows.length)
    if (limit < 1) return rows
    const page = await list.runTable(choice, { offset: rows.length, limit })
    rows.push(...page.rows)
    if (page.rows.length < limit) return rows
  }
}

export interface ShowFlags extends JsonFlag {
  readonly telemetry?: boolean
}

/** Shows one run; `--json`: its record with the points of its curves beside; `--telemetry`: with what its layers looked like, too. */
export async function showRun(id: string, { json, telemetry }: ShowFlags, context: CommandContext): Promise<void> {
  await withLab(context, async (lab) => {
    const { run, points } = await lab.runs.run(id)
    const looked = telemetry ? { telemetry: await lab.runs.wholeTelemetry(id) } : {}
    if (json) {
      sayJson(context.stdout, { ...run, points, ...looked })
      return
    }
    const paragraphs = looked.telemetry === undefined ? [] : telemetryParagraphs(looked.telemetry, context.stdout)
    say(context.stdout, runParagraphs(run, context.stdout), ...paragraphs.flatMap((paragraph) => ['', paragraph]))
  })
}

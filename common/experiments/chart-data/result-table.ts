// The table that answers an experiment: a row for each label with mean and spread over its seeds, and published figures below.
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { Formats } from '../../words/formats'
import type { ResultColumn } from '../column'
import type { Experiment } from '../experiment'
import { figureOver, figureWords, spreadWords } from '../figure-words'
import { rowGroups } from '../row-groups'

export interface TableRow {
  readonly label: string
  /** One for each column; `–`: not known. */
  readonly cells: readonly string[]
  /** Seeds whose rows have ended well. */
  readonly seeds: number
  /** Ids of its runs. */
  readonly runs: readonly string[]
  /** Columns in which no other measured row is better, by their places; none where most rows share the best value, or there is a single row. */
  readonly best: readonly number[]
}

export interface PublishedRow {
  readonly what: string
  readonly source: string
  readonly cells: readonly string[]
}

export interface ResultTable {
  /** Title of its part; empty for the experiment's own table with the rows of all, or of several, parts. */
  readonly title: string
  /** What the rows are, as the head of their column. */
  readonly rowTitle: string
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly TableRow[]
  readonly published: readonly PublishedRow[]
}

const unknown = '–'

/** The experiment's table, and those of parts that have one of their own, some with the rows of further parts; tables without rows are left out. */
export function resultTables(experiment: Pick<Experiment, 'parts' | 'columns' | 'published'>, results: readonly ResultRow[], formats: Formats): readonly ResultTable[] {
  const shared = experiment.parts.filter(({ columns }) => columns === undefined)
  const tables = [
    tableOf(titleOf(shared, experiment.parts), shared, experiment.columns, experiment.published, results, formats),
    ...experiment.parts.flatMap((part) => (part.columns === undefined || part.tableOf !== undefined ? [] : [tableOf(part.title, [part, ...experiment.parts.filter((other) => other.tableOf === part.name)], part.columns, [], results, formats)])),
  ]
  return tables.filter(({ columns, rows }) => columns.length > 0 && rows.length > 0)
}

/** A single part of several is told by its title; the table of all parts needs none. */
const titleOf = (shared: Experiment['parts'], all: Experiment['parts']): string => (shared.length === 1 && all.length > 1 ? (shared[0]?.title ?? '') : '')

function tableOf(title: string, parts: Experiment['parts'], columns: readonly ResultColumn[], published: Experiment['published'], results: readonly ResultRow[], formats: Formats): ResultTable {
  const groups = rowGroups(parts, results)
  const spreads = groups.map(({ rows }) => columns.map(({ figure }) => figureOver(rows, figure)))
  const bestOf = columns.map(({ better }, place) => best(better, spreads.map((row) => row[place]?.mean ?? null)))
  return {
    title,
    rowTitle: parts[0]?.rowTitle ?? phrase('Setting'),
    columns,
    rows: groups.map(({ label, rows }, index) => ({
      label,
      cells: columns.map(({ kind }, place) => {
        const spread = spreads[index]?.[place]
        return spread ? spreadWords(kind, spread, formats) : unknown
      }),
      seeds: rows.filter(({ status }) => status === 'completed').length,
      runs: rows.flatMap(({ run }) => run ?? []),
      best: columns.flatMap((_, place) => (bestOf[place] !== null && spreads[index]?.[place]?.mean === bestOf[place] ? [place] : [])),
    })),
    published: published
      .filter(({ figures }) => columns.some(({ figure }) => figures[figure] !== undefined))
      .map(({ what, source, figures }) => ({ what, source, cells: columns.map(({ figure, kind }) => (figures[figure] === undefined ? unknown : figureWords(kind, figures[figure], formats))) })),
  }
}

/** The best of some values; null where neither way is better, fewer than two are known, or more than half of them are the best. */
function best(better: ResultColumn['better'], values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  if (better === undefined || known.length < 2) return null
  const most = known.reduce((first, value) => (better === 'higher' ? Math.max(first, value) : Math.min(first, value)))
  return known.filter((value) => value === most).length > known.length / 2 ? null : most
}

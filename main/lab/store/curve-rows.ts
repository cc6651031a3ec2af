// Curves in the store by column: SQLite writes each column as one JSON list, mostly of whole numbers, which takes a third of the time of a hundred thousand rows; or it merges neighbouring points, which takes a fifth of that.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { EpochColumns, MergedCurves, PointColumns } from '@contract/runs/curve-columns'
import type { Row } from './database'

/** Where a column comes from. */
interface ColumnSource {
  /** Its expression in the table. */
  readonly sql: string
  /** It is read as whole numbers of this part of one, which SQLite writes in half the time; null: with 15 digits. */
  readonly resolution: number | null
}

type ColumnSources<Columns> = Readonly<Record<keyof Columns & string, ColumnSource>>

/** Where a column of points comes from. */
interface PointSource extends ColumnSource {
  /** How neighbouring points become one; what grows with the steps has its last value. */
  readonly merge: 'avg' | 'max'
}

const exact = (sql: string) => ({ sql, resolution: null }) as const

export const pointColumns: Readonly<Record<keyof PointColumns, PointSource>> = {
  step: { sql: 'step', resolution: 1, merge: 'max' },
  epoch: { sql: 'epoch', resolution: 1e6, merge: 'max' },
  loss: { ...exact('loss'), merge: 'avg' },
  accuracy: { sql: 'accuracy', resolution: 1e7, merge: 'avg' },
  imagesPerSecond: { sql: 'images_per_second', resolution: 1e3, merge: 'avg' },
  memoryBytes: { sql: 'coalesce(device_bytes, rss_bytes)', resolution: 1, merge: 'max' },
  elapsedSeconds: { sql: 'elapsed_seconds', resolution: 1e3, merge: 'max' },
}

export const epochColumns: ColumnSources<EpochColumns> = { epoch: exact('epoch'), heldOutLoss: exact('held_out_loss'), heldOutAccuracy: exact('held_out_accuracy') }

const written = ({ sql, resolution }: ColumnSource): string => (resolution === null ? sql : `CAST(${sql} * ${resolution} + 0.5 AS INTEGER)`)

/** The query of a run's columns; its question mark is the run's number. */
export function columnsOf(table: 'points' | 'epochs', sources: Readonly<Record<string, ColumnSource>>, order: string): string {
  const lists = Object.entries(sources).map(([name, source]) => `json_group_array(${written(source)}) AS ${name}`)
  return `SELECT ${lists.join(', ')} FROM (SELECT * FROM ${table} WHERE run = ? ORDER BY ${order})`
}

/** @throws LabError `store/damaged` where a column holds anything but numbers */
export function readColumns<Columns extends Readonly<Record<keyof Columns, Float64Array>>>(what: string, sources: ColumnSources<Columns>, row: Row | undefined): Columns {
  const columns = Object.entries<ColumnSource>(sources).map(([name, { resolution }]) => [name, numbersOf(what, row?.[name], resolution ?? 1)])
  return Object.fromEntries(columns) as Columns
}

/**
 * The query of a run's points, each merged of those within so many steps: a row a merged point, without those of steps that have none. An aggregate in a
 * subquery a row spares the sorting by which SQLite would group. Its question marks are the run's number, the steps of a merged point, and the run's last step.
 */
export const mergedPointsQuery = `
  WITH RECURSIVE starts (before) AS (SELECT 0 UNION ALL SELECT before + ?2 FROM starts WHERE before + ?2 < ?3)
  SELECT json_group_array(json(merged)) AS merged FROM (
    SELECT (
      SELECT json_array(count(*), ${Object.values(pointColumns).map(({ sql, merge }) => `${merge}(${sql})`).join(', ')})
      FROM points WHERE run = ?1 AND step > before AND step <= before + ?2
    ) AS merged FROM starts
  ) WHERE merged ->> 0 > 0`

/** @throws LabError `store/damaged` where a column holds anything but numbers */
export function readMergedPoints(what: string, row: Row | undefined): Pick<MergedCurves, 'points' | 'pointsEach'> {
  const rows: unknown = JSON.parse(String(row?.merged))
  if (!Array.isArray(rows) || !rows.every(isNumbers)) throw unreadable(what)
  const columns = Object.keys(pointColumns).map((name, index) => [name, Float64Array.from(rows, (values) => values[index + 1] ?? NaN)])
  const count = rows.reduce((sum, [merged = 0]) => sum + merged, 0)
  return { points: Object.fromEntries(columns) as PointColumns, pointsEach: Math.max(1, Math.round(count / rows.length)) }
}

const isNumbers = (values: unknown): values is readonly number[] => Array.isArray(values) && values.every((value) => typeof value === 'number')

function numbersOf(what: string, text: unknown, resolution: number): Float64Array {
  const values: unknown = JSON.parse(String(text))
  if (isNumbers(values)) return Float64Array.from(values, (value: number) => value / resolution)
  throw unreadable(what)
}

function unreadable(what: string): LabError {
  return new LabError('store/damaged', phrase('In the store of runs, {what} cannot be read.', { what }), phrase('Remove that run; the others are not affected.'))
}

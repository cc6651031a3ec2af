// Curves in the store by column: SQLite writes each column as one JSON list, mostly of whole numbers, which takes a third of the time of a hundred thousand rows.
import { LabError } from '@contract/problem'
import type { EpochColumns, PointColumns } from '@contract/runs/curve-columns'
import type { Row } from './database'

/** Where a column comes from. */
interface ColumnSource {
  /** Its expression in the table. */
  readonly sql: string
  /** It is read as whole numbers of this part of one, which SQLite writes in half the time; null: with 15 digits. */
  readonly resolution: number | null
}

type ColumnSources<Columns> = Readonly<Record<keyof Columns & string, ColumnSource>>

const exact = (sql: string): ColumnSource => ({ sql, resolution: null })

export const pointColumns: ColumnSources<PointColumns> = {
  step: { sql: 'step', resolution: 1 },
  epoch: { sql: 'epoch', resolution: 1e6 },
  loss: exact('loss'),
  accuracy: { sql: 'accuracy', resolution: 1e7 },
  imagesPerSecond: { sql: 'images_per_second', resolution: 1e3 },
  memoryBytes: { sql: 'coalesce(device_bytes, rss_bytes)', resolution: 1 },
  elapsedSeconds: { sql: 'elapsed_seconds', resolution: 1e3 },
}

export const epochColumns: ColumnSources<EpochColumns> = { epoch: exact('epoch'), testLoss: exact('test_loss'), testAccuracy: exact('test_accuracy') }

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

function numbersOf(what: string, text: unknown, resolution: number): Float64Array {
  const values: unknown = JSON.parse(String(text))
  if (Array.isArray(values) && values.every((value): value is number => typeof value === 'number')) return Float64Array.from(values, (value: number) => value / resolution)
  throw new LabError('store/damaged', `In the store of runs, ${what} cannot be read.`, 'Remove that run; the others are not affected.')
}

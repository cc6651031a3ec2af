// Curves in the store by column: SQLite writes each column as one JSON list, which takes half the time of a hundred thousand rows and keeps 15 digits.
import { LabError } from '@contract/problem'
import type { EpochColumns, PointColumns } from '@contract/runs/curve-columns'
import type { Row } from './database'

/** The expression of each column in the table. */
type ColumnSources<Columns> = Readonly<Record<keyof Columns & string, string>>

export const pointColumns: ColumnSources<PointColumns> = {
  step: 'step',
  epoch: 'epoch',
  loss: 'loss',
  accuracy: 'accuracy',
  imagesPerSecond: 'images_per_second',
  memoryBytes: 'coalesce(device_bytes, rss_bytes)',
  elapsedSeconds: 'elapsed_seconds',
}

export const epochColumns: ColumnSources<EpochColumns> = { epoch: 'epoch', testLoss: 'test_loss', testAccuracy: 'test_accuracy' }

/** The query of a run's columns; its question mark is the run's number. */
export function columnsOf(table: 'points' | 'epochs', sources: Readonly<Record<string, string>>, order: string): string {
  const lists = Object.entries(sources).map(([name, source]) => `json_group_array(${source}) AS ${name}`)
  return `SELECT ${lists.join(', ')} FROM (SELECT * FROM ${table} WHERE run = ? ORDER BY ${order})`
}

/** @throws LabError `store/damaged` where a column holds anything but numbers */
export function readColumns<Columns extends Readonly<Record<keyof Columns, Float64Array>>>(what: string, sources: ColumnSources<Columns>, row: Row | undefined): Columns {
  const columns = Object.keys(sources).map((name) => [name, numbersOf(what, row?.[name])])
  return Object.fromEntries(columns) as Columns
}

function numbersOf(what: string, text: unknown): Float64Array {
  const values: unknown = JSON.parse(String(text))
  if (Array.isArray(values) && values.every((value) => typeof value === 'number')) return Float64Array.from(values)
  throw new LabError('store/damaged', `In the store of runs, ${what} cannot be read.`, 'Remove that run; the others are not affected.')
}

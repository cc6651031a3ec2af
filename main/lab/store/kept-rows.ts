// Rows of the store that are kept as JSON while what they tell is deleted, and that go back into their tables.
import { z } from 'zod'
import type { Database, SqlValue } from './database'

/** A row by the names of its columns. */
export const keptRowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
export type KeptRow = z.infer<typeof keptRowSchema>

/** The rows of a query, as they can be kept. */
export const keptRows = (database: Database, sql: string, ...values: SqlValue[]): KeptRow[] => database.all(sql, ...values).map((row) => keptRowSchema.parse(row))

/** Puts a row back. @param table one of the store's own, whose columns the row was read from */
export function insertRow(database: Database, table: string, row: KeptRow): void {
  const columns = Object.keys(row)
  database.run(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, ...Object.values(row))
}

type KeptTable = 'deleted_sweeps' | 'deleted_experiments'

/** Keeps what was deleted, until the process that did so ends. @param by id of that process */
export function keepDeleted(database: Database, table: KeptTable, id: string, kept: object, by: string): void {
  database.run(`INSERT INTO ${table} VALUES (?, ?, ?, ?)`, id, JSON.stringify(kept), new Date().toISOString(), by)
}

/** Takes out what a process has deleted, to be put back; null: it has deleted nothing of this id. */
export function takeDeleted<T>(database: Database, table: KeptTable, id: string, by: string, schema: z.ZodType<T>): T | null {
  const row = database.one(`SELECT content FROM ${table} WHERE id = ? AND deleted_by = ?`, id, by)
  if (!row) return null
  database.run(`DELETE FROM ${table} WHERE id = ?`, id)
  return schema.parse(JSON.parse(String(row.content)))
}

/** The number of a row that another one refers to; null where that is gone. */
export function numberIfThere(database: Database, table: 'experiments' | 'runs', number: SqlValue | undefined): SqlValue {
  if (number === null || number === undefined) return null
  return database.one(`SELECT number FROM ${table} WHERE number = ?`, number) ? number : null
}

// Questions to the table of runs: which runs, in what order, in what groups, and which rows of the answer.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { isSettingPath, type SettingPath } from '../training/settings/table'
import { isFigureName, type FigureName } from './run-figures'

/** Longest text of words and conditions. */
export const maxFilterLength = 2000

/** Most rows in one answer. */
export const maxRows = 200

/** A figure of runs or a setting, by which the table is ordered and runs are chosen. */
export type RunField = FigureName | SettingPath

const runFieldSchema = z.string().refine((name): name is RunField => isFigureName(name) || isSettingPath(name), { message: phrase('is neither a figure nor a setting') })

/** How runs are put together in groups: those that differ in nothing but the seed, those of a sweep, or those with the same value of a setting. */
export type RunGrouping = 'seeds' | 'sweep' | SettingPath

const runGroupingSchema = z.string().refine((name): name is RunGrouping => name === 'seeds' || name === 'sweep' || isSettingPath(name), { message: phrase('is no setting') })

export const runSortSchema = z.strictObject({ field: runFieldSchema, descending: z.boolean() })
export type RunSort = z.infer<typeof runSortSchema>

/** Which rows the table has, and in what order; pinned runs come first in any order. */
export const runChoiceSchema = z.strictObject({
  /** Words and conditions as the user writes them, see `common/run-query`; empty: all runs. */
  filter: z.string().max(maxFilterLength),
  sort: runSortSchema,
  /** Null: no groups. */
  group: runGroupingSchema.nullable(),
  /** Keys of the groups whose runs are shown below them. */
  open: z.array(z.string().max(300)).max(10_000).readonly(),
})
export type RunChoice = z.infer<typeof runChoiceSchema>

/** The newest runs first. */
export const newestFirstChoice: RunChoice = { filter: '', sort: { field: 'createdAt', descending: true }, group: null, open: [] }

/** Rows from one place of the table on. */
export const rowWindowSchema = z.strictObject({ offset: z.int().nonnegative(), limit: z.int().min(1).max(maxRows) })
export type RowWindow = z.infer<typeof rowWindowSchema>

// Calls of the page about the table of runs: rows and selections, tags, notes and pins, deletion and clean-up.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import type { LostRuns } from '../runs/lost-run'
import { rowWindowSchema, runChoiceSchema } from '../runs/run-query'
import { maxNoteLength, maxTagLength, maxTags, type RunTablePage, type TagChange, type TagCount } from '../runs/run-row'
import { runIdSchema } from './runs-api'

/** Most runs that one call changes. */
const maxIds = 100_000
const runIdsSchema = z.array(runIdSchema).min(1).max(maxIds)

const tagSchema = z.string().trim().min(1).max(maxTagLength).regex(/^[^"\n]*$/, { message: phrase('must not contain quotation marks') })
const tagsSchema = z.array(tagSchema).max(maxTags)

/** What a clean-up deletes: runs with everything, all checkpoints of runs, or all but the last one of each. */
export const cleanUpTargetSchema = z.enum(['runs', 'checkpoints', 'older-checkpoints'])
export type CleanUpTarget = z.infer<typeof cleanUpTargetSchema>

export const cleanUpRuleSchema = z.strictObject({
  target: cleanUpTargetSchema,
  /** Runs that ended at least so many days ago; null: of any age. */
  olderThanDays: z.number().nonnegative().max(100_000).nullable(),
  /** Runs that would free at least so many bytes; null: any. */
  atLeastBytes: z.number().nonnegative().nullable(),
})
export type CleanUpRule = z.infer<typeof cleanUpRuleSchema>

/** A run that a clean-up would concern. */
export interface CleanUpItem {
  readonly id: string
  readonly title: string
  /** ISO 8601: when it ended. */
  readonly endedAt: string
  readonly testAccuracy: number | null
  /** Checkpoints that would go. */
  readonly checkpoints: number
  /** Bytes on the disk that would be free. */
  readonly bytes: number
}

/** What a clean-up would do: nothing is changed yet. Runs that go on, wait or are pinned are never concerned. */
export interface CleanUpPlan {
  /** The largest first. */
  readonly items: readonly CleanUpItem[]
  readonly bytes: number
}

/** A run that was not deleted. */
export interface KeptRun {
  readonly id: string
  /** Who has it in hand, and what to do, in whole sentences; null: it goes on or waits in this lab. */
  readonly holder: HolderWords | null
}

export interface HolderWords {
  readonly message: string
  readonly remedy: string
}

/** Runs that were deleted, and those that could not be. */
export interface DeletedRuns {
  readonly deleted: readonly string[]
  readonly kept: readonly KeptRun[]
  /** Bytes of the files of those that were deleted, as far as they were measured. */
  readonly bytes: number
}

export const runTableCallSchemas = {
  runTable: z.tuple([runChoiceSchema, rowWindowSchema]),
  runIds: z.tuple([runChoiceSchema, z.int().nonnegative(), z.int().nonnegative()]),
  runTags: z.tuple([]),
  tagRuns: z.tuple([runIdsSchema, tagsSchema, tagsSchema]),
  noteRun: z.tuple([runIdSchema, z.string().max(maxNoteLength)]),
  pinRuns: z.tuple([runIdsSchema, z.boolean()]),
  deleteRuns: z.tuple([runIdsSchema]),
  putBackRuns: z.tuple([runIdsSchema]),
  deletedRuns: z.tuple([]),
  lostRuns: z.tuple([]),
  findLostRuns: z.tuple([]),
  deleteForGood: z.tuple([]),
  planCleanUp: z.tuple([cleanUpRuleSchema]),
  cleanUpCheckpoints: z.tuple([runIdsSchema, cleanUpTargetSchema.extract(['checkpoints', 'older-checkpoints'])]),
  putBackCheckpoints: z.tuple([runIdsSchema]),
}

export interface RunTableResults {
  /** Rows of the table. @throws LabError `query/...` where the words and conditions cannot be understood */
  runTable: RunTablePage
  /** Ids of the runs in the rows from the second argument to the third, both included; a group stands for its runs. */
  runIds: readonly string[]
  /** All tags, the most used first. */
  runTags: readonly TagCount[]
  /** Puts tags on runs (second argument) and takes others off (third); what that has changed, so that it can be taken back. */
  tagRuns: readonly TagChange[]
  noteRun: null
  /** Ids of the runs that this has changed. */
  pinRuns: readonly string[]
  /** Deletes ended runs: they can be put back until the lab closes, and are gone for good then. */
  deleteRuns: DeletedRuns
  /** Puts deleted runs back. */
  putBackRuns: null
  /** Names of the folders of runs that the store does not know, since its database was lost or emptied. */
  lostRuns: readonly string[]
  /** Makes records of such runs from their checkpoints. */
  findLostRuns: LostRuns
  /** Number of runs that can be put back. */
  deletedRuns: number
  /** Deletes for good what runs, checkpoints, sweeps and experiments have been deleted since the lab was opened, now rather than when it closes. */
  deleteForGood: null
  planCleanUp: CleanUpPlan
  /** Deletes checkpoints of ended runs: they can be put back until the lab closes. */
  cleanUpCheckpoints: null
  putBackCheckpoints: null
}

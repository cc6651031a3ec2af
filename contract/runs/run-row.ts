// Rows of the table of runs: a run without its curves, a group of runs, or a run that cannot be read.
import type { SettingPath } from '../training/settings/table'
import type { AveragedFigure } from './run-figures'
import type { EpochResult, RunRecord } from './run-record'

/** Most epochs of a run that its row holds. */
export const mostSampledEpochs = 32

/** Longest tag, and most of them on a run. */
export const maxTagLength = 40
export const maxTags = 20

/** Longest note on a run. */
export const maxNoteLength = 10_000

/** A run as the table shows it. */
export interface RunRow extends Omit<RunRecord, 'epochs'> {
  readonly epochsDone: number
  /** Results of some epochs in order, evenly spaced; of few epochs all. The first, the last, the best one (`heldOut`) and the one with the highest loss are among them. */
  readonly sampledEpochs: EpochResult[]
  /** Of all epochs; where these are judged by images for validation, of the one test. */
  readonly bestTestAccuracy: number | null
  readonly bestTestLoss: number | null
  /** Of all epochs; null where they are judged by the test images. */
  readonly bestValidationAccuracy: number | null
  readonly bestValidationLoss: number | null
  readonly tags: readonly string[]
  readonly note: string
  readonly isPinned: boolean
  /** Size of its files; null while it is not known. */
  readonly fileBytes: number | null
}

/** Mean and spread of a figure over the runs of a group that have it. */
export interface GroupFigure {
  readonly count: number
  readonly mean: number
  /** Standard deviation with the divisor n - 1; null for a single run. */
  readonly deviation: number | null
}

/** The value of a setting; null: the run does not have the setting, or leaves it empty. */
export type SettingValue = string | number | boolean | null

/** Several runs as one row. */
export interface GroupRow {
  readonly kind: 'group'
  readonly key: string
  readonly title: string
  readonly runs: number
  readonly isOpen: boolean
  readonly figures: Readonly<Record<AveragedFigure, GroupFigure | null>>
  /** The settings in which no two of its runs differ. */
  readonly settings: Readonly<Partial<Record<SettingPath, SettingValue>>>
}

export interface SingleRow {
  readonly kind: 'run'
  readonly run: RunRow
  /** Whether it stands below its group. */
  readonly isMember: boolean
}

/** A run that is damaged in the store. */
export interface DamagedRow {
  readonly kind: 'damaged'
  readonly id: string
  /** What can still be read of it. */
  readonly title: string
  /** What cannot, as the rest of a sentence: `its settings cannot be read`. */
  readonly why: string
}

export type TableRow = SingleRow | GroupRow | DamagedRow

/** Rows of the table, and what is true of the whole table. */
export interface RunTablePage {
  /** Place of the first of `rows`. */
  readonly offset: number
  readonly rows: readonly TableRow[]
  /** Rows of the whole table. */
  readonly total: number
  /** Runs that are chosen, and all runs of the lab. */
  readonly matching: number
  readonly all: number
  /** Settings in which the chosen runs differ, in the order of the form. */
  readonly differing: readonly SettingPath[]
}

/** A tag, and how many runs have it. */
export interface TagCount {
  readonly tag: string
  readonly runs: number
}

/** What putting a tag on runs, or taking it off, has changed: the ids of the runs that did not have it before, or had it. */
export interface TagChange {
  readonly tag: string
  readonly isAdded: boolean
  readonly runs: readonly string[]
}

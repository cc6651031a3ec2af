// Runs that are there before a sweep begins: what an experiment has trained in a smaller size is not trained twice.
import type { RunSpec } from '@contract/training/run-spec'
import type { KnownPoint, NewSweep } from '../store/sweep-store'

/** The run of a point that is there already; with the share of its training that is done. */
export type KnownRun = Omit<KnownPoint, 'point'> & { readonly doneShare: number }

/** Finds the run that is exactly what a point asks for, or the beginning of it; null: there is none. */
export type FindKnownRun = (wanted: RunSpec) => KnownRun | null

export const nothingKnown: FindKnownRun = () => null

/** The part of an experiment that a sweep trains, and the runs that are there already. */
export interface SweepOfPart {
  readonly experiment: NewSweep['experiment']
  readonly known: FindKnownRun
}

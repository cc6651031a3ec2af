// What is there before a sweep of an experiment begins: what it has trained in a smaller size is not trained twice, and its networks stay what they were.
import type { SweepNetworks } from '@common/sweeps/point-spec'
import type { RunSpec } from '@contract/training/run-spec'
import type { KnownPoint, NewSweep } from '../store/sweep-store'

/** The run of a point that is there already; with the share of its training that is done. */
export type KnownRun = Omit<KnownPoint, 'point'> & { readonly doneShare: number }

/** Finds the run that is exactly what a point asks for, or the beginning of it; null: there is none. */
export type FindKnownRun = (wanted: RunSpec) => KnownRun | null

export const nothingKnown: FindKnownRun = () => null

/** Networks that take the place of those of the same name as they are now; none. */
export const noNetworksKept: SweepNetworks = new Map()

/** The part of an experiment that a sweep trains, and what is there already. */
export interface SweepOfPart {
  readonly experiment: NewSweep['experiment']
  readonly known: FindKnownRun
  readonly networks: SweepNetworks
}

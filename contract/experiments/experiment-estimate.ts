// The expected cost of an experiment in a size, before it starts.
import type { PointFault } from '../sweeps/sweep-estimate'

export interface ExperimentEstimate {
  /** Points to be trained or measured; those that are there already do not count. */
  readonly points: number
  /** Points that are taken over from what was run before. */
  readonly reused: number
  /** Of the points whose cost is known, one after another. */
  readonly seconds: number
  /** Largest resident memory of an engine process, in bytes. */
  readonly memoryBytes: number
  /** The same on a GPU; null where none computes. */
  readonly deviceBytes: number | null
  /** Points whose cost is not known, and why the first is not. */
  readonly unknown: { readonly points: number; readonly reason: string } | null
  /** Points that cannot be run, by the part. */
  readonly faults: readonly (PointFault & { readonly part: string })[]
  /** Networks that are not any more what the experiment trains under their name. */
  readonly changedNetworks: readonly ChangedNetwork[]
  readonly basis: 'measured' | 'predicted'
}

/** A network that was changed or removed since it joined an experiment, which goes on with it as it was. */
export interface ChangedNetwork {
  readonly part: string
  readonly name: string
  /** What became of it, and what to do, in sentences. */
  readonly note: string
}

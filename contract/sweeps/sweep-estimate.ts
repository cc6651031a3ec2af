// The expected cost of a sweep, before it starts.

/** A point that cannot be trained: its settings contradict each other. */
export interface PointFault {
  /** Of the point, from 1. */
  readonly number: number
  /** One sentence. */
  readonly reason: string
}

export interface SweepEstimate {
  /** Runs: every point with every seed. */
  readonly points: number
  /** Points that cannot be trained; a sweep with any does not start. Of many, the first hundred. */
  readonly faults: readonly PointFault[]
  readonly faultCount: number
  /** One after another, in seconds, with what each run takes beside training, of the points whose cost is known; with successive halving, as if each rung kept its share. */
  readonly seconds: number
  /** Largest resident memory of an engine process over all points whose cost is known, in bytes. */
  readonly memoryBytes: number
  /** The same for memory on a GPU; null where none computes. */
  readonly deviceBytes: number | null
  /** Points whose cost is not known, and why the first of them is not; they count in none of the figures. */
  readonly unknown: { readonly points: number; readonly reason: string } | null
  /** `measured` where every cost was measured on this machine, else `predicted`. */
  readonly basis: 'measured' | 'predicted'
}

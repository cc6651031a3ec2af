// What works off the points of a sweep: each place where sweeps are computed has one.
import type { LabEvent } from '@contract/runs/events'
import type { SweepBook } from './sweep-book'

export interface SweepDriver {
  readonly book: SweepBook
  /** Settles when the sweep is no longer worked on here: complete, paused, or left by a lab that closes. */
  readonly ended: Promise<void>
  /** Begins, or goes on. */
  begin(): void
  /** Told of every event of the lab. */
  hear(event: LabEvent): void
  /** Begins nothing more from now on. @param status what the sweep will be once it is left */
  rest(status: 'paused' | 'interrupted'): Promise<void>
  /** Stops what goes on, with checkpoints. */
  stopRuns(): Promise<void>
  /** Writes how the sweep stands, and lets go of it. @throws LabError `store/...` */
  leave(): Promise<void>
  /** Trains a point again that has failed or was stopped. */
  retry(number: number): void
}

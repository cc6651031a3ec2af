// What the thread that draws ahead is given at its start.
import type { MessagePort } from 'node:worker_threads'
import type { DrawingPlan } from './step-draws'

export interface DrawThreadData {
  readonly plan: DrawingPlan
  /** Lists of steps come in, and go out as `StepDraws`, one a message. */
  readonly port: MessagePort
  /** See {@link SharedPlaces}. */
  readonly places: Int32Array
}

/**
 * Which steps are no longer wanted of the other thread, in memory that both share. Its parts are not read at one moment; a step that is
 * left out or drawn twice for that costs time alone.
 */
export class SharedPlaces {
  constructor(readonly shared: Int32Array = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))) {}

  /** The steps from `first` to `last` are wanted now, and none before them; `last` before `first`: only what follows. */
  begin(first: number, last: number): void {
    for (const [place, number] of [first, last + 1, last + 1].entries()) Atomics.store(this.shared, place, number)
  }

  /** Of those, the ones from `number` on are drawn elsewhere. */
  takeFrom(number: number): void {
    Atomics.store(this.shared, 1, number)
  }

  isWanted(number: number): boolean {
    const [first, taken, end] = [0, 1, 2].map((place) => Atomics.load(this.shared, place))
    return number >= (first ?? 0) && !(number >= (taken ?? 0) && number < (end ?? 0))
  }
}

// What the thread that draws ahead is given at its start.
import type { MessagePort } from 'node:worker_threads'
import type { DrawingPlan, StepToDraw } from './step-draws'

export interface DrawThreadData {
  readonly plan: DrawingPlan
  /** Receives a {@link DrawOrder}; sends lists of `StepDraws`. */
  readonly port: MessagePort
  /** See {@link SharedPlaces}. */
  readonly places: Int32Array
}

/** What the thread is told. */
export interface DrawOrder {
  /** To be drawn, in their order. */
  readonly steps: readonly StepToDraw[]
  /** Memory of earlier draws that may be used again. */
  readonly free: readonly ArrayBuffer[]
}

/**
 * Which steps are still wanted of the drawing thread, in memory that both threads share. Its numbers are not read at one moment, so that a
 * step may be left out or drawn twice; that costs time and changes no result.
 */
export class SharedPlaces {
  constructor(readonly shared: Int32Array = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))) {}

  /** Asks for the steps `first` to `last`, and no earlier ones; where `last` is less than `first`, only for the steps that follow. */
  begin(first: number, last: number): void {
    for (const [place, number] of [first, last + 1, last + 1].entries()) Atomics.store(this.shared, place, number)
  }

  /** Takes back the steps from `number` on: the training thread draws them itself. */
  takeFrom(number: number): void {
    Atomics.store(this.shared, 1, number)
  }

  isWanted(number: number): boolean {
    const [first, taken, end] = [0, 1, 2].map((place) => Atomics.load(this.shared, place))
    return number >= (first ?? 0) && !(number >= (taken ?? 0) && number < (end ?? 0))
  }
}

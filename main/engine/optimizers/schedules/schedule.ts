// Interface of a schedule: the learning rate, and for some the momentum, as a pure function of the step.

/** Where in its run a step is. Steps are updates of the parameters; micro-batches do not count. */
export interface Place {
  /** Steps taken before, from 0. */
  readonly step: number
  /** Steps of the whole run. */
  readonly steps: number
  readonly stepsPerEpoch: number
}

export interface Rates {
  readonly learningRate: number
  /** Left out: as in the optimizer's settings. */
  readonly momentum?: number
}

/** A schedule as the share of the learning rate that a step gets. */
export type RateShare = (place: Place) => number

/** Half a cosine wave: from `start` at progress 0 to `end` at progress 1. */
export function cosineBetween(start: number, end: number, progress: number): number {
  return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * progress))
}

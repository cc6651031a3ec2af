// Accuracy over wall-clock time of runs that are compared: tables by epoch, and the time to each accuracy.

export interface TimedAccuracy {
  /** Counted from 1. */
  readonly epoch: number
  /** Wall-clock seconds from the command to the end of the epoch's evaluation: the start of processes, reading data and compiling are in it. */
  readonly seconds: number
  /** On the test images, 0 to 1. */
  readonly accuracy: number
}

/** A run of one contender. */
export interface TimedRun {
  /** E.g. `CNN Lab`, `PyTorch 2.13.0, channels-last`. */
  readonly name: string
  readonly epochs: readonly TimedAccuracy[]
}

/** Accuracies that a table of times names, as far as they were reached. */
const marks = [0.8, 0.85, 0.88, 0.9, 0.91, 0.92, 0.93, 0.935, 0.94, 0.945, 0.95]

/** Seconds after which a run first had an accuracy; null: it never had. */
export function secondsTo(accuracy: number, { epochs }: TimedRun): number | null {
  return epochs.find((epoch) => epoch.accuracy >= accuracy)?.seconds ?? null
}

/** The marks that at least one of the runs reached, with the seconds of each. */
export function timesToMarks(runs: readonly TimedRun[]): readonly { readonly accuracy: number; readonly seconds: readonly (number | null)[] }[] {
  return marks
    .map((accuracy) => ({ accuracy, seconds: runs.map((run) => secondsTo(accuracy, run)) }))
    .filter(({ seconds }) => seconds.some((one) => one !== null))
}

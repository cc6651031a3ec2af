// The images that the epochs of a run are judged by: the test images, as in the book, or images for validation.
import type { RunSpec } from '../training/run-spec'
import type { EpochResult, RunRecord } from './run-record'

/** The split whose images judge epochs; it is also the word for them in titles and sentences. */
export type HeldOutSplit = 'test' | 'validation'

export interface HeldOutFigures {
  /** Mean loss. */
  readonly loss: number
  /** 0..1. */
  readonly accuracy: number
}

export function heldOutSplit({ dataset }: Pick<RunSpec, 'dataset'>): HeldOutSplit {
  return dataset.validation === 'test' ? 'test' : 'validation'
}

/** The split that an epoch was judged by. */
export const judgingSplit = (result: EpochResult): HeldOutSplit => ('testLoss' in result ? 'test' : 'validation')

/** What an epoch is judged by. */
export function heldOut(result: EpochResult): HeldOutFigures {
  return 'testLoss' in result ? { loss: result.testLoss, accuracy: result.testAccuracy } : { loss: result.validationLoss, accuracy: result.validationAccuracy }
}

type LastFigures = { readonly [Figure in keyof HeldOutFigures]: HeldOutFigures[Figure] | null }

/** What the last whole epoch of a run is judged by; null before the first has ended. */
export function lastHeldOut(run: Pick<RunRecord, 'spec' | 'testLoss' | 'testAccuracy' | 'validationLoss' | 'validationAccuracy'>): LastFigures {
  return heldOutSplit(run.spec) === 'test' ? { loss: run.testLoss, accuracy: run.testAccuracy } : { loss: run.validationLoss, accuracy: run.validationAccuracy }
}

/** The figures of a run's record that follow from its last whole epoch. Those of the final test are not among them: they are null until it is done again. */
export function lastResults(last: EpochResult | undefined): Pick<RunRecord, 'trainLoss' | 'trainAccuracy' | 'testLoss' | 'testAccuracy' | 'validationLoss' | 'validationAccuracy'> {
  const none = { trainLoss: null, trainAccuracy: null, testLoss: null, testAccuracy: null, validationLoss: null, validationAccuracy: null }
  if (!last) return none
  const { trainLoss, trainAccuracy } = last
  const { loss, accuracy } = heldOut(last)
  return { ...none, trainLoss, trainAccuracy, ...('testLoss' in last ? { testLoss: loss, testAccuracy: accuracy } : { validationLoss: loss, validationAccuracy: accuracy }) }
}

/** The word for what the epochs of several runs are judged by: `held-out` where these are other splits. */
export function heldOutOfAll(specs: readonly Pick<RunSpec, 'dataset'>[]): HeldOutSplit | 'held-out' {
  const [first = 'test', ...others] = new Set(specs.map(heldOutSplit))
  return others.length === 0 ? first : 'held-out'
}

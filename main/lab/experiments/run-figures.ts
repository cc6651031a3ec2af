// Figures of a run that an experiment's rows have beside those of a sweep's point: each a function of the run's epochs and of what was predicted.
import { sum } from '@common/statistics/sum'
import { divergedCode } from '@contract/problem'
import { heldOut } from '@contract/runs/held-out'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'

/** What is known of a run. */
export interface RunFacts {
  readonly epochs: readonly EpochResult[]
  readonly predictedRssBytes: number | null
  /** Mean loss over the first steps; null before them. */
  readonly startLoss: number | null
  /** Code of the problem that ended it. */
  readonly problem: string | null
  /** Of one image in the forward pass; null: the network cannot be analysed. */
  readonly multiplyAdds: number | null
}

export const factsOf = ({ epochs, predictedRssBytes, problem }: RunRecord, others: Pick<RunFacts, 'startLoss' | 'multiplyAdds'>): RunFacts => ({ epochs, predictedRssBytes, problem: problem?.code ?? null, ...others })

/** Training accuracy minus the accuracy on the images that judge epochs, after the last epoch: how much the network has only learnt by heart. */
export function gap({ epochs }: Pick<RunFacts, 'epochs'>): number | null {
  const last = epochs.at(-1)
  return last ? last.trainAccuracy - heldOut(last).accuracy : null
}

/** The first epoch with the lowest loss on the images that judge epochs. */
export function bestEpoch({ epochs }: Pick<RunFacts, 'epochs'>): number | null {
  return epochs.reduce<EpochResult | null>((best, epoch) => (best === null || heldOut(epoch).loss < heldOut(best).loss ? epoch : best), null)?.epoch ?? null
}

/** Mean wall time of an epoch with its evaluation. */
export function secondsPerEpoch({ epochs }: Pick<RunFacts, 'epochs'>): number | null {
  return epochs.length === 0 ? null : wallSeconds({ epochs }) / epochs.length
}

/** Wall time of all epochs with their evaluations. */
export const wallSeconds = ({ epochs }: Pick<RunFacts, 'epochs'>): number => sum(epochs.map(({ seconds }) => seconds))

/** Accuracy on the images that judge epochs after the last one that was whole within some seconds; null where none was. */
export function accuracyAt({ epochs }: Pick<RunFacts, 'epochs'>, seconds: number): number | null {
  let passed = 0
  let accuracy: number | null = null
  for (const epoch of epochs) {
    passed += epoch.seconds
    if (passed > seconds * (1 + 1e-9)) break // sums of the same numbers may differ in their last digits
    accuracy = heldOut(epoch).accuracy
  }
  return accuracy
}

/** How far above its start a mean loss may lie by chance, as a share of it: that of few batches in which nothing was learnt. */
const chanceOfLoss = 0.1

/** 1 where the loss became infinite, or is clearly above what it was at the start; else 0. */
export function diverged({ epochs, startLoss, problem }: Pick<RunFacts, 'epochs' | 'startLoss' | 'problem'>): number | null {
  if (problem === divergedCode) return 1
  const last = epochs.at(-1)
  if (!last) return null
  return !Number.isFinite(last.trainLoss) || (startLoss !== null && last.trainLoss > (1 + chanceOfLoss) * startLoss) ? 1 : 0
}

/** @param equalSeconds when the fastest run of the part had ended; null: none has */
export function furtherFigures(facts: RunFacts, equalSeconds: number | null): Readonly<Record<string, number | null>> {
  return {
    gap: gap(facts),
    bestEpoch: bestEpoch(facts),
    predictedRssBytes: facts.predictedRssBytes,
    secondsPerEpoch: secondsPerEpoch(facts),
    multiplyAdds: facts.multiplyAdds,
    accuracyAtEqualTime: equalSeconds === null ? null : accuracyAt(facts, equalSeconds),
    diverged: diverged(facts),
  }
}

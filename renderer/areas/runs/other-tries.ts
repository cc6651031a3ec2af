// Runs to try after one that failed: the same settings except for the number that made it fail.
import { phrase } from '@language/phrase'
import { divergedCode, type Problem } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import { formatNumber } from '@common/words/format'

export interface OtherTry {
  readonly label: string
  readonly icon: string
  readonly spec: RunSpec
}

/** The same run at a tenth of its learning rate. */
export function slowerTry(spec: RunSpec): OtherTry {
  const learningRate = Number((spec.optimizer.learningRate / 10).toPrecision(6))
  return {
    label: phrase('Try learning rate {learningRate}', { learningRate: formatNumber(learningRate) }),
    icon: 'i-lucide-turtle',
    spec: { ...spec, optimizer: { ...spec.optimizer, learningRate } },
  }
}

/** Runs with other settings that avoid a problem; empty where none is known. */
export function otherTries(spec: RunSpec, { code, batchSize, microBatchSize }: Problem): OtherTry[] {
  const smaller = (what: string, changes: Partial<RunSpec>): OtherTry => ({ label: phrase('Try {change}', { change: what }), icon: 'i-lucide-minimize-2', spec: { ...spec, ...changes } })
  return [
    ...(code === divergedCode ? [slowerTry(spec)] : []),
    ...(batchSize === undefined ? [] : [smaller(phrase('batch size {batchSize}', { batchSize }), { batchSize })]),
    ...(microBatchSize === undefined ? [] : [smaller(phrase('{images} images at once', { images: microBatchSize }), { microBatchSize })]),
  ]
}

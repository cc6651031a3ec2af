// The batch size of evaluations. It decides memory and speed; the results do not depend on it.

/** Enough to keep the processor busy, few enough that activations stay small beside those of training. */
const limit = 128

export function evaluationBatchSize(batchSize: number, testImages: number): number {
  return Math.min(limit, Math.max(batchSize, 32), testImages)
}

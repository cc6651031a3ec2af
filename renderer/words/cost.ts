// What a run will cost, in words: how sure that is, and what to do when it is too much.
import type { Estimate } from '@contract/estimate'
import type { RunSpec } from '@contract/run-spec'
import { formatDuration } from './format'

/** From here on a run is no longer something to wait for, in seconds. */
const tooLong = 3600

export interface LongRunAdvice {
  readonly message: string
  /** Whether the quick preset is a way out. */
  readonly offersQuickPreset: boolean
}

/** How the estimate is known. */
export function basisWords(estimate: Estimate, isMeasuring: boolean): string {
  if (estimate.basis === 'measured') return `measured on ${estimate.deviceTitle}`
  return isMeasuring ? 'predicted; measuring …' : 'predicted from the count of operations'
}

/** What to say of a run that takes hours; null for a shorter one. */
export function longRunAdvice(spec: RunSpec, estimate: Estimate): LongRunAdvice | null {
  if (estimate.seconds < tooLong) return null
  const duration = formatDuration(estimate.seconds)
  if (spec.network.model === 'alexnet') {
    return {
      message: `AlexNet at ${spec.preprocessing.size}×${spec.preprocessing.size} wants a GPU: about ${duration} here.`,
      offersQuickPreset: true,
    }
  }
  return { message: `This run takes about ${duration}. Fewer epochs or images show the same sooner.`, offersQuickPreset: false }
}

// The expected cost of an experiment in words.
import { formatBytes, formatCounted, formatDuration } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ExperimentEstimate } from '@contract/experiments/experiment-estimate'

/** `≈ 12.4 min`; `already run` where every point has its figures. */
export function timeWords({ seconds, points, reused }: Pick<ExperimentEstimate, 'seconds' | 'points' | 'reused'>): string {
  if (points === 0) return reused > 0 ? phrase('already run') : phrase('at once')
  return seconds < 1 ? phrase('a moment') : `≈ ${formatDuration(seconds)}`
}

/** `≈ 1.4 GB`, of the GPU where one computes. */
export const memoryWords = ({ memoryBytes, deviceBytes }: ExperimentEstimate): string => (deviceBytes ?? memoryBytes) > 0 ? `≈ ${formatBytes(deviceBytes ?? memoryBytes)}` : '–'

/**
 * `Nothing is trained twice: 12 points are taken over.`; empty where none are.
 * @param isBegun whether there is a record to take them over from; else parts share them
 */
export function reuseWords({ reused }: Pick<ExperimentEstimate, 'reused'>, isBegun: boolean): string {
  const points = formatCounted(reused, 'point')
  if (reused > 0 && !isBegun) return reused === 1 ? phrase('Nothing is trained twice: {points} has the same run as another.', { points }) : phrase('Nothing is trained twice: {points} have the same run as another.', { points })
  return reused === 0 ? '' : reused === 1 ? phrase('Nothing is trained twice: {points} is taken over.', { points }) : phrase('Nothing is trained twice: {points} are taken over.', { points })
}

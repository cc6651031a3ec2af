// How far an import or a download is, in a few words.
import { formatBytes, formatCount, formatDuration } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ImportProgress } from '@contract/data/imports'
import type { DownloadProgress } from '@contract/data/known-datasets'

const timeLeft = (seconds: number | null): string => (seconds === null ? '' : phrase(', {time} left', { time: formatDuration(seconds) }))

/** @param progress null: nothing was told yet */
export function importWords(progress: ImportProgress | null): string {
  if (!progress || progress.phase === 'opening') return phrase('Looking through the source …')
  if (progress.phase === 'finishing') return phrase('Writing the last of it to the disk …')
  return phrase('{done} of {total} images{timeLeft}', { done: formatCount(progress.done), total: formatCount(progress.total), timeLeft: timeLeft(progress.secondsLeft) })
}

/** @param progress null: nothing was told yet */
export function downloadWords(progress: DownloadProgress | null): string {
  if (!progress) return phrase('Connecting …')
  return phrase('{done} of {total}{timeLeft}', { done: formatBytes(progress.done), total: formatBytes(progress.total), timeLeft: timeLeft(progress.secondsLeft) })
}

/** Share that is done, 0 to 1. */
export function shareDone(progress: { readonly done: number; readonly total: number } | null): number {
  return progress && progress.total > 0 ? progress.done / progress.total : 0
}

// Does work on a file of a data set, and puts its failure into words.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

/**
 * @param path of the file, for the message
 * @param remedy what a user can do where it cannot be read
 * @throws LabError that the work throws itself, else `dataset/unreadable`
 */
export function readingFile<T>(path: string, remedy: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof LabError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new LabError('dataset/unreadable', phrase('{path} cannot be read: {reason}.', { path, reason }), remedy, { cause: error })
  }
}

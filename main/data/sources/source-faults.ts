// What is wrong with a file that is imported, as errors in words.
import { LabError } from '@contract/problem'
import { fileTrouble } from '../../files/file-trouble'

const getAnew = 'Get the file anew from where it came.'

/** @param detail where it ends, or what is missing: `it ends within its header` */
export const cutShort = (name: string, detail: string): LabError => new LabError('import/truncated', `${name} is cut short: ${detail}.`, getAnew)

/** @param detail what does not fit: `its gzip stream does not unpack` */
export const damaged = (name: string, detail: string, cause?: unknown): LabError => new LabError('import/damaged', `${name} is damaged: ${detail}.`, getAnew, { cause })

export const changedMeanwhile = (name: string): LabError =>
  new LabError('import/changed', `${name} has changed while it was read.`, 'Wait until no program writes it any more, and import it again.')

/** @param detail what it is or has: `it has 5 dimensions` */
export const unsupported = (name: string, detail: string, remedy: string): LabError => new LabError('import/unsupported', `${name} cannot be imported: ${detail}.`, remedy)

/** For what the system says of a file; an error of ours stays as it is. */
export function unreadableFile(path: string, error: unknown): LabError {
  if (error instanceof LabError) return error
  return new LabError('import/unreadable', `${path} cannot be read: ${fileTrouble(error)}.`, 'Check that it is a file that you may read.', { cause: error })
}

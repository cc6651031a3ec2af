// What is wrong with a file that is imported, as errors in words.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { fileTrouble } from '../../files/file-trouble'

const getAnew = phrase('Get the file anew from where it came.')

/** @param detail where it ends, or what is missing: `it ends within its header` */
export const cutShort = (name: string, detail: string): LabError => new LabError('import/truncated', phrase('{name} is cut short: {detail}.', { name, detail }), getAnew)

/** @param detail what does not fit: `its gzip stream does not unpack` */
export const damaged = (name: string, detail: string, cause?: unknown): LabError => new LabError('import/damaged', phrase('{name} is damaged: {detail}.', { name, detail }), getAnew, { cause })

export const changedMeanwhile = (name: string): LabError =>
  new LabError('import/changed', phrase('{name} has changed while it was read.', { name }), phrase('Wait until no program writes it any more, and import it again.'))

/** @param detail what it is or has: `it has 5 dimensions` */
export const unsupported = (name: string, detail: string, remedy: string): LabError => new LabError('import/unsupported', phrase('{name} cannot be imported: {detail}.', { name, detail }), remedy)

/** For what the system says of a file; an error of ours stays as it is. */
export function unreadableFile(path: string, error: unknown): LabError {
  if (error instanceof LabError) return error
  return new LabError('import/unreadable', phrase('{path} cannot be read: {fileTrouble}.', { path, fileTrouble: fileTrouble(error) }), phrase('Check that it is a file that you may read.'), { cause: error })
}

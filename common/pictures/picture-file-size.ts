// How large a file with a picture may be that is opened, which page and lab ask alike.
import { formatBytes } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

/** Bytes of the largest one. */
export const mostFileBytes = 64e6

/** @throws LabError `image/file-too-large` */
export function checkFileSize(name: string, bytes: number): void {
  if (bytes <= mostFileBytes) return
  throw new LabError('image/file-too-large', phrase('{name} has {size}; pictures of up to {most} are opened.', { name, size: formatBytes(bytes), most: formatBytes(mostFileBytes) }), phrase('Save it smaller in a program for pictures.'))
}

// The file that `--out` names, checked before any work is done.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileTrouble } from '../../files/file-trouble'

/** Its absolute path. @throws LabError `file/unwritable` */
export function outFile(out: string): string {
  const path = resolve(out)
  const folder = dirname(path)
  if (!isFolder(folder)) throw unwritable(phrase('{out} cannot be written: there is no folder {folder}.', { out, folder }), phrase('Make it first, or choose another.'))
  if (isFolder(path)) throw unwritable(phrase('{out} cannot be written: it is a folder.', { out }), phrase('Name a file in it.'))
  try {
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw unwritable(phrase('{path} cannot be written: {trouble}.', { path: out, trouble: fileTrouble(error) }), phrase('Choose another folder.'))
  }
  return path
}

/** The same, where a file that is there already is replaced only if that was asked for. @throws LabError `file/unwritable`, `file/exists` */
export function newOutFile(out: string, replaces: boolean): string {
  const path = outFile(out)
  if (!replaces && existsSync(path)) throw new LabError('file/exists', phrase('There is a file {out} already.', { out }), phrase('Add --replace to replace it, or name another.'))
  return path
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

function unwritable(message: string, remedy: string): LabError {
  return new LabError('file/unwritable', message, remedy)
}

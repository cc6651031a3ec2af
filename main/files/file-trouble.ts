// Why the system refuses to read or write a file, in words.
import { phrase } from '@language/phrase'
import { withoutStop } from '@common/words/sentences'

const words: Readonly<Record<string, string>> = {
  ENOENT: phrase('there is no such file or folder'),
  ENOTDIR: phrase('a part of its path is no folder'),
  EISDIR: phrase('it is a folder'),
  EACCES: phrase('you lack the permission'),
  EPERM: phrase('you lack the permission'),
  EROFS: phrase('the disk can only be read'),
  ENOSPC: phrase('the disk is full'),
  EDQUOT: phrase('your share of the disk is full'),
  ENAMETOOLONG: phrase('its name is too long'),
  ELOOP: phrase('its links lead in a circle'),
  EIO: phrase('the disk has failed'),
}

const writingRemedies: Readonly<Record<string, string>> = {
  ENOENT: phrase('See who has moved or removed the folder'),
  ENOTDIR: phrase('Remove the file that is in the way'),
  EISDIR: phrase('Remove the folder that is in the way'),
  EEXIST: phrase('Remove what is in the way'),
  EACCES: phrase('Let this user write there'),
  EPERM: phrase('Let this user write there'),
  EROFS: phrase('Let that disk be written'),
  ENOSPC: phrase('Free some space on that disk'),
  EDQUOT: phrase('Free some space on that disk'),
}

/** What to do where a file cannot be written. @param then what to do afterwards, without its full stop: `resume the run` */
export function writingRemedy(error: unknown, then: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return phrase('{remedy}, then {then}.', { remedy: writingRemedies[code] ?? phrase('Look after that disk'), then })
}

/** The rest of a sentence, without its full stop: `there is no such file or folder`. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return words[code] ?? (error instanceof Error ? withoutStop(error.message) : String(error))
}

// Why the system refuses to read or write a file, in words.

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'you lack the permission',
  EPERM: 'you lack the permission',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links lead in a circle',
  EIO: 'the disk has failed',
}

const writingRemedies: Readonly<Record<string, string>> = {
  ENOENT: 'See who has moved or removed the folder',
  ENOTDIR: 'Remove the file that is in the way',
  EISDIR: 'Remove the folder that is in the way',
  EEXIST: 'Remove what is in the way',
  EACCES: 'Let this user write there',
  EPERM: 'Let this user write there',
  EROFS: 'Let that disk be written',
  ENOSPC: 'Free some space on that disk',
  EDQUOT: 'Free some space on that disk',
}

/** What to do where a file cannot be written. @param then what to do afterwards, without its full stop: `resume the run` */
export function writingRemedy(error: unknown, then: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return `${writingRemedies[code] ?? 'Look after that disk'}, then ${then}.`
}

/** The rest of a sentence, without its full stop: `there is no such file or folder`. */
export function fileTrouble(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return words[code] ?? (error instanceof Error ? error.message.replace(/\.$/, '') : String(error))
}

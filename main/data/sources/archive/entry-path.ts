// Names of entries of archives as paths within them. Nothing is ever written under such a name; what leads out of the archive is refused all the same, since who made it meant harm.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

export interface EntryPath {
  /** Path of the folder that the entry lies in, with `/` between names; empty: the archive itself. */
  readonly folder: string
  readonly name: string
}

/** Letters of a name that a message shows. */
const mostShown = 100

/**
 * Null: the entry is the archive's own root.
 * @param archive for messages
 * @throws LabError `import/unsafe-archive`
 */
export function entryPath(name: string, archive: string): EntryPath | null {
  const path = name.replaceAll('\\', '/')
  const names = path.split('/').filter((each) => each !== '' && each !== '.')
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || names.includes('..') || path.includes('\0')) {
    const shown = JSON.stringify(name.length > mostShown ? `${name.slice(0, mostShown)}…` : name)
    throw new LabError('import/unsafe-archive', phrase('{archive} holds an entry that leads out of it: {shown}.', { archive, shown }), phrase('Get the archive from a source that you trust, or unpack it yourself and choose the folder.'))
  }
  const last = names.pop()
  return last === undefined ? null : { folder: names.join('/'), name: last }
}

// A copy of the store of a home that can only be read: SQLite needs files beside a database that it may write, so it gets a database of its own.
import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { fileTrouble } from '../../files/file-trouble'
import { storeFiles } from '../home-rights'

/** Copies until one is of a single moment, while another process may write the original. */
const mostAttempts = 5

const [databaseFile, logFile] = storeFiles

export interface PrivateCopy {
  /** Absolute path of the database. */
  readonly path: string
  readonly discard: () => void
}

/** @throws LabError `store/open` */
export function privateCopyOf(home: string): PrivateCopy {
  const folder = mkdtempSync(join(tmpdir(), 'cnn-lab-store-'))
  const discard = (): void => {
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      const before = stampsOf(home)
      for (const name of [databaseFile, logFile]) {
        rmSync(join(folder, name), { force: true })
        if (existsSync(join(home, name))) copyFileSync(join(home, name), join(folder, name))
      }
      if (stampsOf(home) === before) return { path: join(folder, databaseFile), discard }
    }
    throw new Error('another process writes it all the time')
  } catch (error) {
    discard()
    throw new LabError('store/open', phrase('The store of runs in {home} cannot be read: {trouble}.', { home, trouble: fileTrouble(error) }), phrase('Check that you may read its files, and try again.'), { cause: error })
  }
}

function stampsOf(home: string): string {
  const stamps = [databaseFile, logFile].map((name) => statSync(join(home, name), { throwIfNoEntry: false }))
  return JSON.stringify(stamps.map((facts) => facts && [facts.size, facts.mtimeMs]))
}

// Mends a store that cannot be opened: completes what its database lacks, or sets it aside for a new one. The damaged database is kept in any case.
// A connection that has prepared statements is closed only when these are collected, and then removes the log beside its path: so only copies in a folder of their own are opened here.
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { NotAFile, assertRegularWhereThere } from '../../files/regular-file'
import { readOnlyHome } from '../home-access'
import { isReadOnlyHome, storeFiles } from '../home-rights'
import { Database } from './database'
import { migrate, presentVersion } from './migrations'
import { isAlive } from './owner-store'
import { storeTables, tablesOf } from './store-schema'

/** What became of the database of a home. */
export interface MendedStore {
  /** `whole`: nothing was wrong; `completed`: what it lacked was put back, all else is as it was; `aside`: it was set aside, and the next opening begins a new one. */
  readonly outcome: 'whole' | 'completed' | 'aside'
  /** What was wrong, as a sentence; null: nothing. */
  readonly why: string | null
  /** Absolute path of the database as it was; null: nothing was wrong. */
  readonly kept: string | null
}

const [databaseFile, logFile, indexFile] = storeFiles

/** @throws LabError `home/...`; `store/newer`, `store/busy`, `store/disk`, `store/open`, which no mending helps against */
export function mendStore(home: string): MendedStore {
  if (isReadOnlyHome(home)) throw readOnlyHome(home)
  const original = join(home, databaseFile)
  const kept = `${original}.damaged-${Date.now()}`
  const inTheWay = notAFile(home)
  if (inTheWay !== null) return setAside(home, kept, inTheWay)
  if (!existsSync(original)) return { outcome: 'whole', why: null, kept: null }
  const scratch = mkdtempSync(join(tmpdir(), 'cnn-lab-store-'))
  try {
    const why = faultOf(copied(home, join(scratch, 'looked-at')))
    if (why === null) return { outcome: 'whole', why, kept: null }
    assertUnused(home, copied(home, join(scratch, 'owners')))
    const copy = copied(home, join(scratch, 'completed'))
    if (!isCompleted(copy, join(scratch, 'whole'))) return setAside(home, kept, why)
    for (const suffix of ['', '-wal']) if (existsSync(`${original}${suffix}`)) copyFileSync(`${original}${suffix}`, `${kept}${suffix}`)
    putInPlace(copy, original)
    return { outcome: 'completed', why, kept }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Why the files of the store are none, as a sentence; null: they are files, or not there. */
function notAFile(home: string): string | null {
  for (const name of storeFiles) {
    try {
      assertRegularWhereThere(join(home, name))
    } catch (error) {
      if (error instanceof NotAFile) return phrase('{path} could not be used: {trouble}.', { path: join(home, name), trouble: error.message })
      throw error
    }
  }
  return null
}

/** Renames the files of the store; the log first, since a new database must never find that of another one. */
function setAside(home: string, kept: string, why: string): MendedStore {
  for (const name of [logFile, indexFile, databaseFile]) if (existsSync(join(home, name))) renameSync(join(home, name), `${kept}${name.slice(databaseFile.length)}`)
  return { outcome: 'aside', why, kept }
}

/** Copies the database with its log into a new folder. @returns the path of the copy */
function copied(home: string, folder: string): string {
  mkdirSync(folder)
  for (const name of [databaseFile, logFile]) if (existsSync(join(home, name))) copyFileSync(join(home, name), join(folder, name))
  return join(folder, databaseFile)
}

/** What is wrong with a database, as a sentence; null: nothing. @throws LabError `store/newer` and others that are no damage */
function faultOf(path: string): string | null {
  try {
    const database = new Database(path)
    migrate(database, databaseFile)
    const fault = database.fault()
    database.close()
    return fault === null ? null : phrase('The database was damaged: {fault}.', { fault })
  } catch (error) {
    if (error instanceof LabError && error.code === 'store/damaged') return error.message
    throw error
  }
}

/** @throws LabError `store/busy` where another process of the lab works on this home */
function assertUnused(home: string, path: string): void {
  if (ownersOf(path).every((owner) => !isAlive(owner, Date.now(), []))) return
  throw new LabError('store/busy', phrase('Another window or terminal has the lab in {home} open.', { home }), phrase('Close it, then repair the store.'))
}

function ownersOf(path: string) {
  try {
    const database = new Database(path)
    const owners = database.all('SELECT * FROM owners').map((row) => ({ id: String(row.id), pid: Number(row.pid), seenAt: Number(row.seen_at) }))
    database.close()
    return owners
  } catch {
    return [] // too damaged to tell
  }
}

/**
 * Adds what a copy lacks of the present version.
 * @param scratch path of a folder for a whole database to compare with
 * @returns false where it is not the lab's, of another version, or damaged within
 */
function isCompleted(path: string, scratch: string): boolean {
  try {
    mkdirSync(scratch)
    const whole = new Database(join(scratch, databaseFile))
    migrate(whole, databaseFile)
    const database = new Database(path)
    const isDone = complete(database, whole)
    if (isDone) database.script('PRAGMA wal_checkpoint(TRUNCATE)') // so that the file alone is all of it
    whole.close()
    database.close()
    return isDone
  } catch (error) {
    if (error instanceof LabError && error.code !== 'store/disk') return false // it cannot be read far enough
    throw error
  }
}

function complete(database: Database, whole: Database): boolean {
  const there = tablesOf(database).filter((name) => storeTables.includes(name))
  const version = Number(database.one('PRAGMA user_version')?.user_version)
  if (database.fault() !== null || there.length === 0 || (version !== 0 && version !== presentVersion)) return false
  if (there.some((name) => columnsOf(database, name) !== columnsOf(whole, name))) return false
  const names = new Set(database.all('SELECT name FROM sqlite_schema').map(({ name }) => String(name)))
  const parts = whole.all(`SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY type = 'table' DESC`)
  database.transaction(() => {
    for (const { name, sql } of parts) if (!names.has(String(name))) database.script(String(sql))
    if (!database.one('SELECT last FROM run_revisions')) database.script('INSERT INTO run_revisions SELECT coalesce(max(revision), 0) FROM runs')
    database.script(`PRAGMA user_version = ${presentVersion}`)
  })
  return true
}

function columnsOf(database: Database, table: string): string {
  return database.all('SELECT name FROM pragma_table_xinfo(?) ORDER BY name', table).map(({ name }) => String(name)).join()
}

/** Puts a database in the place of another, whose log and index are of no use to it. */
function putInPlace(from: string, original: string): void {
  const beside = `${original}.mending`
  copyFileSync(from, beside)
  const file = openSync(beside, 'r+')
  fsyncSync(file)
  closeSync(file)
  for (const suffix of ['-wal', '-shm']) rmSync(`${original}${suffix}`, { force: true })
  renameSync(beside, original)
}

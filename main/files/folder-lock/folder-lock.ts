// A lock on a folder that one process at a time may write: held by the process itself, recognised as abandoned when that is gone, and lost when another one takes the folder over.
import { phrase } from '@language/phrase'
import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, readdirSync, rmSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { readRegularNow } from '../regular-file'
import { processIdentitySchema, stateOf, thisProcess, type ProcessState } from './process-identity'

/**
 * A lock is a file `engine-N.lock`. N counts the engines that had the folder in hand: the highest one holds it, all before have lost it. A lock
 * that was given out of hand stays as an empty file, so that the count never begins again: whoever has looked at the folder long ago would
 * take a number that is free once more, and higher than that of the holder.
 */
const lockName = /^engine-(\d{1,15})\.lock$/
/** A lock that is being written, or was when its process ended. */
const unfinishedLock = /^engine-\d+\.lock\..*\.writing$/

const holderSchema = z.strictObject({ version: z.literal(1), token: z.string(), since: z.string(), ...processIdentitySchema.shape })

/** The process that holds a folder. */
export interface Holder extends z.infer<typeof holderSchema> {
  readonly state: Exclude<ProcessState, 'gone'>
  /** Absolute path of its lock. */
  readonly lock: string
}

/** Another process has the folder in hand. */
export class FolderHeld extends Error {
  constructor(readonly holder: Holder) {
    super(phrase('the folder is held by process {pid} of {host}', { pid: holder.pid, host: holder.host }))
  }
}

/** This process no longer has the folder in hand. */
export class LockLost extends Error {
  /** @param successor who has it; null: nobody, the lock was removed */
  constructor(readonly successor: Holder | null) {
    super(successor ? phrase('process {pid} of {host} has taken the folder over', { pid: successor.pid, host: successor.host }) : phrase('the lock was removed'))
  }
}

/** Milliseconds that an orphaned process may take to go when it is killed. */
const killPatience = 10_000
/** Tries at a folder that others lock and release meanwhile. */
const mostTries = 100

export class FolderLock {
  readonly #token = randomUUID()
  readonly #folder: string
  readonly #number: number

  private constructor(folder: string, number: number) {
    this.#folder = folder
    this.#number = number
  }

  /**
   * Takes a folder in hand. An orphaned holder, which nobody can make use of, is killed; a lock whose holder is gone is removed.
   * @param folder that is there
   * @throws FolderHeld; as `fs` does where the folder cannot be written
   */
  static async acquire(folder: string): Promise<FolderLock> {
    for (let tries = 1; ; tries++) {
      const newest = newestLock(folder)
      if (newest) await assertAbandoned(newest)
      const lock = new FolderLock(folder, (newest?.number ?? 0) + 1)
      if (lock.#place() && lock.#isNewest()) {
        lock.#clear()
        return lock
      }
      lock.#remove()
      if (tries === mostTries) throw new Error('other processes take the folder in hand all the time')
    }
  }

  /** To be called before each change in the folder. @throws LockLost */
  assertHeld(): void {
    const newest = newestLock(this.#folder)
    if (newest?.number === this.#number && newest.holder?.token === this.#token) return
    const state = newest?.holder ? stateOf(newest.holder) : 'gone'
    throw new LockLost(newest?.holder && state !== 'gone' ? { ...newest.holder, state, lock: newest.path } : null)
  }

  /** Gives the folder out of hand. */
  release(): void {
    if (readLock(this.#path)?.token === this.#token) empty(this.#path)
  }

  get #path(): string {
    return join(this.#folder, `engine-${this.#number}.lock`)
  }

  /** Makes the lock, with its content at once, unless another process has one of this number. @throws as `fs` does */
  #place(): boolean {
    const text = JSON.stringify({ version: 1, token: this.#token, since: new Date().toISOString(), ...thisProcess() } satisfies z.infer<typeof holderSchema>)
    const temporary = `${this.#path}.${this.#token}.writing`
    writeNew(temporary, text)
    try {
      linkSync(temporary, this.#path)
      return true
    } catch (error) {
      const code = codeOf(error)
      if (code === 'EEXIST' || code === 'ENOENT') return false // ENOENT: another process has cleared the folder
      return placedWithoutLinks(this.#path, text)
    } finally {
      rmSync(temporary, { force: true })
    }
  }

  #isNewest(): boolean {
    return newestLock(this.#folder)?.number === this.#number
  }

  /** Removes the locks of those that are gone. */
  #clear(): void {
    for (const name of namesIn(this.#folder)) {
      const number = Number(lockName.exec(name)?.[1] ?? NaN)
      if (number < this.#number || unfinishedLock.test(name)) rmSync(join(this.#folder, name), { recursive: true, force: true })
    }
  }

  /** Removes this lock, unless another process has made one of the same number since. */
  #remove(): void {
    if (readLock(this.#path)?.token === this.#token) rmSync(this.#path, { force: true })
  }
}

/** Who has a folder in hand; null: nobody, or the folder is not there. An orphaned process has nothing in hand. */
export function holderOf(folder: string): Holder | null {
  const newest = newestLock(folder)
  if (!newest?.holder) return null
  const state = stateOf(newest.holder)
  return state === 'gone' || state === 'orphaned' ? null : { ...newest.holder, state, lock: newest.path }
}

/** Takes a folder out of the hands of whoever holds it: for those who know that it may be. The holder notices before it changes anything more. */
export function breakLock(folder: string): void {
  for (const name of namesIn(folder)) if (lockName.test(name) && readLock(join(folder, name))) empty(join(folder, name))
}

type StoredHolder = z.infer<typeof holderSchema>

interface NewestLock {
  readonly number: number
  readonly path: string
  /** Null where nobody holds it any more, or the lock was damaged: whoever holds it will find that it is lost. */
  readonly holder: StoredHolder | null
}

function newestLock(folder: string): NewestLock | null {
  let newest: number | null = null
  for (const name of namesIn(folder)) {
    const number = lockName.exec(name)?.[1]
    if (number !== undefined) newest = Math.max(newest ?? 0, Number(number))
  }
  if (newest === null) return null
  const path = join(folder, `engine-${newest}.lock`)
  return { number: newest, path, holder: readLock(path) }
}

function readLock(path: string): StoredHolder | null {
  try {
    return holderSchema.parse(JSON.parse(readRegularNow(path, 'utf8')))
  } catch {
    return null
  }
}

/** @throws FolderHeld */
async function assertAbandoned({ holder, path }: NewestLock): Promise<void> {
  if (!holder) return
  const state = stateOf(holder)
  if (state === 'gone') return
  if (state === 'orphaned' && (await isKilled(holder))) return
  throw new FolderHeld({ ...holder, state, lock: path })
}

/** Kills an orphaned process, which would end by itself but for a long call or a stop. @returns whether it is gone */
async function isKilled(holder: StoredHolder): Promise<boolean> {
  try {
    process.kill(holder.pid, 'SIGKILL')
  } catch {
    // It has just gone, or is another user's.
  }
  const until = performance.now() + killPatience
  while (performance.now() < until) {
    if (stateOf(holder) === 'gone') return true
    await sleep(20)
  }
  return false
}

/** Makes a lock on a disk without hard links, where it is there a moment before its content. @returns whether no other process was first */
function placedWithoutLinks(path: string, text: string): boolean {
  try {
    writeNew(path, text)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Writes a small new file and waits until the disk has it: a lock outlives a power failure with its content. */
function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx')
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Takes a lock's content away, unless its folder has just been removed. */
function empty(path: string): void {
  try {
    truncateSync(path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** Names in a folder; none where it is not there. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)

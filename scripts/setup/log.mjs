// The log of the set-up: one JSON object a line, in the `logs` folder of the lab's home, as main/log/log.ts writes that of the lab.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes that the file may have before it is set aside as `set-up.1.log`. */
const largestFile = 1_000_000

/** @type {string | null} the folder, once the log is open */
let folder = null

/**
 * Lets lines go to a file from now on; before, they are dropped.
 * @param {string} logFolder absolute path; made where it is missing
 */
export function openLog(logFolder) {
  folder = logFolder
}

/**
 * Writes a line.
 * @param {'info' | 'error'} level
 * @param {string} event what happened, in a few words
 * @param {Readonly<Record<string, string | number>>} [facts]
 */
export function log(level, event, facts = {}) {
  if (folder === null) return
  const path = join(folder, 'set-up.log')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 }) // makes the lab's home, too, which is the user's alone
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largestFile) renameSync(path, join(folder, 'set-up.1.log'))
    appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), level, area: 'set-up', process: 'set-up', pid: process.pid, event, ...facts })}\n`)
  } catch {
    folder = null // The set-up goes on without a log: where the home cannot be written, the lab itself says so.
  }
}

// What a run has ended with, and what must never be said or left behind.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { LabCommand } from './lab-command.mjs'

/** Milliseconds that a command may take on a busy machine; one that takes longer hangs. */
export const mostMilliseconds = 240_000

/**
 * @typedef {object} Ended
 * @property {number | null} code null: a signal ended it, or it had to be ended as it hung
 * @property {boolean} hung
 * @property {string} stderr
 * @property {import('./lab-command.mjs').Line[]} lines
 */

/** Runs a command to its end. @param {string} home @param {readonly string[]} args @param {import('./lab-command.mjs').StartOptions} [options] @returns {Promise<Ended>} */
export async function toEnd(home, args, options) {
  return endOf(new LabCommand(home, args, options))
}

/** Waits for the end of a command. @param {LabCommand} command @returns {Promise<Ended>} */
export async function endOf(command) {
  let hung = false
  const patience = setTimeout(() => {
    hung = true
    command.kill()
  }, mostMilliseconds)
  const code = await command.exitCode
  clearTimeout(patience)
  return { code, hung, stderr: command.stderr, lines: command.lines }
}

/** Checksums of the tensors in the last checkpoint of a run. @param {string} home @param {string} run @returns {string} empty where it has none */
export function lastTensors(home, run) {
  const folder = join(home, 'runs', run, 'checkpoints')
  // Steps in their names have leading zeros.
  const newest = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('step-')).sort().at(-1) : undefined
  if (newest === undefined) return ''
  const files = readdirSync(join(folder, newest)).filter((name) => name.endsWith('.safetensors')).sort()
  return files.map((name) => `${name} ${createHash('sha256').update(readFileSync(join(folder, newest, name))).digest('hex')}`).join('\n')
}

/** Whether a run was refused as nothing is left to do. @param {Ended} ended */
export const isComplete = ({ stderr }) => stderr.includes('is complete')

/** What no command may say or do, in words; null: nothing of it. @param {Ended} ended @returns {string | null} */
export function misbehaviour({ code, hung, stderr }) {
  if (hung) return 'hung'
  if (/^ +at .*[:(]/m.test(stderr)) return 'stack trace'
  if (/report (this|it)/i.test(stderr)) return '"please report this"'
  if (code !== 0 && stderr.trim() === '') return 'failed without a word'
  if (code === null) return 'ended by a signal'
  return null
}

/** Temporary files and locks that a home still has when nothing goes on in it; a lock that was given out of hand is empty. @param {string} home @returns {string[]} */
export function leftovers(home) {
  const isHeldLock = (/** @type {string} */ path) => /(^|\/)engine-\d+\.lock$/.test(path) && statSync(join(home, path)).size > 0
  return filesBelow(home).filter((path) => /(^|\/)(writing-|.*\.writing$)/.test(path) || isHeldLock(path))
}

/** Every file of a folder, by its path below it. @param {string} folder @returns {string[]} */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name]
    return filesBelow(join(folder, entry.name)).map((path) => `${entry.name}/${path}`)
  }).sort()
}

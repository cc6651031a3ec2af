// Where the project lies on this machine, and which Node it needs.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SetupProblem } from './problem.mjs'

/** Absolute path of the project's root folder. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** @param {string[]} parts path below the project's root @returns {string} absolute path */
export function inProject(...parts) {
  return join(projectFolder, ...parts)
}

const oldestNode = [20, 19]

/**
 * Says so when this Node is too old, before something fails in a way that nobody understands.
 * @param {string} version as in `process.versions.node`
 */
export function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldestNode
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetupProblem(
    `CNN Lab needs Node ${oldestNode.join('.')} or newer, and this is Node ${version}.`,
    'Install a current Node (https://nodejs.org/en/download) and try again.',
  )
}

// Where the project lies on this machine.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the project's root folder. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))

/** @param {string[]} parts path below the project's root @returns {string} absolute path */
export function inProject(...parts) {
  return join(projectFolder, ...parts)
}

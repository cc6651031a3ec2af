// Asks the system's loader which of the shared libraries that a program is linked with are missing.
import { commandExists, runQuietly } from './commands.mjs'

/**
 * @param {string} executable
 * @returns {Promise<string[]>} names of the shared objects that the system lacks; none where it cannot be asked
 */
export async function missingLibraries(executable) {
  return commandExists('ldd') ? notFoundIn(await runQuietly('ldd', [executable])) : []
}

/**
 * @param {string} printed by `ldd`
 * @returns {string[]} names of the shared objects that it did not find, each once
 */
export function notFoundIn(printed) {
  const names = [...printed.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name = '']) => name)
  return [...new Set(names)]
}

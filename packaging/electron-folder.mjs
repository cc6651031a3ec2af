// Finds the folder of the Electron at hand, of which packages are made.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SetupProblem } from '../scripts/setup/problem.mjs'

/**
 * @param {string} executable Electron's
 * @returns {string} the folder of its release: the one with the file `version`
 * @throws {SetupProblem} where it lies in none
 */
export function folderOfElectron(executable) {
  for (let folder = dirname(executable); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'version'))) return folder
  }
  throw new SetupProblem(`${executable} is not in a folder of an Electron release, which has a file \`version\`.`, 'Unset CNN_LAB_ELECTRON, then run `npm run setup`.')
}

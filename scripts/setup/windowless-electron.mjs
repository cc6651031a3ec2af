// How the lab's Electron is started for work that shows no window: on the display at hand, or on a virtual one.
import { commandExists } from './commands.mjs'
import { hasDisplay } from './display.mjs'
import { electronFlags, systemFacts } from './electron-flags.mjs'
import { SetupProblem } from './problem.mjs'
import { projectFolder } from './project.mjs'

/** Electron starts on no Linux without a display, though nothing is shown on this one. */
const virtualDisplay = ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 640x480x24']

/**
 * @param {string} [packaged] the window's program, where the lab is packaged
 * @returns {Promise<string[]>} a command and its first arguments, up to the lab's folder
 * @throws {SetupProblem} where there is no Electron, or no display and no way to a virtual one
 */
export async function windowlessElectron(packaged) {
  const executable = packaged ?? (await import('./electron-binary.mjs')).electronExecutable() // which a package does without
  const lab = packaged === undefined ? [projectFolder] : []
  return [...displayFor(process.platform, process.env, commandExists), executable, ...electronFlags(systemFacts(executable)), ...lab]
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {(program: string) => boolean} isThere
 * @returns {string[]} what to put before Electron's command
 * @throws {SetupProblem} where there is no display and no way to a virtual one
 */
export function displayFor(platform, env, isThere) {
  if (hasDisplay(platform, env)) return []
  if (['xvfb-run', 'Xvfb', 'xauth'].every(isThere)) return virtualDisplay
  throw new SetupProblem(
    'Electron prints the PDF, and needs a display, which this machine does not have.',
    'Install a virtual one (on Debian and Ubuntu: sudo apt-get install xvfb xauth), or write the report as html and print it from a browser.',
  )
}

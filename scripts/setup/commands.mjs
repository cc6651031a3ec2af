// Runs other programs: quietly, with their output kept for the case of failure, or visibly, in the user's terminal.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { SetupProblem } from './problem.mjs'
import { projectFolder } from './project.mjs'

/**
 * @typedef {object} QuietOptions
 * @property {string} [cwd] working folder; the project's by default
 * @property {NodeJS.ProcessEnv} [env] environment; this process's by default
 * @property {AbortSignal} [signal] ends the program when aborted
 * @property {string} [failure] one sentence for the case that it fails; by default the command line and its exit code
 * @property {string} [remedy] one sentence: what to do then
 * @property {(text: string) => void} [hear] is told what it prints on standard error, as it comes
 */

/**
 * Runs a program without showing what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {QuietOptions} [options]
 * @returns {Promise<string>} what it printed on standard output
 * @throws {SetupProblem} with everything that it printed, when it fails or cannot be started
 */
export function runQuietly(command, args, { cwd = projectFolder, env = process.env, signal, failure, remedy, hear } = {}) {
  return new Promise((resolve, reject) => {
    // npm holds back softer signals until it has installed everything.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, killSignal: 'SIGKILL', ...(signal && { signal }) })
    let printed = ''
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text
      printed += text
    })
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      printed += text
      hear?.(text)
    })
    const line = [command, ...args].join(' ')
    child.on('error', (error) => {
      reject(new SetupProblem(failure ?? `\`${line}\` could not be run.`, remedy, `${printed}${error.message}\n`))
    })
    child.on('close', (code, killedBy) => {
      if (code === 0) resolve(output)
      else reject(new SetupProblem(failure ?? `\`${line}\` failed (${killedBy ?? `exit code ${String(code)}`}).`, remedy, printed))
    })
  })
}

/**
 * Runs a program in the user's terminal. Interrupting this process interrupts it too.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] environment; this process's by default
 * @returns {Promise<number>} its exit code; 128 + n when signal n ended it, as shells count
 */
export function runVisibly(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectFolder, env, stdio: 'inherit' })
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => child.kill(signal)
    // The terminal sends Ctrl-C to both processes already: stay alive until the child has ended in its own way.
    const wait = () => undefined
    process.on('SIGTERM', passOn).on('SIGHUP', passOn).on('SIGINT', wait)
    child.on('error', (error) => {
      reject(new SetupProblem(`\`${command}\` could not be run: ${error.message}`))
    })
    child.on('close', (code, killedBy) => {
      process.off('SIGTERM', passOn).off('SIGHUP', passOn).off('SIGINT', wait)
      resolve(code ?? 128 + (killedBy === null ? 0 : (constants.signals[killedBy])))
    })
  })
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {boolean} whether the program exists and ends with exit code 0
 */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore', windowsHide: true }).status === 0
}

/**
 * @param {string} name of a program
 * @returns {boolean} whether the PATH leads to it (not for Windows, where names have endings)
 */
export function commandExists(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, name)))
}

/**
 * The npm that started us, run by this Node: so no shell is needed, not even on Windows, where npm is a batch file.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]} a command and its first arguments
 */
export function npmCommand(env, platform) {
  const npmScript = env.npm_execpath
  if (npmScript !== undefined && basename(npmScript) === 'npm-cli.js') return [process.execPath, npmScript]
  return platform === 'win32' ? ['cmd.exe', '/d', '/c', 'npm'] : ['npm']
}

/**
 * Runs npm quietly.
 * @param {string[]} args
 * @param {QuietOptions} [options]
 * @returns {Promise<string>} what it printed on standard output
 */
export function npm(args, options) {
  const [command = 'npm', ...first] = npmCommand(process.env, process.platform)
  return runQuietly(command, [...first, ...args], options)
}

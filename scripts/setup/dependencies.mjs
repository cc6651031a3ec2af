// Installs the dependencies from the lockfile when they are missing or stale.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { step } from './progress.mjs'
import { inProject } from './project.mjs'
import { npmFromRegistry } from './registry.mjs'

/** Whatever NODE_ENV or the user's settings leave out. */
export const everything = ['--include=dev', '--include=optional', '--include=peer']

/**
 * @typedef {object} LockedPackage one entry of a lockfile
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {string[]} [os] platforms it is for, `!` excludes
 * @property {string[]} [cpu] architectures it is for, `!` excludes
 */

/**
 * Installs when needed.
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function ensureDependencies() {
  // npm writes this record at the end of every install, so it is right after a developer's own `npm install` too.
  const record = inProject('node_modules', '.package-lock.json')
  const machine = { platform: process.platform, arch: process.arch }
  if (existsSync(record) && isInstalled(packagesIn(inProject('package-lock.json')), packagesIn(record), machine)) return false
  rmSync(inProject('node_modules'), { recursive: true, force: true }) // as npm would, but before it is expected to ask the registry
  // No install scripts: none of the dependencies needs its own, and ONNX Runtime's fails where its server (NuGet) cannot be reached.
  await step('Installing dependencies', (tell) =>
    npmFromRegistry(['ci', '--ignore-scripts', '--no-audit', '--no-fund', ...everything], {
      tell,
      failure: 'The dependencies could not be installed.',
      remedy: 'See above what npm says, then try again.',
      offline: 'Where there is no network, copy this whole folder with its node_modules from a machine of the same system.',
    }),
  )
  return true
}

/**
 * Whether the installed packages are those of the lockfile. An optional package may be absent (npm leaves out those of
 * other platforms), but one that is there and meant for another platform shows a folder copied from another machine.
 * @param {Record<string, LockedPackage>} locked the lockfile's packages by path
 * @param {Record<string, LockedPackage>} installed the installed packages by path
 * @param {{ platform: string, arch: string }} machine
 * @returns {boolean}
 */
export function isInstalled(locked, installed, { platform, arch }) {
  const allThere = Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true // the project itself
    const found = installed[path]
    if (found === undefined) return wanted.optional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
  return (
    allThere &&
    Object.entries(installed).every(([path, found]) => path in locked && suits(found.os, platform) && suits(found.cpu, arch))
  )
}

/**
 * npm's rule for `os` and `cpu`.
 * @param {string[] | undefined} list
 * @param {string} value
 * @returns {boolean}
 */
function suits(list, value) {
  if (list === undefined || list.length === 0) return true
  if (list.includes(`!${value}`)) return false
  return list.includes(value) || list.every((entry) => entry.startsWith('!'))
}

/** @param {string} lockfile @returns {Record<string, LockedPackage>} */
function packagesIn(lockfile) {
  /** @type {unknown} */
  const content = JSON.parse(readFileSync(lockfile, 'utf8'))
  return /** @type {{ packages: Record<string, LockedPackage> }} */ (content).packages
}

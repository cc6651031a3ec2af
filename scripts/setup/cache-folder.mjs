// Folders in the user's cache that take long to make: each is made aside and then takes its name, so that nothing that was interrupted looks finished.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} absolute path of the lab's folder of this name in the user's cache
 */
export function cacheFolder(name, env = process.env) {
  const cache = env.XDG_CACHE_HOME === undefined || env.XDG_CACHE_HOME === '' ? join(homedir(), '.cache') : env.XDG_CACHE_HOME
  return join(cache, 'cnn-lab', name)
}

/**
 * @param {string} folder absolute path that it shall have
 * @param {(temporary: string) => Promise<string>} make makes it somewhere in a temporary folder beside the final one, and returns its path
 * @param {() => boolean} isThere whether the final folder is whole: another process may be faster
 */
export async function makeAside(folder, make, isThere) {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 }) // nobody else may put a program there
  await removeLeftOvers(folder)
  const temporary = await mkdtemp(`${folder}-`)
  try {
    const made = await make(temporary)
    await rename(made, folder).catch(async (/** @type {unknown} */ error) => {
      if (isThere()) return
      if (!existsSync(folder)) throw error
      await rename(folder, join(temporary, 'damaged')) // what lies there is not whole
      await rename(made, folder)
    })
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/**
 * Removes what a process that was killed left behind; a younger folder may belong to one that is still at work.
 * @param {string} folder the final one, beside which they lie
 */
async function removeLeftOvers(folder) {
  const anHourAgo = Date.now() - 3_600_000
  for (const name of await readdir(dirname(folder))) {
    const path = join(dirname(folder), name)
    if (name.startsWith(`${basename(folder)}-`) && (await stat(path)).mtimeMs < anHourAgo) await rm(path, { recursive: true, force: true })
  }
}

// Sees whether a Linux system has any font at all: a fresh one may have none, and all text would be boxes.
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} the folders where fontconfig looks by default
 */
export function fontFolders(env) {
  const data = env.XDG_DATA_HOME === undefined || env.XDG_DATA_HOME === '' ? join(homedir(), '.local', 'share') : env.XDG_DATA_HOME
  return ['/usr/share/fonts', '/usr/local/share/fonts', join(data, 'fonts'), join(homedir(), '.fonts')]
}

/**
 * @param {string} folder
 * @returns {boolean} whether there is a scalable font in it or below
 */
export function holdsFont(folder) {
  if (!existsSync(folder)) return false
  return readdirSync(folder, { withFileTypes: true }).some((entry) =>
    entry.isDirectory() ? holdsFont(join(folder, entry.name)) : /\.(?:ttf|otf|ttc)$/i.test(entry.name),
  )
}

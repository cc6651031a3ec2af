// Where the lab keeps its data, for scripts that run before the lab is built; main/lab/home.ts is the same rule, and a test holds both together.
import { homedir } from 'node:os'
import { posix, resolve, win32 } from 'node:path'

/**
 * @typedef {object} HomeEnvironment
 * @property {Readonly<Record<string, string | undefined>>} env
 * @property {NodeJS.Platform} platform
 * @property {string} userHome
 */

/**
 * @param {HomeEnvironment} [environment] the running process's by default
 * @returns {string} absolute path; it need not exist yet
 */
export function labHome({ env, platform, userHome } = { env: process.env, platform: process.platform, userHome: homedir() }) {
  if (env.CNN_LAB_HOME) return resolve(env.CNN_LAB_HOME)
  if (platform === 'win32') return win32.join(env.APPDATA ?? win32.join(userHome, 'AppData', 'Roaming'), 'CNN Lab')
  if (platform === 'darwin') return posix.join(userHome, 'Library', 'Application Support', 'CNN Lab')
  const data = env.XDG_DATA_HOME
  return posix.join(data && posix.isAbsolute(data) ? data : posix.join(userHome, '.local', 'share'), 'cnn-lab')
}

// Where the lab keeps its data: the folder that CNN_LAB_HOME names, else the platform's application-data folder.
import { homedir } from 'node:os'
import { posix, resolve, win32 } from 'node:path'

/** What the choice of the folder depends on; the running process by default, other values in tests. */
export interface HomeEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly userHome: string
}

/**
 * Absolute path of the lab's home folder; it need not exist yet.
 * `CNN_LAB_HOME`, else `$XDG_DATA_HOME/cnn-lab` or `~/.local/share/cnn-lab` on Linux,
 * `~/Library/Application Support/CNN Lab` on macOS, `%APPDATA%\CNN Lab` on Windows.
 */
export function labHome(environment?: HomeEnvironment): string {
  const { env, platform, userHome } = environment ?? { env: process.env, platform: process.platform, userHome: homedir() }
  if (env.CNN_LAB_HOME) return resolve(env.CNN_LAB_HOME)
  if (platform === 'win32') return win32.join(env.APPDATA ?? win32.join(userHome, 'AppData', 'Roaming'), 'CNN Lab')
  if (platform === 'darwin') return posix.join(userHome, 'Library', 'Application Support', 'CNN Lab')
  const data = env.XDG_DATA_HOME
  // The XDG specification tells programs to ignore relative paths here, the empty one included.
  return posix.join(data && posix.isAbsolute(data) ? data : posix.join(userHome, '.local', 'share'), 'cnn-lab')
}

/** Whether {@link labHome} is the folder that the platform has for it, which is the lab's alone; one that the user names may hold other things. */
export const isDefaultHome = (env: HomeEnvironment['env'] = process.env): boolean => !env.CNN_LAB_HOME

// Tells what the window runs on, and how long that gets security fixes.
import type { WindowRuntime } from '@contract/window/runtime'
import { supportOf } from '../../scripts/setup/electron-support.mjs'

/** @param versions those of the running process, which is Electron's */
export function windowRuntime(versions: { readonly electron: string; readonly chrome: string }, isPackaged: boolean, today: Date): WindowRuntime {
  const { cameOut, ends, isSupported } = supportOf(versions.electron, today)
  return { electron: versions.electron, chromium: versions.chrome, cameOut, supportEnds: ends, isSupported, isPackaged }
}

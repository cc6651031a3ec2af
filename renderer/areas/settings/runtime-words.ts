// What the window runs on, in words.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import type { WindowRuntime } from '@contract/window/runtime'

/** A month, e.g. `April 2025`, of a day as `YYYY-MM-DD`. */
const month = (day: string): string => new Date(day).toLocaleDateString(language, { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** The number before the first point of a version. */
const major = (version: string): string => version.split('.')[0] ?? version

/** Electron and its Chromium by name. */
export function runtimeTitle({ electron, chromium }: WindowRuntime): string {
  return phrase('Electron {electron} with Chromium {chromium}', { electron, chromium: major(chromium) })
}

/** How old it is, and until when it gets security fixes. */
export function runtimeAge({ electron, cameOut, supportEnds, isSupported }: WindowRuntime): string {
  const values = { electron: major(electron), month: month(cameOut), end: month(supportEnds) }
  return isSupported ? phrase('Electron {electron} came out in {month}, and gets security fixes until about {end}.', values) : phrase('Electron {electron} came out in {month}, and has had no security fixes since {end}.', values)
}

/** What to do about one that gets no fixes; null for one that does. */
export function runtimeRemedy({ isSupported, isPackaged }: WindowRuntime): { readonly text: string; readonly command: string | null } | null {
  if (isSupported) return null
  const care = phrase('Until then, open only files from people whom you trust.')
  if (isPackaged) return { text: phrase('Install the newest CNN Lab, which brings a current Electron. {care}', { care }), command: null }
  const other = phrase('Where github.com cannot be reached, name a mirror in ELECTRON_MIRROR, or the path of the executable of a newer Electron in CNN_LAB_ELECTRON.')
  return { text: phrase('This command, in the folder of the lab, gets the current Electron. {other} {care}', { other, care }), command: 'npm run setup' }
}

// Opens the files that reach the window from the desktop: given at a start, handed over by a second one, chosen in the menu, opened again from the list of recent ones.
import { app } from 'electron'
import { join } from 'node:path'
import type { WindowCommand } from '@contract/window/window-commands'
import type { OpenerDeps } from '../../lab/opening/opener'
import { FileDesk } from './file-desk'
import type { GivenFiles } from './given-files'
import { RecentFiles } from './recent-files'

export interface OpeningDeps {
  readonly given: GivenFiles
  readonly opener: OpenerDeps
  /** Absolute path of the window's folder in the home. */
  readonly folder: string
  readonly tell: (command: WindowCommand) => void
  /** Told when the recent files have changed. */
  readonly onRecent: () => void
}

/** What the window takes files by. */
export interface Opening {
  readonly desk: FileDesk
  readonly recent: RecentFiles
}

/** Follows the files that the program is given. */
export function followFiles({ given, opener, folder, tell, onRecent }: OpeningDeps): Opening {
  const recent = new RecentFiles({
    file: join(folder, 'recent.json'),
    onChange: () => {
      const [newest] = recent.paths
      // Windows and macOS keep lists of their own, in the task bar and in the Dock.
      if (newest === undefined) app.clearRecentDocuments()
      else app.addRecentDocument(newest)
      onRecent()
    },
  })
  const desk = new FileDesk({ opener, recent, knock: () => { tell({ type: 'open-files' }) } })
  given.follow((paths) => void desk.take(paths))
  return { desk, recent }
}

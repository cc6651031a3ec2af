// The files that this program is given, from its start on: they wait until the lab is open, which opens them.
import { app } from 'electron'
import { log } from '../../log/log'
import { givenPaths } from './given-paths'

/** Paths that the program was given before the lab was open, and what takes those that come later. */
export class GivenFiles {
  #early: string[] = []
  #take: ((paths: readonly string[]) => void) | null = null

  add(paths: readonly string[]): void {
    if (paths.length > 0) log('info', 'app', 'files handed over', { files: paths.length })
    if (this.#take) this.#take(paths)
    else this.#early.push(...paths)
  }

  /** Gives what came so far, and from now on what comes. */
  follow(take: (paths: readonly string[]) => void): void {
    this.#take = take
    take(this.#early)
    this.#early = []
  }
}

/** The files of this start's own command line. */
export const ownPaths = (): readonly string[] => givenPaths({ argv: process.argv, appPath: app.getAppPath(), folder: process.cwd() })

// Takes the files that reach the window from everywhere, and hands what they hold to the page, one after another.
import type { OpenedThing } from '@contract/window/opened-thing'
import { LabError } from '@contract/problem'
import { open, openedTogether, type OpenerDeps, type Together } from '../../lab/opening/opener'
import type { RecentFiles } from './recent-files'

export interface FileDeskDeps {
  readonly opener: OpenerDeps
  readonly recent: Pick<RecentFiles, 'add' | 'remove'>
  /** Tells the page that something waits for it. */
  readonly knock: () => void
}

export class FileDesk {
  readonly #deps: FileDeskDeps
  readonly #waiting: Together[] = []
  /** Sorts what comes, in the order in which it comes. */
  #sorting: Promise<void> = Promise.resolve()

  constructor(deps: FileDeskDeps) {
    this.#deps = deps
  }

  /** @param paths absolute, of files and folders; those that a data set is made of are opened together */
  async take(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return
    this.#sorting = this.#sorting.then(async () => {
      this.#waiting.push(...(await openedTogether(paths)))
    })
    await this.#sorting
    this.#deps.knock()
  }

  /**
   * Opens what waits longest; null: nothing waits.
   * @throws LabError what is wrong with it; it waits no more then
   */
  async next(): Promise<OpenedThing | null> {
    await this.#sorting
    const together = this.#waiting.shift()
    if (!together) return null
    const { opener, recent } = this.#deps
    try {
      const opened = await open(together, opener)
      if (together.length === 1) recent.add(together[0])
      return opened
    } catch (error) {
      if (error instanceof LabError && error.code === 'file/gone') recent.remove(together[0])
      throw error
    }
  }
}

// The files that were opened last, remembered in the window's folder of the home.
import { logTrouble } from '../../log/log'
import { writeFileWhole } from '../../files/durable-file'
import { readRegularNow } from '../../files/regular-file'
import { z } from 'zod'

/** Files that are remembered. */
export const mostRecent = 10

const rememberedSchema = z.strictObject({ version: z.literal(1), paths: z.array(z.string().min(1).max(4096)).max(mostRecent) })

export interface RecentFilesOptions {
  /** Absolute path of the file that remembers them. */
  readonly file: string
  /** Told of every change. */
  readonly onChange: () => void
}

export class RecentFiles {
  readonly #options: RecentFilesOptions
  #paths: readonly string[]
  /** Writings, one after another. */
  #writing: Promise<void> = Promise.resolve()

  constructor(options: RecentFilesOptions) {
    this.#options = options
    this.#paths = remembered(options.file)
  }

  /** Absolute, the newest first. */
  get paths(): readonly string[] {
    return this.#paths
  }

  /** Puts a file or folder first. @param path absolute */
  add(path: string): void {
    this.#keep([path, ...this.#paths.filter((other) => other !== path)].slice(0, mostRecent))
  }

  /** Forgets a file, e.g. one that is gone. */
  remove(path: string): void {
    if (this.#paths.includes(path)) this.#keep(this.#paths.filter((other) => other !== path))
  }

  clear(): void {
    this.#keep([])
  }

  /** Until all is on the disk. */
  written(): Promise<void> {
    return this.#writing
  }

  #keep(paths: readonly string[]): void {
    this.#paths = paths
    this.#writing = this.#writing
      .then(() => writeFileWhole(this.#options.file, `${JSON.stringify({ version: 1, paths })}\n`))
      .catch((error: unknown) => {
        logTrouble('app', 'recent files not remembered', error) // the menu has them until the window closes
      })
    this.#options.onChange()
  }
}

/** None where there is no file yet, or one that is damaged. */
function remembered(file: string): readonly string[] {
  try {
    // At once, before the menu is made: the file has a few hundred bytes.
    return rememberedSchema.parse(JSON.parse(readRegularNow(file, 'utf8'))).paths
  } catch {
    return []
  }
}

// The files that were opened last, remembered in the window's folder of the home.
import { readRegularNow } from '../../files/regular-file'
import { z } from 'zod'
import { RememberingFile } from '../remembering-file'

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
  readonly #file: RememberingFile
  readonly #onChange: () => void
  #paths: readonly string[]

  constructor({ file, onChange }: RecentFilesOptions) {
    this.#file = new RememberingFile(file, 'recent files not remembered')
    this.#onChange = onChange
    this.#paths = remembered(file)
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
    return this.#file.written()
  }

  #keep(paths: readonly string[]): void {
    this.#paths = paths
    void this.#file.write({ version: 1, paths })
    this.#onChange()
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

// A small file in which the window remembers something: written whole, one writing after another.
import { writeFileWhole } from '../files/durable-file'
import { logTrouble } from '../log/log'

export class RememberingFile {
  readonly #path: string
  readonly #trouble: string
  #writing: Promise<void> = Promise.resolve()

  /**
   * @param path absolute
   * @param trouble what the log says where the disk does not take it, as in `recent files not remembered`; what is remembered then lasts until the window closes
   */
  constructor(path: string, trouble: string) {
    this.#path = path
    this.#trouble = trouble
  }

  /** Replaces what is remembered. @returns when it is on the disk, or the trouble is logged */
  write(value: object): Promise<void> {
    this.#writing = this.#writing
      .then(() => writeFileWhole(this.#path, `${JSON.stringify(value)}\n`))
      .catch((error: unknown) => {
        logTrouble('app', this.#trouble, error)
      })
    return this.#writing
  }

  /** Until all is on the disk. */
  written(): Promise<void> {
    return this.#writing
  }
}

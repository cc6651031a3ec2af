// The end of what a process wrote to standard error, kept for the message after its crash.

const maxLines = 8
const maxCharacters = 2000

/** Keeps the last lines of a stream of bytes. */
export class LastWords {
  readonly #decoder = new TextDecoder()
  #kept = ''

  add(chunk: Uint8Array): void {
    this.#kept = (this.#kept + this.#decoder.decode(chunk, { stream: true })).slice(-maxCharacters)
  }

  /** The last lines, without blank ones. */
  get text(): string {
    const lines = this.#kept.split(/\r?\n/).filter((line) => line.trim() !== '')
    return lines.slice(-maxLines).join('\n')
  }
}

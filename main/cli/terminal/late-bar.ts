// A bar that comes up with the first news of the work, when it is known how much there is.
import type { Output } from './command-context'
import { CountBar } from './count-bar'

export class LateBar {
  readonly #stderr: Output
  readonly #words: (done: string, total: string) => string
  #bar: CountBar | null = null

  /** @param words how far the work is: `3 of 10 images` */
  constructor(stderr: Output, words: (done: string, total: string) => string) {
    this.#stderr = stderr
    this.#words = words
  }

  /** @param text what is said behind the numbers */
  tell(done: number, total: number, text: string): void {
    this.#bar ??= new CountBar(this.#stderr, total, this.#words)
    this.#bar.tell(done, total, text)
  }

  /** Takes the bar off the screen; the next news brings up a new one. */
  close(): void {
    this.#bar?.close()
    this.#bar = null
  }
}

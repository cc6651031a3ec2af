// A bar on standard error for work on a known number of things; nothing where that is no terminal.
import progress from 'cli-progress'
import type { Output } from './command-context'

export class CountBar {
  readonly #bar: progress.SingleBar | null

  /** @param words how far the work is: `3 of 10 images` */
  constructor(stderr: Output, total: number, words: (done: string, total: string) => string) {
    const barsize = Math.min(40, Math.max(6, (stderr.columns ?? 80) - 40))
    const options = { stream: stderr, format: `[{bar}] ${words('{value}', '{total}')}{text}`, barCompleteChar: '=', barIncompleteChar: '-', barsize, clearOnComplete: true, hideCursor: true }
    this.#bar = stderr.isTTY ? new progress.SingleBar(options) : null
    this.#bar?.start(total, 0, { text: '' })
  }

  /** @param text what is said behind the numbers */
  tell(done: number, total?: number, text = ''): void {
    if (total !== undefined) this.#bar?.setTotal(total)
    this.#bar?.update(done, { text })
  }

  /** Takes the bar off the screen. */
  close(): void {
    this.#bar?.stop()
  }
}

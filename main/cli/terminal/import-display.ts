// How far an import is: a bar on standard error, where that is a terminal.
import { formatDuration } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { ImportProgress } from '@contract/data/imports'
import type { Output } from './command-context'
import { LateBar } from './late-bar'

/** `, 12 s left`; empty while it is not known. */
export const timeLeft = (seconds: number | null): string => (seconds === null ? '' : phrase(', {time} left', { time: formatDuration(seconds) }))

export class ImportDisplay {
  readonly #bar: LateBar

  constructor(stderr: Output) {
    this.#bar = new LateBar(stderr, (imported, all) => phrase('{imported} of {all} images', { imported, all }))
  }

  show({ phase, done, total, secondsLeft }: ImportProgress): void {
    if (phase !== 'opening') this.#bar.tell(done, total, phase === 'finishing' ? phrase(', checking') : timeLeft(secondsLeft))
  }

  close(): void {
    this.#bar.close()
  }
}

// How far an import is: a bar on standard error, where that is a terminal.
import { formatDuration } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { ImportProgress } from '@contract/data/imports'
import type { Output } from './command-context'
import { CountBar } from './count-bar'

export class ImportDisplay {
  readonly #stderr: Output
  #bar: CountBar | null = null

  constructor(stderr: Output) {
    this.#stderr = stderr
  }

  show({ phase, done, total, secondsLeft }: ImportProgress): void {
    if (phase === 'opening') return
    this.#bar ??= new CountBar(this.#stderr, total, (imported, all) => phrase('{imported} of {all} images', { imported, all }))
    this.#bar.tell(done, total, phase === 'finishing' ? phrase(', checking') : secondsLeft === null ? '' : phrase(', {time} left', { time: formatDuration(secondsLeft) }))
  }

  close(): void {
    this.#bar?.close()
    this.#bar = null
  }
}

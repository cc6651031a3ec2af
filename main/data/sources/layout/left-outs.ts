// Collects what of a source does not become an image; a source of millions of faults takes no more memory than one of many.
import { formatCount } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { LeftOut } from '@contract/data/import-source'

/** Entries that are listed one by one. */
const mostListedOne = 100_000

export class LeftOuts {
  readonly #listed: LeftOut[] = []
  #more = 0

  /** @param reason as the end of a sentence */
  add(name: string, reason: string): void {
    if (this.#listed.length < mostListedOne) this.#listed.push({ name, reason })
    else this.#more++
  }

  get all(): readonly LeftOut[] {
    return this.#more === 0 ? this.#listed : [...this.#listed, { name: phrase('{count} more', { count: formatCount(this.#more) }), reason: phrase('they are not listed') }]
  }
}

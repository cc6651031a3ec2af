// Small files of text that say what folders of an archive are called, kept while it is looked through.
import { joinedPath } from '../layout/source-tree'
import { mostWordsBytes, validationTable, wordsFiles } from '../layout/synset-names'
import type { EntryPath } from './entry-path'

const names: readonly string[] = [...wordsFiles, validationTable]

/** Files that are kept; more are not looked at. */
const mostTexts = 10

export class KeptTexts {
  readonly #texts = new Map<string, string>()

  isKept({ name }: EntryPath, bytes: number): boolean {
    return names.includes(name) && bytes <= mostWordsBytes && this.#texts.size < mostTexts
  }

  /** @param text null: it could not be read */
  keep({ folder, name }: EntryPath, text: string | null): void {
    if (text !== null) this.#texts.set(joinedPath(folder, name), text)
  }

  at(path: string): string | null {
    return this.#texts.get(path) ?? null
  }
}

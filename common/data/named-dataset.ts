// Which data set somebody means by a word: an id, a title, or the beginning of an id that only one set has.
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'

type Named = Pick<DatasetInfo, 'id' | 'title'>

/** The ids of the sets that a text may mean: one where it is plain, none where no set is called so, several where it is not enough. */
export function namedDatasets(text: string, sets: readonly Named[]): readonly DatasetId[] {
  const word = text.trim().toLowerCase()
  const rules: readonly ((set: Named) => boolean)[] = [({ id }) => id === word, ({ title }) => title.toLowerCase() === word, ({ id }) => word !== '' && id.startsWith(word)]
  for (const isMeant of rules) {
    const found = sets.filter(isMeant)
    if (found.length > 0) return found.map(({ id }) => id)
  }
  return []
}

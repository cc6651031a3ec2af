// Names of ImageNet's classes: what a words file says of synsets such as n01440764.

/** Files that name synsets, in the order in which they are looked for: of Kaggle, of ILSVRC 2012's development kit and of WordNet. */
export const wordsFiles = ['LOC_synset_mapping.txt', 'synset_words.txt', 'words.txt'] as const

/** The table of Kaggle that says which synset each validation image shows. */
export const validationTable = 'LOC_val_solution.csv'

/** Most bytes of such a file; words.txt has 2.8 MB. */
export const mostWordsBytes = 16e6

export const isSynset = (name: string): boolean => /^n\d{8}$/.test(name)

/**
 * The words of each synset, the first of its synonyms; where several synsets share that (crane the bird, crane the machine), all of them, and where they share these too, with the synset behind.
 * @param text lines of a synset, a space or tab, and its synonyms with commas between
 * @param synsets those that are wanted
 */
export function synsetNames(text: string, synsets: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Set(synsets)
  const synonyms = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, synset = '', words = ''] = /^(n\d{8})\s+(.+?)\s*$/.exec(line) ?? []
    if (wanted.has(synset) && !synonyms.has(synset)) synonyms.set(synset, words)
  }
  const names = new Map([...synonyms].map(([synset, words]) => [synset, words.split(',')[0]?.trim() ?? words]))
  for (const more of [(synset: string) => synonyms.get(synset) ?? synset, (synset: string) => `${synonyms.get(synset) ?? ''} (${synset})`]) {
    for (const synset of sharingNames(names)) names.set(synset, more(synset))
  }
  return names
}

/** Synsets whose name is that of another one too. */
function sharingNames(names: ReadonlyMap<string, string>): readonly string[] {
  const bearers = new Map<string, string[]>()
  for (const [synset, name] of names) bearers.set(name, [...(bearers.get(name) ?? []), synset])
  return [...bearers.values()].filter(({ length }) => length > 1).flat()
}

/** The synset of each validation image, by its name without ending. @param text rows of an image and its synset with a box, with commas between */
export function validationSynsets(text: string): ReadonlyMap<string, string> {
  const synsets = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const [, image = '', synset = ''] = /^"?([^",]+)"?,"?(n\d{8})\b/.exec(line) ?? []
    if (synset !== '') synsets.set(image, synset)
  }
  return synsets
}

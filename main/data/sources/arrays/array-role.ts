// What the name of an array or its file tells: images or labels, of which part, of which set.

export type ArrayPart = 'train' | 'validation' | 'test'

export interface ArrayRole {
  readonly holds: 'images' | 'labels' | null
  readonly part: ArrayPart | null
  /** What is left of the name, e.g. `emnist-letters` of `emnist-letters-train-images-idx3-ubyte.gz`. */
  readonly set: string
}

const partWords: Readonly<Record<ArrayPart, readonly string[]>> = {
  train: ['train', 'training', 'tr'],
  validation: ['val', 'valid', 'validation', 'dev'],
  test: ['test', 'testing', 't10k', 'te'],
}
const holdsWords = {
  images: ['x', 'images', 'image', 'imgs', 'img', 'data', 'pixels', 'features'],
  labels: ['y', 'labels', 'label', 'targets', 'target', 'lbls'],
} as const
/** Of formats, which tell nothing. */
const noise = new Set(['idx', 'idx1', 'idx3', 'ubyte', 'npy', 'npz', 'gz'])

/** Of words in which part and content are one: `xtrain`, `trainx`. */
const joined = /^(?:([xy])(train|test|val|valid)|(train|test|val|valid)([xy]))$/

/** @param name of an array or a file, without its folder */
export function arrayRoleOf(name: string): ArrayRole {
  const words = wordsOf(name)
  const parts = words.flatMap((word) => keyOf(partWords, word) ?? [])
  const contents = words.flatMap((word) => keyOf(holdsWords, word) ?? [])
  return {
    holds: contents.includes('labels') ? 'labels' : (contents[0] ?? null), // `data-labels` are labels
    part: parts[0] ?? null,
    set: words.filter((word) => !keyOf(partWords, word) && !keyOf(holdsWords, word) && !noise.has(word)).join('-'),
  }
}

/** `X_train`, `trainImages` and `xtrain` as words in small letters. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const [, x, partAfter, partBefore, y] = joined.exec(word) ?? []
      return [x, partAfter, partBefore, y].some((match) => match !== undefined) ? [x, partAfter, partBefore, y].filter((match) => match !== undefined) : [word]
    })
}

function keyOf<Key extends string>(table: Readonly<Record<Key, readonly string[]>>, word: string): Key | undefined {
  return (Object.keys(table) as Key[]).find((key) => table[key].includes(word))
}

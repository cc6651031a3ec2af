// The classes of labels that are numbers or words.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'

export interface ClassesOfLabels {
  readonly classes: readonly string[]
  /** The class of each label, by its number. */
  readonly labels: Uint16Array
}

/** Most classes of a set. */
export const mostClasses = 65_536

/** Most classes without images between the others; where numbers leave out more, the classes are the numbers that occur. */
const mostGaps = 1000

/**
 * Classes of numbers: from 0 or from 1 up to the greatest, named by their numbers; where numbers begin elsewhere or most are left out, those that occur.
 * @param name of what holds them, for messages
 * @throws LabError `import/labels` where a label is no whole number, or there are too many classes
 */
export function classesOfNumbers(name: string, numbers: ArrayLike<number>): ClassesOfLabels {
  const occurring = new Set<number>()
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] ?? 0
    if (!Number.isSafeInteger(number)) throw labelFault(name, phrase('entry {entry} is {number}, which is no whole number', { entry: i, number }))
    occurring.add(number)
    if (occurring.size > mostClasses) throw tooMany(name)
  }
  const sorted = [...occurring].sort((a, b) => a - b)
  const [first = 0] = sorted
  const last = sorted.at(-1) ?? 0
  const isRow = (first === 0 || first === 1) && last - first + 1 - sorted.length <= mostGaps && last - first < mostClasses
  const values = isRow ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : sorted
  const classOf = new Map(values.map((value, index) => [value, index]))
  return { classes: values.map(String), labels: Uint16Array.from({ length: numbers.length }, (_, i) => classOf.get(numbers[i] ?? 0) ?? 0) }
}

/**
 * Classes of words, in alphabetical order.
 * @throws LabError `import/labels` where there are too many, or one is empty
 */
export function classesOfWords(name: string, words: readonly string[]): ClassesOfLabels {
  const empty = words.indexOf('')
  if (empty >= 0) throw labelFault(name, phrase('entry {entry} is empty', { entry: empty }))
  const classes = [...new Set(words)].sort()
  if (classes.length > mostClasses) throw tooMany(name)
  const classOf = new Map(classes.map((word, index) => [word, index]))
  return { classes, labels: Uint16Array.from(words, (word) => classOf.get(word) ?? 0) }
}

/** Words for classes that hold no image, as a note; empty where each has some. */
export function notesOfEmptyClasses({ classes, labels }: ClassesOfLabels): readonly string[] {
  const counts = new Uint32Array(classes.length)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  const empty = classes.filter((_, index) => counts[index] === 0)
  if (empty.length === 0) return []
  const named = empty.slice(0, 5).join(', ')
  return [empty.length === 1 ? phrase('Class {named} has no images.', { named }) : empty.length > 5 ? phrase('{count} classes have no images: {named} and more.', { count: empty.length, named }) : phrase('{count} classes have no images: {named}.', { count: empty.length, named })]
}

/** @param detail what is wrong: `entry 7 is 12, and there are 10 classes` */
export const labelFault = (name: string, detail: string): LabError =>
  new LabError('import/labels', phrase('{name}: {detail}.', { name, detail }), phrase('Check that this file holds the labels of these images, one for each.'))

const tooMany = (name: string): LabError => labelFault(name, phrase('it has more than {mostClasses} different labels', { mostClasses }))

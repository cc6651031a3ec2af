// Labels in arrays of NumPy, and the names of their classes.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { elementReader, isText, textsOf, typeWords } from '../arrays/element-type'
import { classesOfNumbers, classesOfWords, type ClassesOfLabels } from '../arrays/label-classes'
import { mostImages } from '../source'
import { unsupported } from '../source-faults'
import { looksLikeLabels } from './numpy-images'
import { typeOf, type NumpyArray } from './numpy-arrays'

/** Arrays that name classes, as sets are saved with them. */
const namesOfClassNames = new Set(['class_names', 'classnames', 'classes', 'label_names', 'labelnames', 'names'])

export const holdsClassNames = ({ name, type, shape }: NumpyArray): boolean => namesOfClassNames.has(name.toLowerCase()) && type !== null && isText(type) && shape.length === 1

/** Most bytes of labels that are kept while their classes are found. */
const mostBytes = 2 ** 28

/**
 * The classes of labels in several arrays together.
 * @param names an array that names the classes of numbers; null: they are named by their numbers
 * @throws LabError `import/...`
 */
export async function numpyClasses(arrays: readonly NumpyArray[], names: NumpyArray | null, signal: AbortSignal | undefined): Promise<ClassesOfLabels> {
  const read: (ArrayLike<number> | readonly string[])[] = []
  for (const array of arrays) read.push(await labelsOf(array, signal))
  const where = arrays.map(({ name }) => name).join(', ')
  if (read.every(areWords)) return classesOfWords(where, read.flat())
  if (read.some(areWords)) throw new LabError('import/labels', phrase('{where}: some labels are numbers and some are text.', { where }), phrase('Save all labels alike.'))
  const numbers = new Float64Array(read.reduce((sum, { length }) => sum + length, 0))
  let begin = 0
  for (const labels of read as ArrayLike<number>[]) {
    numbers.set(labels, begin)
    begin += labels.length
  }
  const found = classesOfNumbers(where, numbers)
  const words = names && (await labelsOf(names, signal))
  return words && areWords(words) ? named(found, words) : found
}

const areWords = (labels: ArrayLike<number> | readonly string[]): labels is readonly string[] => Array.isArray(labels)

/** Numbers that count from 0 or 1 get the names of a list that has one for each; others keep theirs. */
function named(found: ClassesOfLabels, words: readonly string[]): ClassesOfLabels {
  const isList = words.length >= found.classes.length && words.every((word) => word !== '') && new Set(words).size === words.length
  const begin = Number(found.classes[0])
  const counts = found.classes.every((name, index) => name === String(begin + index))
  if (!isList || !counts || (begin === 1 && words.length > found.classes.length) || begin > 1) return found
  return { ...found, classes: words }
}

async function labelsOf(array: NumpyArray, signal: AbortSignal | undefined): Promise<ArrayLike<number> | readonly string[]> {
  const { run, name, shape, headerBytes } = array
  const type = typeOf(array)
  const [count = 0] = shape
  if (!looksLikeLabels(array)) {
    throw unsupported(run.name, phrase('{name} has the shape ({shape}), and labels are one number for each image', { name, shape: shape.join(', ') }), phrase('Of labels with a column for each class save array.argmax(axis=1).'))
  }
  if (count > mostImages || count * type.size > mostBytes) throw unsupported(run.name, phrase('{name} holds {count} labels of the type {type}, which are too many', { name, count, type: typeWords(type) }), phrase('Save labels as whole numbers.'))
  const reader = run.read(signal)
  try {
    await reader.skip(headerBytes)
    const bytes = await reader.read(count * type.size)
    const labels = isText(type) ? textsOf(run.name, type, bytes) : Float64Array.from(elementReader(type)(bytes))
    await reader.finish()
    return labels
  } finally {
    await reader.close()
  }
}

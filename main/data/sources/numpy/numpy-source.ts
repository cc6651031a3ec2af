// Arrays of NumPy as a source: .npz files, and .npy files that belong together by their names.
import { listedWords } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import { basename } from 'node:path'
import { arrayRoleOf, type ArrayPart } from '../arrays/array-role'
import { arraySource, countMismatch, type LabelledArray } from '../arrays/array-source'
import { typeWords } from '../arrays/element-type'
import type { OpenSource, SourceFormat } from '../source'
import { candidateFiles } from '../source-files'
import { arrayWords, isNumpyName, numberTypeOf, numpyArrays, type NumpyArray } from './numpy-arrays'
import { layoutOf, looksLikeImages, looksLikeLabels, numpyImages, whiteOf } from './numpy-images'
import { holdsClassNames, numpyClasses } from './numpy-labels'

export const numpySource: SourceFormat = { kind: 'numpy', recognises, open }

/** .npy files may lie among others; a folder is taken only where it holds no other files that could be images. */
const isImageName = (name: string): boolean => /\.(png|jpe?g|webp|bmp|tiff?|gif)$/i.test(name)

async function recognises(paths: readonly string[]): Promise<boolean> {
  return (await candidateFiles(paths, isNumpyName)).length > 0 && (await candidateFiles(paths, isImageName)).length === 0
}

async function open(paths: readonly string[], options: ImportOptions, signal?: AbortSignal): Promise<OpenSource> {
  const all = await numpyArrays(paths)
  const { pairs, notes } = options.arrays ? { pairs: chosenPairs(all, options.arrays), notes: [] } : foundPairs(all)
  for (const { images, labels } of pairs) if (images.shape[0] !== labels.shape[0]) throw countMismatch(images.name, images.shape[0] ?? 0, labels.shape[0] ?? 0)
  const images = pairs.map((pair) => pair.images)
  const types = [...new Set(images.map((array) => typeWords(numberTypeOf(array))))]
  const layouts = images.map((array) => layoutOf(array, options.layout))
  const [layout = 'NHWC'] = layouts
  const areFloats = images.some(({ type }) => type?.kind === 'f')
  const white = await whiteOf(images, options.white, signal)
  const { classes, labels } = await numpyClasses(pairs.map((pair) => pair.labels), all.find(holdsClassNames) ?? null, signal)
  let begin = 0
  const arrays = pairs.map(({ images: array, part }, index): LabelledArray => {
    const own = labels.subarray(begin, (begin += array.shape[0] ?? 0))
    return { array: numpyImages(array, layouts[index] ?? layout, array.type?.kind === 'f' ? white : 255), part, labels: own }
  })
  const first = basename(paths[0] ?? '')
  return arraySource(
    {
      kind: 'numpy',
      title: phrase('NumPy arrays, {types}, {layout}', { types: listedWords(types), layout }),
      name: arrayRoleOf(images[0]?.name ?? '').set || first.replace(/\.np[yz]$/i, ''),
      classes,
      found: { layout, arrays: namesOf(pairs), ...(areFloats && { white }) },
      notes,
    },
    arrays,
    signal,
  )
}

interface NumpyPair {
  readonly part: ArrayPart | 'all'
  readonly images: NumpyArray
  readonly labels: NumpyArray
}

type ChosenArrays = NonNullable<ImportOptions['arrays']>

function chosenPairs(all: readonly NumpyArray[], { trainImages, trainLabels, testImages, testLabels }: ChosenArrays): readonly NumpyPair[] {
  const named = (name: string): NumpyArray => {
    const array = all.find((other) => other.name === name)
    if (array) return array
    throw new LabError('import/no-array', phrase('There is no array called {name}; there are {arrays}.', { name, arrays: all.slice(0, 20).map(arrayWords).join(phrase('; ')) }), phrase('Choose one of these.'))
  }
  const hasTest = testImages !== null && testLabels !== null
  const train: NumpyPair = { part: hasTest || arrayRoleOf(trainImages).part === 'train' ? 'train' : 'all', images: named(trainImages), labels: named(trainLabels) }
  return hasTest ? [train, { part: 'test', images: named(testImages), labels: named(testLabels) }] : [train]
}

/** The arrays in the words of the options; null where there are validation images, which those do not name. */
function namesOf(pairs: readonly NumpyPair[]): ChosenArrays | null {
  if (pairs.some(({ part }) => part === 'validation')) return null
  const [train] = pairs
  const test = pairs.find(({ part }) => part === 'test')
  if (!train || train === test) return null
  return { trainImages: train.images.name, trainLabels: train.labels.name, testImages: test?.images.name ?? null, testLabels: test?.labels.name ?? null }
}

const order: readonly (ArrayPart | null)[] = ['train', 'validation', 'test', null]

/** Images and labels that belong together by their names, else the only two arrays whose shapes are theirs. */
function foundPairs(all: readonly NumpyArray[]): { readonly pairs: readonly NumpyPair[]; readonly notes: readonly string[] } {
  const arrays = all.filter((array) => !holdsClassNames(array)).map((array) => ({ array, ...arrayRoleOf(array.name) }))
  const sets = [...new Set(arrays.map(({ set }) => set))]
  const bySet = sets.map((set) =>
    order.flatMap((part): readonly NumpyPair[] => {
      const of = (holds: 'images' | 'labels'): readonly NumpyArray[] => arrays.filter((array) => array.set === set && array.part === part && array.holds === holds).map(({ array }) => array)
      const [images, labels] = [of('images'), of('labels')]
      return images[0] && labels[0] && images.length === 1 && labels.length === 1 ? [{ part: part ?? 'all', images: images[0], labels: labels[0] }] : []
    }),
  )
  const withPairs = bySet.filter((pairs) => pairs.length > 0)
  const pairs = withPairs.length === 0 ? pairByShapes(all) : withPairs.length === 1 ? withPairs[0] : undefined
  if (!pairs) {
    const arrays = all.slice(0, 20).map(arrayWords).join(phrase('; '))
    throw new LabError('import/arrays-unclear', phrase('Which arrays hold images and labels is not clear from their names: {arrays}.', { arrays }), phrase('Choose the arrays, or name them x_train, y_train, x_test and y_test.'))
  }
  const used = new Set(pairs.flatMap(({ images, labels }) => [images, labels]))
  const unused = all.filter((array) => !used.has(array) && !holdsClassNames(array)).map(({ name }) => name)
  return { pairs, notes: unused.length > 0 ? [unused.length > 10 ? phrase('Not imported: {names} and more.', { names: unused.slice(0, 10).join(', ') }) : phrase('Not imported: {names}.', { names: unused.join(', ') })] : [] }
}

function pairByShapes(all: readonly NumpyArray[]): readonly NumpyPair[] | undefined {
  const images = all.filter(looksLikeImages)
  const labels = all.filter((array) => looksLikeLabels(array) && !holdsClassNames(array))
  return images[0] && labels[0] && images.length === 1 && labels.length === 1 ? [{ part: 'all', images: images[0], labels: labels[0] }] : undefined
}

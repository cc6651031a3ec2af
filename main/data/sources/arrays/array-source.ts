// A source whose images lie in arrays, from its parts.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { mostImages, type OpenSource } from '../source'
import { unsupported } from '../source-faults'
import type { ArrayPart } from './array-role'
import { checkImageArray, imagesOfArrays, type ImageArray } from './image-array'
import { notesOfEmptyClasses } from './label-classes'

/** An array of images with the class of each. */
export interface LabelledArray {
  readonly array: ImageArray
  readonly part: ArrayPart | 'all'
  readonly labels: Uint16Array
  /** Names of the images where the source has them; left out: the array's name and the row. */
  readonly names?: readonly string[]
}

type ArraySourceFacts = Pick<OpenSource, 'kind' | 'title' | 'name' | 'classes' | 'found' | 'notes'>

const orderOfParts = ['train', 'validation', 'test', 'all'] as const

/**
 * @param arrays in the order of their images
 * @throws LabError `import/empty`, `import/too-many-images`, `import/wrong-shape`, `import/unsupported`, `import/count-mismatch`
 */
export function arraySource(facts: ArraySourceFacts, arrays: readonly LabelledArray[], signal?: AbortSignal): OpenSource {
  const [first] = arrays
  const count = arrays.reduce((sum, { array }) => sum + array.count, 0)
  if (!first || count === 0) throw new LabError('import/empty', phrase('{name} holds no images.', { name: facts.name }), phrase('Choose a source with images.'))
  if (count > mostImages) throw new LabError('import/too-many-images', phrase('{name} holds {count} images; the lab imports up to {most}.', { name: facts.name, count, most: mostImages }), phrase('Choose a part of it.'))
  for (const { array, labels } of arrays) {
    checkImageArray(array)
    if (labels.length !== array.count) throw countMismatch(array.name, array.count, labels.length)
    const { channels, height, width } = first.array
    if (array.channels !== channels || array.height !== height || array.width !== width) {
      throw new LabError('import/wrong-shape', phrase('{name} holds images of {form}, and {otherName} of {otherForm}.', { name: array.name, form: formOf(array), otherName: first.array.name, otherForm: formOf(first.array) }), phrase('Choose arrays whose images have one size.'))
    }
  }
  const { channels, height, width } = first.array
  if (channels !== 1 && channels !== 3) throw unsupported(first.array.name, phrase('its images have {channels} channels', { channels }), phrase('Save them with one channel (grey) or three (red, green, blue).'))
  const parts = orderOfParts.filter((part) => arrays.some((array) => array.part === part))
  const labels = new Uint16Array(count)
  const partOf = new Uint8Array(count)
  const begins: number[] = []
  let begin = 0
  for (const { array, part, labels: own } of arrays) {
    begins.push(begin)
    labels.set(own, begin)
    partOf.fill(parts.indexOf(part), begin, begin + array.count)
    begin += array.count
  }
  return {
    ...facts,
    ...{ parts, labels, partOf, shape: { channels, height, width }, leftOut: [] },
    notes: [...facts.notes, ...notesOfEmptyClasses({ classes: facts.classes, labels })],
    nameOf: (index) => {
      const place = begins.findLastIndex((from) => from <= index)
      const row = index - (begins[place] ?? 0)
      return arrays[place]?.names?.[row] ?? `${arrays[place]?.array.name ?? ''}[${row}]`
    },
    images: (wanted) => imagesOfArrays(arrays.map(({ array }) => array), wanted, signal),
    close: () => Promise.resolve(), // files are open only while images are read
  }
}

export const countMismatch = (name: string, images: number, labels: number): LabError =>
  new LabError('import/count-mismatch', phrase('{name} holds {images} images, and there are {labels} labels for them.', { name, images, labels }), phrase('Choose files that belong together.'))

const formOf = ({ height, width, channels }: ImageArray): string => (channels === 1 ? phrase('{height}×{width} pixels with one channel', { height, width }) : phrase('{height}×{width} pixels with {channels} channels', { height, width, channels }))

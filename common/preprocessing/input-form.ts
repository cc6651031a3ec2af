// How the images of a data set become the input of a network, apart from their size: by a run's preprocessing and the set's own facts.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import type { Preprocessing } from '@contract/training/run-spec'
import type { ResizeName } from './interpolation'

/** What is subtracted from values in 0..1, and what they are divided by then: one number for each channel. */
export interface Normalization {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

export interface InputForm {
  readonly resize: ResizeName
  /** Share of height and width that is kept of the middle of each image. */
  readonly centreCrop: number
  /** Null: values stay in 0..1. */
  readonly normalization: Normalization | null
}

/** The book's way: whole images, resized bilinearly, with values in 0..1. */
export const plainInput: InputForm = { resize: 'bilinear', centreCrop: 1, normalization: null }

type Facts = Pick<DatasetInfo, 'title' | 'channels' | 'mean' | 'deviation'>
type Numbers = Pick<Preprocessing, 'normalization' | 'mean' | 'deviation'>

/** A list of numbers that does not fit the images of a set: which of the two, and why, in a sentence. */
export interface NumbersFault {
  readonly field: keyof Normalization
  readonly message: string
}

/** What is wrong with the numbers of a normalisation for the images of a set: each list has one number for all channels, or one for each. */
export function normalizationFaults({ normalization, ...numbers }: Numbers, { title, channels }: Pick<Facts, 'title' | 'channels'>): readonly NumbersFault[] {
  if (normalization !== 'own') return []
  return (['mean', 'deviation'] as const).flatMap((field) => {
    const { length } = numbers[field]
    if (length === 1 || length === channels) return []
    const message =
      channels === 1
        ? phrase('must have one number: images of {title} have one channel', { title })
        : phrase('must have one number, or {channels}: images of {title} have {channels} channels', { channels, title })
    return [{ field, message }]
  })
}

/** @throws LabError `preprocessing/numbers` where a list of numbers does not fit the channels of the set */
export function normalizationOf(numbers: Numbers, dataset: Facts): Normalization | null {
  const [fault] = normalizationFaults(numbers, dataset)
  if (fault) throw new LabError('preprocessing/numbers', phrase('{sentence}.', { sentence: `preprocessing.${fault.field} ${fault.message}` }), phrase('Give one number for all channels, or one for each.'))
  const ofEach = (list: readonly number[]): readonly number[] => (list.length === 1 ? Array.from({ length: dataset.channels }, () => list[0] ?? 0) : list)
  switch (numbers.normalization) {
    case 'none':
      return null
    case 'dataset':
      // A channel that is the same everywhere deviates by 0; its values, which are all 0 without their mean, stay so.
      return { mean: dataset.mean, deviation: dataset.deviation.map((deviation) => (deviation === 0 ? 1 : deviation)) }
    case 'own':
      return { mean: ofEach(numbers.mean), deviation: ofEach(numbers.deviation) }
  }
}

/** @throws LabError as {@link normalizationOf} */
export function inputFormOf(preprocessing: Preprocessing, dataset: Facts): InputForm {
  const { resize, centreCrop } = preprocessing
  return { resize, centreCrop, normalization: normalizationOf(preprocessing, dataset) }
}

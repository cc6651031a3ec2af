// The values of rows in words: those of settings, and names that an analysis gives, such as a chip's or a use's.
import { phrase } from '@language/phrase'
import type { Use } from '@contract/benchmark/layer-times'
import { models } from '@contract/models/zoo'
import type { AxisValue } from '@contract/sweeps/axis'
import { axisLabel, axisValueWords } from '../sweeps/sweep-words'
import { chipNames } from './definitions/chip-names'

/** What a network is computed for, in the middle of a sentence. */
export const useWords: Readonly<Record<Use, string>> = { training: phrase('training'), inference: phrase('inference') }

/** Values that rows keep as codes, by their names. */
const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  chip: { [chipNames.own]: phrase('your design'), [chipNames.best]: phrase('best design found') },
  use: useWords,
  layer: { images: phrase('images § as a row of a table of times'), loss: phrase('loss'), 'other operators': phrase('other operators') },
  network: Object.fromEntries(models.map(({ name, title }) => [name, title])),
}

/** Names of values that are no settings. */
const labels: Readonly<Record<string, string>> = { chip: phrase('chip'), layer: phrase('layer'), network: phrase('network'), use: phrase('use § what a network is computed for') }

/** A value of a row in a word; names of layers, real chips and own networks stand as they are. */
export const rowValueWords = (name: string, value: AxisValue | undefined): string => words[name]?.[String(value)] ?? axisValueWords(name, value)

/** What a value of a row is called. */
export const rowValueLabel = (name: string): string => labels[name] ?? axisLabel(name)

// What is typed into a field that is no setting of a run: a number within its bounds, or a sentence that says what is wrong.
import { expect, it } from 'vitest'
import { readEntry, type NumberEntry } from './number-entry'

const steps: NumberEntry = { kind: 'count', label: 'Steps', help: '', min: 1, max: 2000, arrows: { by: 'doubling', from: 128 } }
const rate: NumberEntry = { kind: 'number', label: 'Learning rate', help: '', above: 0, arrows: { by: 'ladder', from: 0.01 } }

it.each([
  ['128', steps, 128],
  ['1,000', steps, 1000],
  ['0,02', rate, 0.02],
  ['1e-3', rate, 0.001],
])('reads “%s”', (text, entry, value) => {
  expect(readEntry(entry, text)).toEqual({ value, fault: null })
})

it.each([
  ['', steps, 'Steps must be a whole number.'],
  ['many', steps, 'Steps must be a whole number.'],
  ['1.5', steps, 'Steps must be a whole number.'],
  ['0', steps, 'Steps must be at least 1.'],
  ['2001', steps, 'Steps must be at most 2000.'],
  ['', rate, 'Learning rate must be a number.'],
  ['0', rate, 'Learning rate must be greater than 0.'],
])('says what is wrong with “%s”', (text, entry, fault) => {
  expect(readEntry(entry, text)).toEqual({ value: null, fault })
})

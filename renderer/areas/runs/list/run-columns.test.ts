// Columns of the table of runs: which are shown in what order, and what is kept for the next time.
import { beforeEach, expect, it } from 'vitest'
import { shownColumns, storeColumns, storedColumns, usualColumns, widthOf } from './run-columns'

beforeEach(() => {
  localStorage.clear()
})

it('shows settings that differ beside those that were chosen, each once', () => {
  expect(shownColumns({ fields: ['memory', 'seed', 'status', 'testAccuracy'], showsDiffering: true }, ['network.dropout', 'seed'])).toEqual(['status', 'testAccuracy', 'network.dropout', 'seed', 'memory'])
  expect(shownColumns({ fields: ['memory'], showsDiffering: false }, ['seed'])).toEqual(['memory'])
})

it('keeps the columns, and leaves out what this version does not know', () => {
  expect(storedColumns()).toEqual(usualColumns)
  storeColumns({ fields: ['seed', 'memory'], showsDiffering: false })
  expect(storedColumns()).toEqual({ fields: ['seed', 'memory'], showsDiffering: false })
  localStorage.setItem('cnn-lab-run-columns', JSON.stringify({ fields: ['seed', 'speed of light'], showsDiffering: true }))
  expect(storedColumns()).toEqual({ fields: ['seed'], showsDiffering: true })
  localStorage.setItem('cnn-lab-run-columns', '{')
  expect(storedColumns()).toEqual(usualColumns)
})

it('gives a choice the width of its longest word, which would be cut off else', () => {
  expect(widthOf('network.pooling', false)).toBeGreaterThanOrEqual(40 + 7 * 'maximum'.length)
  expect(widthOf('seed', false)).toBe(88)
})

// The form of an import stands for its options, and tells what is wrong at the field.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { defaultImportOptions, type ImportOptions } from '@contract/data/import-source'
import { formWith, importFormOf, openOptions, readImportForm, type ImportEdits } from './import-form'

const options: fc.Arbitrary<ImportOptions> = fc
  .record({
    name: fc.constantFrom(null, 'Flowers', 'Ziffern 2'),
    size: fc.option(fc.record({ height: fc.integer({ min: 1, max: 512 }), width: fc.integer({ min: 1, max: 512 }) }), { nil: null }),
    fit: fc.constantFrom('crop', 'pad', 'stretch'),
    channels: fc.constantFrom(null, 1, 3),
    test: fc.constantFrom(null, 'own', 'share', { part: 'holdout' }),
    testShare: fc.constantFrom(0.05, 0.1, 0.3, 0.999),
    seed: fc.nat(0xffff_ffff),
    unreadable: fc.constantFrom('leave-out', 'stop'),
    transposed: fc.constantFrom(null, true, false),
    labels: fc.constantFrom('fine', 'coarse'),
    layout: fc.constantFrom(null, 'NHWC', 'NCHW', 'NHW'),
    white: fc.constantFrom(null, 1, 255),
    arrays: fc.constantFrom(null, { trainImages: 'x', trainLabels: 'y', testImages: null, testLabels: null }, { trainImages: 'x', trainLabels: 'y', testImages: 'u', testLabels: 'v' }),
    columns: fc.constantFrom(null, { image: 'file', label: '2', part: null }, { image: 'file', label: '2', part: 'split' }),
  })
  .map((chosen) => ({ ...defaultImportOptions, ...chosen }) as ImportOptions)

it('stands for the options that it was made of', () => {
  fc.assert(
    fc.property(options, (wanted) => {
      expect(readImportForm(importFormOf(wanted))).toEqual({ options: wanted, faults: {} })
    }),
  )
})

const form = importFormOf({ ...defaultImportOptions, name: 'Flowers', size: { height: 32, width: 32 } })

it('tells what is wrong at the field', () => {
  const faults = (changes: ImportEdits) => readImportForm({ ...form, ...changes }).faults
  expect(faults({ name: 'x'.repeat(101) })).toEqual({ name: 'The name must have at most 100 characters.' })
  expect(faults({ width: '' })).toEqual({ width: 'The width must be a whole number of pixels.' })
  expect(faults({ height: '0', width: '513' })).toEqual({ height: 'The height must be at least 1 pixel.', width: 'The width must be at most 512 pixels.' })
  expect(faults({ testShare: '100' })).toEqual({ testShare: 'The share must be more than 0 % and less than 100 %.' })
  expect(faults({ trainImages: 'a', testLabels: 'd' })).toEqual({ trainLabels: 'Name the array of the labels, too.', testImages: 'Name the array of the test images, too.' })
  expect(faults({ partColumn: 'split' })).toEqual({ imageColumn: 'Name the column of the image files, too.', labelColumn: 'Name the column of the labels, too.' })
})

it('takes one edge for a square, and both for a rectangle', () => {
  const sizeOf = (from: typeof form, edits: ImportEdits) => {
    const { height, width } = formWith(from, edits)
    return `${height}x${width}`
  }
  const open = { ...form, height: '', width: '' }
  expect(sizeOf(open, { height: '24' })).toBe('24x24')
  expect(sizeOf(open, { width: '24' })).toBe('24x24')
  expect(sizeOf(open, { width: '24', height: '20' })).toBe('20x24')
  expect(sizeOf(form, { height: '24' })).toBe('24x24')
  expect(sizeOf(form, { height: '' })).toBe('x')
  expect(sizeOf({ ...form, width: '20' }, { height: '24' })).toBe('24x20')
})

it('has found out anew what was not changed', () => {
  const { options } = readImportForm(formWith({ ...form, layout: 'NHWC', trainImages: 'x', trainLabels: 'y' }, { layout: 'NCHW', height: '24' }))
  if (!options) throw new Error('the form is wrong')
  expect(openOptions(options, { layout: 'NCHW' })).toMatchObject({ name: null, size: null, layout: 'NCHW', arrays: null, testShare: 0.1 })
  expect(openOptions(options, { height: '24', testImages: 'u' })).toMatchObject({ size: { height: 24, width: 24 }, layout: null, arrays: { trainImages: 'x' } })
})

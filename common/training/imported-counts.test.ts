// What a preview says of the splits is what an import makes of a source.
import { expect, it } from 'vitest'
import { importedCounts } from './imported-counts'

const parts = [{ name: 'train', counts: [10, 5, 1] }, { name: 'validation', counts: [2, 2, 0] }, { name: 'test', counts: [3, 0, 1] }]

it.each([
  { test: 'own', splits: { train: 16, validation: 4, test: 4 } },
  { test: { part: 'validation' }, splits: { train: 20, validation: 0, test: 4 } },
  { test: 'share', splits: { train: 16, validation: 4, test: 4 } },
] as const)('tested by $test', ({ test, splits }) => {
  expect(importedCounts({ parts }, { test, testShare: 0.2 })).toEqual(splits)
})

it('of one part, of which a share is drawn; the last image of a class is kept', () => {
  expect(importedCounts({ parts: [{ name: 'all', counts: [1, 1, 8] }] }, { test: 'share', testShare: 0.5 })).toEqual({ train: 5, validation: 0, test: 5 })
})

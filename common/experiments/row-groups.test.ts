// Rows of results by label: seeds together, parts apart.
import type { ResultRow } from '@contract/experiments/result-row'
import { expect, it } from 'vitest'
import { overfit } from './definitions/overfit'
import { rowGroups } from './row-groups'

const row = (part: string, values: ResultRow['values'], seed: number): ResultRow => ({ part, values, seed, run: null, point: 1, status: 'completed', figures: {} })

it('puts seeds of the same values together, whatever the order of the values, and names a group by the values that differ', () => {
  const rows = [row('a', { batchSize: 64, epochs: 5 }, 0), row('a', { batchSize: 128, epochs: 5 }, 0), row('a', { epochs: 5, batchSize: 64 }, 1)]
  const groups = rowGroups([{ name: 'a', title: 'Batches' }], rows)
  expect(groups.map(({ label, rows: members }) => [label, members.map(({ seed }) => seed)])).toEqual([['batch size 64', [0, 1]], ['batch size 128', [0]]])
})

it("has the part's own labels, its title where nothing differs, and no rows of parts that are gone", () => {
  const rows = [row('a', { epochs: 5 }, 0), row('b', { epochs: 5 }, 0), row('gone', {}, 0)]
  const parts = [{ name: 'a', title: 'AlexNet' }, { name: 'b', title: 'B', labelOf: () => 'LeNet' }]
  expect(rowGroups(parts, rows).map(({ part, label }) => [part, label])).toEqual([['a', 'AlexNet'], ['b', 'LeNet']])
})

it('lets a label tell its row from the others of the part', () => {
  const labels = (...images: readonly number[]): readonly string[] => rowGroups(overfit.parts, images.map((count) => row('overfit', { 'dataset.limitTrain': count }, 0))).map(({ label }) => label)
  expect(labels(3000, 375)).toEqual(['AlexNet with all precautions', 'AlexNet with 375 images'])
  expect(labels(6000, 3000)).toEqual(['AlexNet with all precautions', 'AlexNet with 3,000 images']) // a plan that the reader has changed
})

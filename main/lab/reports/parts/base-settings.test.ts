// Settings of parts: what varies is told with its values, an axis with one value is none, and a setting that one part alone varies is not common to all.
import { gridPart, listedPart } from '@common/experiments/sweep-part'
import { sweepSpecSchema } from '@contract/sweeps/sweep-spec'
import type { PartWork } from '@contract/experiments/experiment-record'
import { expect, it } from 'vitest'
import { datasetInfo } from '../../../data/catalogue'
import { sampleSpec } from '../../testing/samples'
import { baseSettings } from './base-settings'

const base = sampleSpec()
const sweepOf = (work: PartWork) => sweepSpecSchema.parse(work.kind === 'sweep' ? work.sweep : null)
const rowsOf = (blocks: ReturnType<typeof baseSettings>) => blocks.map((block) => (block.block === 'table' ? block.rows.map((row) => row.map(({ text }) => text)) : []))

it('tells what varies, what is the same everywhere, and what differs between the parts', () => {
  const listed = { title: 'Rates', sweep: sweepOf(listedPart({ title: '', base, seeds: 2, points: [{ batchSize: 32, 'optimizer.learningRate': 0.1 }, { batchSize: 64, 'optimizer.learningRate': 0.1 }] })) }
  const grid = { title: 'Epochs', sweep: sweepOf(gridPart({ title: '', base, seeds: 1, axes: { epochs: [1, 2] } })) }
  const [varied, shared, own] = rowsOf(baseSettings([listed, grid], datasetInfo))
  expect(varied).toEqual([['Rates', 'Batch size', '32, 64'], ['', 'Seed', '0, 1'], ['Epochs', 'Epochs', '1, 2'], ['', 'Seed', '0']])
  expect(shared).toContainEqual(['Learning rate', '0.1'])
  expect(shared?.map(([label]) => label)).not.toContain('Seed')
  expect(own).toEqual([['Batch size', 'varies', String(base.batchSize)], ['Epochs', String(base.epochs), 'varies']])
})

it('tells the value of the base among those of listed points that leave it as it is', () => {
  const sweep = sweepOf(listedPart({ title: '', base, seeds: 1, points: [{}, { 'optimizer.learningRate': 0.02 }] }))
  expect(rowsOf(baseSettings([{ title: '', sweep }], datasetInfo))[0]).toEqual([['Learning rate', `0.02, ${base.optimizer.learningRate}`], ['Seed', '0']])
})

it('tells of one sweep in two tables, and of none nothing', () => {
  expect(baseSettings([{ title: 'Rates', sweep: sweepOf(gridPart({ title: '', base, seeds: 1, axes: { batchSize: [32, 64] } })) }], datasetInfo)).toHaveLength(2)
  expect(baseSettings([], datasetInfo)).toEqual([])
})

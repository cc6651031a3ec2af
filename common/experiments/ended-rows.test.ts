// Which rows are results: training that diverged is one, a fault is none.
import { plainFormats } from '@common/words/plain-format'
import { expect, it } from 'vitest'
import { overfit } from './definitions/overfit'
import { completedRows, endedRows } from './ended-rows'
import { madeUpRow } from './testing/made-up-rows'

it('rows that diverged are told of beside those that are complete; faults and what goes on are not', () => {
  const complete = madeUpRow({ testAccuracy: 0.8 })
  const diverged = madeUpRow({ diverged: 1 }, { status: 'failed' })
  const others = [madeUpRow({}, { status: 'failed' }), madeUpRow({ testAccuracy: 0.5 }, { status: 'running' })]
  expect(endedRows([complete, diverged, ...others])).toEqual([complete, diverged])
  expect(completedRows([complete, diverged, ...others])).toEqual([complete])
})

it('the sentences on what breaks training name weights with which it diverges', () => {
  const own = (values: Readonly<Record<string, string | number>>, figures: Readonly<Record<string, number>>, status: 'completed' | 'failed') => madeUpRow(figures, { part: 'break', values, status })
  const rows = [own({}, { testAccuracy: 0.75, diverged: 0 }, 'completed'), own({ 'network.initializer': 'xavier-uniform', 'network.initializerScale': 10 }, { diverged: 1 }, 'failed')]
  expect(overfit.sentences(endedRows(rows), plainFormats, overfit.sizes.quick.plan).join(' ')).toContain('Training diverges in every run of AlexNet from Xavier initialisation × 10')
})

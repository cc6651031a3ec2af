// Tables that are too wide for a page: every number stands in one of the tables, beside the name of its row.
import type { ReportTable } from '@contract/reports/report-block'
import { expect, it } from 'vitest'
import { fittedTables } from './fitted-tables'

const tableWith = (numbers: number): ReportTable => ({
  block: 'table',
  caption: 'Results. Mean over the seeds.',
  columns: [{ title: 'Setting', kind: 'text' }, ...Array.from({ length: numbers }, (_, index) => ({ title: `c${index}`, kind: 'number' } as const))],
  rows: [
    [{ text: 'one' }, ...Array.from({ length: numbers }, (_, index) => ({ text: String(index) }))],
    [{ text: 'published' }, ...Array.from({ length: numbers }, (_, index) => ({ text: index === 0 ? '7' : '–' }))],
    [{ text: 'all' }, ...Array.from({ length: numbers }, (_, index) => ({ text: String(10 * index) }))],
  ],
  totals: [2],
})

it('leaves a table that fits as it is', () => {
  const table = tableWith(5)
  expect(fittedTables(table)).toEqual([table])
})

it('puts the further columns into tables of their own, without rows that tell nothing there', () => {
  const [first, second, ...others] = fittedTables(tableWith(8))
  expect(others).toEqual([])
  expect(first?.columns.map(({ title }) => title)).toEqual(['Setting', 'c0', 'c1', 'c2', 'c3'])
  expect(second?.columns.map(({ title }) => title)).toEqual(['Setting', 'c4', 'c5', 'c6', 'c7'])
  expect([first?.caption, second?.caption]).toEqual(['Results. Mean over the seeds.', 'Results, continued.'])
  expect(first?.rows.map(([name]) => name?.text)).toEqual(['one', 'published', 'all'])
  expect(second?.rows.map((row) => row.map(({ text }) => text))).toEqual([['one', '4', '5', '6', '7'], ['all', '40', '50', '60', '70']])
  expect([first?.totals, second?.totals]).toEqual([[2], [1]])
})

it('takes the title of a Chinese caption alone', () => {
  const [, second] = fittedTables({ ...tableWith(8), caption: '结果。3 个随机种子的均值 ± 标准差。粗体：各列的最佳值。' })
  expect(second?.caption).toBe('结果, continued.')
})

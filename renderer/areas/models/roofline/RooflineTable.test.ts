// What the page tells of a prediction: the time of every layer, a row that chooses its layer, and several networks side by side.
import { mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { Roof } from '@common/roofline/roof'
import RooflineComparison from './RooflineComparison.vue'
import RooflineTable from './RooflineTable.vue'
import { smallNetwork } from '@common/roofline/testing/small-network'

const roof: Roof = { flopsPerSecond: 1e12, convolutionShare: 1, bytesPerSecond: 1e11, onChipBytes: null, operatorSeconds: 0 }
const conv = { multiplyAdds: 5e8, flops: 1e9, bytesRead: 1e6, bytesWritten: 1e6 }
const relu = { multiplyAdds: 0, flops: 1e6, bytesRead: 5e7, bytesWritten: 5e7 }
const network = smallNetwork(conv, relu)
const textsOf = (elements: readonly { text: () => string }[]): string[] => elements.map((element) => element.text().replaceAll('\u00a0', ' '))

it('tells the time of every layer, its share and what it waits for', () => {
  const rows = mount(RooflineTable, { props: { network, roof, chosen: null } }).findAll('tbody tr')
  expect(rows.map((row) => textsOf(row.findAll('th, td')).filter((cell) => cell !== ''))).toEqual([
    ['conv1', '1.00 ms', '1.00 ms', '50.0 %', 'arithmetic'],
    ['relu1', '1.00 ms', '1.00 ms', '50.0 %', 'memory bandwidth'],
    ['flatten1', 'only another shape'],
  ])
})

it('marks the chosen layer, and tells which one was clicked', async () => {
  const table = mount(RooflineTable, { props: { network, roof, chosen: 'relu1' } })
  expect(textsOf(table.findAll('button[aria-pressed="true"]'))).toEqual(['relu1'])
  await table.findAll('button')[0]?.trigger('click')
  expect(table.emitted('choose')).toEqual([['conv1']])
})

it('sets networks side by side: speed, limits and gains of each', () => {
  const comparison = mount(RooflineComparison, { props: { networks: [network, { ...network, batchSize: 16 }], titles: ['One', 'Two'], roof } })
  expect(comparison.findAll('tbody tr').map((row) => textsOf(row.findAll('th, td')))).toEqual([
    ['One', '2,000', '4,000', '50.0 %', '50.0 %', '+4.8 %', '+4.8 %'],
    ['Two', '4,000', '8,000', '50.0 %', '50.0 %', '+4.8 %', '+4.8 %'],
  ])
})

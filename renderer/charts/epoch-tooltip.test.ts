// The words of a chart's tooltip.
import { expect, it } from 'vitest'
import type { ChartModel } from './chart-model'
import { readingText, readingTitle } from './epoch-tooltip'

const model: ChartModel = {
  ...{ title: 'Loss', note: '', yAxis: () => ({ title: '', tick: String }), yMax: null, yExpected: null, cutsSpikes: true, offersLog: true },
  formatValue: (value) => value.toFixed(1),
  series: [
    { role: 'train', label: 'train', points: [{ x: 3.24, y: 1 }] },
    { role: 'test', label: 'test', points: [{ x: 3, y: 2 }] },
    { role: 'predicted', label: 'predicted', points: [{ x: 0, y: 9 }, { x: 10, y: 9 }] },
    { role: 'measured', label: '', points: [{ x: 3.24, y: 7 }] },
  ],
}

it('names the epoch, and a point of another one with its own', () => {
  expect(readingTitle(3.2406)).toBe('epoch 3.24')
  expect(readingTitle(3)).toBe('epoch 3')
  expect(readingText(model, 0, { x: 3.24, y: 1 }, 3.24)).toBe('train 1.0')
  expect(readingText(model, 1, { x: 3, y: 2 }, 3.24)).toBe('test 2.0 (epoch 3)')
  expect(readingText(model, 2, { x: 0, y: 9 }, 3.24)).toBe('predicted 9.0')
  expect(readingText(model, 3, { x: 3.24, y: 7 }, 3.24)).toBe('7.0')
})

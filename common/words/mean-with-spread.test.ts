// A mean and its spread in one unit.
import { expect, it } from 'vitest'
import { meanWithSpread, spreadBelow } from './mean-with-spread'
import { formatsWith } from './formats'

const { formatBytes, formatCompactCount, formatDuration, formatLoss, formatPercent, formatRate } = formatsWith(' ')

it.each([
  [formatBytes, 237e6, 571e3, '237 ± 1 MB'],
  [formatBytes, 199e6, 40e3, '199 ± 0.04 MB'],
  [formatBytes, 1.9996e9, 0.4e6, '2.00 ± 0.0004 GB'],
  [formatDuration, 222, 5.9, '3.7 ± 0.1 min'],
  [formatDuration, 19, 0.664, '19 ± 1 s'],
  [formatDuration, 4800, 240, '1 h 20 min ± 4.0 min'],
  [formatPercent, 0.8, 0.0137, '80.0 % ± 1.4 %'],
  [formatRate, 11_215, 1942, '11,215 ± 1,942'],
  [formatRate, 134.2, 1.73, '134 ± 2'],
  [formatLoss, 2.0973, 0.0566, '2.097 ± 0.057'],
  [formatLoss, 1.52e21, 3e20, '1.52e21 ± 3.00e20'],
  [formatCompactCount, 61_706, 0, '61.7 ± 0.0 k'],
] as const)('%#', (format, mean, deviation, words) => {
  expect(meanWithSpread(format(mean), { mean, deviation }, format)).toBe(words)
})

it('stands below its mean with the unit', () => {
  expect(spreadBelow('237 MB', { mean: 237e6, deviation: 571e3 }, formatBytes)).toBe('± 1 MB')
  expect(spreadBelow('1 h 20 min', { mean: 4800, deviation: 240 }, formatDuration)).toBe('± 4.0 min')
})

// The derivation of sizes and weights, with numbers that the book and PyTorch's documentation give.
import { expect, it } from 'vitest'
import type { LayerRow } from '@contract/models/network-analysis'
import { sizeFormula } from './size-formula'

const none = { multiplyAdds: 0, flops: 0, bytesRead: 0, bytesWritten: 0 }
const row = (kind: string, input: readonly number[], output: readonly number[], parameters = 0): LayerRow => ({
  name: kind, kind, path: [0], operators: [], group: 'other', inputs: [null], inputShapes: [[...input]], outputShape: [...output], parameters, activationBytes: 0,
  passes: { forward: none, inputGradient: none, weightGradient: none, update: none },
})

it.each([
  ["AlexNet's first convolution", row('conv2d', [1, 1, 224, 224], [1, 96, 54, 54], 11_712), { kernel: 11, stride: 4, padding: 1, groups: 1, bias: true },
    ['height, width: ⌊(224 + 2·1 − 11) / 4⌋ + 1 = 54', 'parameters: 96 · 1 · 11 · 11 + 96 = 11,712']],
  ['a rectangular kernel in groups without biases', row('conv2d', [1, 8, 20, 30], [1, 16, 20, 10], 768), { kernel: [3, 4], stride: [1, 3], padding: { top: 1, left: 0, bottom: 1, right: 1 }, groups: 1, bias: false },
    ['height: ⌊(20 + 2·1 − 3) / 1⌋ + 1 = 20', 'width: ⌊(30 + 0 + 1 − 4) / 3⌋ + 1 = 10', 'parameters: 16 · 8 · 3 · 4 = 768']],
  ['a pool whose stride is its kernel', row('maxPool2d', [1, 6, 28, 28], [1, 6, 14, 14]), { kernel: 2, padding: 0 }, ['height, width: ⌊(28 − 2) / 2⌋ + 1 = 14']],
  ['a pool that rounds up', row('maxPool2d', [1, 6, 7, 7], [1, 6, 4, 4]), { kernel: 2, ceilMode: true }, ['height, width: ⌈(7 − 2) / 2⌉ + 1 = 4']],
  ['a fully connected layer', row('linear', [1, 6400], [1, 4096], 26_218_496), { bias: true }, ['parameters: 4,096 · 6,400 + 4,096 = 26,218,496']],
  ['flatten', row('flatten', [1, 256, 5, 5], [1, 6400]), {}, ['256 · 5 · 5 = 6,400']],
])('of %s', (_, layer, attributes, lines) => {
  expect(sizeFormula(layer, attributes)).toEqual(lines)
})

it('is not there where nothing is to be derived', () => {
  expect(sizeFormula(row('relu', [1, 4], [1, 4]), {})).toBeNull()
})

// The words for a network from a file: its first weights, and why a file was refused.
import { expect, it } from 'vitest'
import { drawnWeights, refusalWords, weightsWords } from './network-file'

it.each([
  ['keep', 10, "Begins with the file's weights."],
  ['keep', 1000, "Begins with the file's weights, but a new last layer for 10 classes; the file has 1000."],
  ['keep', null, "Begins with the file's weights; with a new last layer for 10 classes where it has another number."],
  ['redraw', 10, 'Begins with new weights.'],
  ['redraw', 3, 'Begins with new weights and a new last layer for 10 classes; the file has 3.'],
] as const)('weights %s of %s classes', (weights, classes, words) => {
  expect(weightsWords({ weights }, classes, 10)).toBe(words)
})

it.each([
  ['keep', 10, 'none'],
  ['keep', 1000, 'last layer'],
  ['keep', null, 'perhaps last layer'],
  ['redraw', 10, 'all'],
] as const)('weights %s of %s classes: the initialisation draws %s', (weights, classes, drawn) => {
  expect(drawnWeights({ weights }, classes, 10)).toBe(drawn)
})

it('a refused file', () => {
  const problem = { code: 'onnx/unreadable', message: 'The file is not an ONNX model.', remedy: 'Choose an .onnx file.' }
  expect(refusalWords(problem, 'LeNet with ReLU')).toBe('The file is not an ONNX model. LeNet with ReLU stays chosen. Choose an .onnx file.')
})

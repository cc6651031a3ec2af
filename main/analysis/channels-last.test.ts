// Values with the channels last are those between a transposition of images and the one back, and no weights.
import { expect, it } from 'vitest'
import { ints } from '../onnx/graph'
import { GraphBuilder } from '../onnx/graph-builder'
import { reshape } from '../onnx/operations'
import { channelsLast } from './channels-last'
import { GraphLinks } from './graph-links'

it('are found behind a transposition, through what keeps the axes, up to the transposition back', () => {
  const g = new GraphBuilder('graph')
  const images = g.input('images', 'float32', [2, 3, 8, 6])
  const weight = g.input('weight', 'float32', [4, 1, 1, 3])
  const last = g.node('Transpose', [images], { perm: ints([0, 2, 3, 1]) }, { name: 'last' })
  const relu = g.node('Relu', [last], {}, { name: 'relu' })
  const sum = g.node('Add', [last, relu], {}, { name: 'sum' })
  const first = g.node('Transpose', [sum], { perm: ints([0, 3, 1, 2]) }, { name: 'first' })
  const turned = g.node('Transpose', [weight], { perm: ints([0, 2, 3, 1]) }, { name: 'turned' })
  const conv = g.node('Conv', [first, g.node('Transpose', [turned], { perm: ints([0, 2, 1, 3]) })], {}, { name: 'conv' })
  const rows = reshape(g, relu, [2, 8 * 6 * 3])
  const graph = g.build([conv, rows])
  expect([...channelsLast(graph, new GraphLinks(graph, ['weight']))]).toEqual([last, relu, sum].map(({ name }) => name))
})

// Sums in a fixed order: the numbers of plain sums, and no sum that the CUDA provider would leave to three blocks of threads.
import { describe, expect, it } from 'vitest'
import { encodeModel } from '../../onnx/encoding'
import type { Graph } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { reduceSum } from '../../onnx/operations'
import { elementCount } from '../../onnx/tensor'
import { capabilitiesOf } from '../capabilities'
import { feed, Session } from '../runtime/session'
import { atomicSums } from '../runtime/testing/cuda-kernels'
import { matrixOfRows } from './ordered-sum'
import { substitutesOf } from './substitutes'

function program(shape: readonly number[], axes: readonly number[], keep: boolean, device: 'cpu' | 'cuda'): Graph {
  const g = new GraphBuilder('sum', substitutesOf(capabilitiesOf[device]))
  const sum = reduceSum(g, g.input('x', 'float32', shape), axes, { keep })
  return g.build([g.node('Identity', [sum], {}, { name: 'sum' })])
}

const cases = [
  { of: 'a fully connected bias', shape: [400, 10], axes: [0], keep: false, operators: ['Pad', 'Reshape', 'ReduceSum', 'Reshape', 'ReduceSum', 'Identity'] },
  { of: 'kernels by image', shape: [200, 5, 7], axes: [0], keep: true, operators: ['Reshape', 'ReduceSum', 'Reshape', 'ReduceSum', 'Reshape', 'Identity'] },
  { of: 'leading axes with ones between', shape: [1, 100, 1, 6, 9], axes: [1, 3], keep: true, operators: ['Reshape', 'ReduceSum', 'Reshape', 'ReduceSum', 'Reshape', 'Identity'] },
  { of: 'all elements', shape: [64, 3, 11, 11], axes: [0, 1, 2, 3], keep: false, operators: ['Reshape', 'ReduceSum', 'ReduceSum', 'Identity'] },
  { of: 'a prime number of elements', shape: [7919], axes: [0], keep: false, operators: ['Pad', 'Reshape', 'ReduceSum', 'ReduceSum', 'Identity'] },
  { of: 'few rows', shape: [128, 64], axes: [0], keep: false, operators: ['ReduceSum', 'Identity'] },
  { of: 'rows that one row of blocks covers', shape: [300, 6000], axes: [0], keep: false, operators: ['ReduceSum', 'Identity'] },
  { of: 'trailing axes', shape: [4, 3000], axes: [1], keep: false, operators: ['ReduceSum', 'Identity'] },
  { of: 'a bias of channels', shape: [256, 4, 8, 8], axes: [0, 2, 3], keep: false, operators: ['ReduceSum', 'Identity'] },
] as const

describe.each(cases)('a sum of $of', ({ shape, axes, keep, operators }) => {
  const graph = program(shape, axes, keep, 'cuda')

  it('is left as it is where its order is fixed, and is another sum where not', () => {
    expect(graph.nodes.map(({ operator }) => operator)).toEqual(operators)
    expect(atomicSums(graph)).toEqual([])
  })

  it('has shape and value of the plain sum', async () => {
    const x = feed('float32', Float32Array.from({ length: elementCount(shape) }, (_, place) => ((place * 7919) % 17) - 8), shape)
    const sums = await Promise.all([graph, program(shape, axes, keep, 'cpu')].map(async (of) => {
      const session = await Session.open(encodeModel(of))
      const sum = (await session.run({ x }, ['sum'])).floats('sum')
      await session.close()
      return sum
    }))
    expect(graph.outputs[0]?.shape).toEqual(program(shape, axes, keep, 'cpu').outputs[0]?.shape)
    // Sums of whole numbers are exact in every order.
    expect(sums[0]).toEqual(sums[1])
  })
})

it('is taken for a sum over rows as the provider takes it', () => {
  expect(matrixOfRows([256, 1, 10], [0])).toEqual({ rows: 256, columns: 10 })
  expect(matrixOfRows([2, 3, 4], [0, 1, 2])).toEqual({ rows: 24, columns: 1 })
  expect(matrixOfRows([1, 3, 4], [0, 1])).toEqual({ rows: 3, columns: 4 })
  expect(matrixOfRows([2, 3, 4], [0, 2])).toBeNull()
  expect(matrixOfRows([2, 3, 4], [1])).toBeNull()
  expect(matrixOfRows([2, 3, 4], [2])).toBeNull()
})

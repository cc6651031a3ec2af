// A product and a sum as two operators: the same numbers as in one, and biases stay where they are.
import { expect, it } from 'vitest'
import { encodeModel } from '../../onnx/encoding'
import { float, int } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { capabilitiesOf } from '../capabilities'
import { feed, Session } from '../runtime/session'
import { substitutesOf } from './substitutes'

const values = (length: number): Float32Array => Float32Array.from({ length }, (_, place) => ((place * 7) % 11) - 5)

it.each([
  { of: 'a matrix', shape: [2, 4], operators: ['Gemm', 'Mul', 'Add', 'Identity'] },
  { of: 'a bias', shape: [4], operators: ['Gemm', 'Identity'] },
])('adds $of', async ({ shape, operators }) => {
  const inputs = { a: feed('float32', values(6), [3, 2]), b: feed('float32', values(12), [3, 4]), c: feed('float32', values(shape.reduce((product, size) => product * size)), shape) }
  const programs = [true, false].map((foldsUpdates) => {
    const g = new GraphBuilder('sum', substitutesOf({ ...capabilitiesOf.cpu, foldsUpdates }))
    const [a, b, c] = [g.input('a', 'float32', [3, 2]), g.input('b', 'float32', [3, 4]), g.input('c', 'float32', shape)]
    const sum = g.node('Gemm', [a, b, c], { transA: int(1), alpha: float(2), beta: float(3) })
    return g.build([g.node('Identity', [sum], {}, { name: 'sum' })])
  })
  expect(programs[1]?.nodes.map(({ operator }) => operator)).toEqual(operators)
  const [folded, apart] = await Promise.all(
    programs.map(async (program) => {
      const session = await Session.open(encodeModel(program))
      const sum = (await session.run(inputs, ['sum'])).floats('sum')
      await session.close()
      return sum
    }),
  )
  expect(apart).toEqual(folded)
})

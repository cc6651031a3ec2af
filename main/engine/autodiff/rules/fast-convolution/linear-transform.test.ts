// The two ways of writing a transform by one matrix: the same bits, and values of unlike shape.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeModel } from '../../../../onnx/encoding'
import { GraphBuilder } from '../../../../onnx/graph-builder'
import { elementCount } from '../../../../onnx/tensor'
import { feed, Session } from '../../../runtime/session'
import { uniform } from '../../testing/gradient-check'
import { denseTransform } from './linear-transform'
import { matrixOf } from './matrix'

const sizes = fc.record({ points: fc.integer({ min: 1, max: 70 }), taps: fc.integer({ min: 1, max: 25 }), channels: fc.integer({ min: 1, max: 40 }), maps: fc.integer({ min: 1, max: 40 }) })

it('computes the same bits as a stack of one product', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ points, taps, channels, maps }) => {
      const shape = [channels, maps, 1, taps]
      const transform = denseTransform(matrixOf(points, taps, (row, column) => Math.sin(row * taps + column)), [1, taps])
      const g = new GraphBuilder('transform')
      const kernels = g.input('kernels', 'float32', shape)
      const [plain, stack] = [transform.apply(g, kernels), transform.applyAsStack(g, kernels)]
      expect(stack.shape).toEqual(plain.shape)
      const session = await Session.open(encodeModel(g.build([plain, stack])), { threads: 2 })
      const outputs = await session.run({ kernels: feed('float32', uniform(elementCount(shape), 1), shape) }, [plain.name, stack.name])
      await session.close()
      expect(outputs.floats(stack.name)).toEqual(outputs.floats(plain.name))
    }),
    { numRuns: 40 },
  )
})

it('writes values of unlike shapes, so that neither takes the memory of the other', () => {
  const g = new GraphBuilder('transform')
  const transform = denseTransform(matrixOf(5, 9, () => 1), [3, 3])
  const kernels = g.input('kernels', 'float32', [4, 6, 3, 3])
  const products = g.build([transform.apply(g, kernels), transform.applyAsStack(g, kernels)]).nodes.filter(({ operator }) => operator === 'Gemm' || operator === 'MatMul')
  const [first, second] = products.map(({ outputs: [value] }) => value?.shape)
  expect(products).toHaveLength(2)
  expect(first).not.toEqual(second)
})

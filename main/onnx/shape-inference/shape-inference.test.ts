// Shape inference against ONNX Runtime: for random attributes, the shapes that it really computes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { encodeModel } from '../encoding'
import { int, ints, type Attributes, type Value } from '../graph'
import { GraphBuilder } from '../graph-builder'
import type { Operator } from '../operators'
import { elementCount, int64, type Shape } from '../tensor'
import { broadcastShapes } from './elementwise'

/** Builds a node over float inputs of these shapes, runs it, and compares what was inferred with what came out. */
async function inferredAsComputed(operator: Operator, shapes: readonly Shape[], attributes: Attributes, constants: readonly number[][] = []) {
  const g = new GraphBuilder('case')
  const inputs = shapes.map((shape, index) => g.input(`x${index}`, 'float32', shape))
  let output: Value
  try {
    output = g.node(operator, [...inputs, ...constants.map((values) => g.constant(int64(values)))], attributes)
  } catch {
    // What the engine refuses, ONNX Runtime need not take.
    return
  }
  const session = await InferenceSession.create(encodeModel(g.build([output])), { logSeverityLevel: 4, intraOpNumThreads: 1 })
  const feeds = Object.fromEntries(shapes.map((shape, index) => [`x${index}`, new Tensor('float32', new Float32Array(elementCount(shape)), shape)]))
  const result = await session.run(feeds)
  await session.release()
  expect(result[output.name]?.dims).toEqual(output.shape)
}

const size = fc.integer({ min: 1, max: 9 })
const window = fc.record({
  kernel: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  dilations: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
  spatial: fc.tuple(fc.integer({ min: 3, max: 12 }), fc.integer({ min: 3, max: 12 })),
  ceil: fc.boolean(),
})
const runs = { numRuns: 40 }

describe('shape inference', () => {
  it('of Conv', () =>
    fc.assert(
      fc.asyncProperty(window, size, size, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }), (w, channels, maps, pads) =>
        inferredAsComputed(
          'Conv',
          [
            [2, channels, ...w.spatial],
            [maps, channels, ...w.kernel],
          ],
          { kernel_shape: ints(w.kernel), strides: ints(w.strides), dilations: ints(w.dilations), pads: ints(pads) },
        ),
      ),
      runs,
    ))

  it('of MaxPool', () =>
    fc.assert(
      fc.asyncProperty(window, (w) =>
        inferredAsComputed('MaxPool', [[1, 2, ...w.spatial]], {
          kernel_shape: ints(w.kernel),
          strides: ints(w.strides),
          dilations: ints(w.dilations),
        }),
      ),
      runs,
    ))

  it('of AveragePool', () =>
    fc.assert(
      fc.asyncProperty(window, (w) =>
        inferredAsComputed('AveragePool', [[1, 2, ...w.spatial]], { kernel_shape: ints(w.kernel), strides: ints(w.strides) }),
      ),
      runs,
    ))

  it('of Slice', () =>
    fc.assert(
      fc.asyncProperty(size, fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }), fc.constantFrom(-3, -1, 1, 2), (n, start, end, step) =>
        inferredAsComputed('Slice', [[n, 2]], {}, [[start], [end], [0], [step]]),
      ),
      runs,
    ))

  it('of Gemm, transposed or not', () =>
    fc.assert(
      fc.asyncProperty(size, size, size, fc.boolean(), fc.boolean(), (m, k, n, transA, transB) =>
        inferredAsComputed('Gemm', [transA ? [k, m] : [m, k], transB ? [n, k] : [k, n]], { transA: int(transA ? 1 : 0), transB: int(transB ? 1 : 0) }),
      ),
      runs,
    ))

  it('broadcasts as NumPy does', () => {
    expect(broadcastShapes([3, 1, 5], [4, 1])).toEqual([3, 4, 5])
    expect(broadcastShapes([], [2])).toEqual([2])
    expect(() => broadcastShapes([3], [4])).toThrow('do not broadcast')
  })

  it('names the node whose inputs do not fit', () => {
    const g = new GraphBuilder('bad')
    const [a, b] = [g.input('a', 'float32', [2, 3]), g.input('b', 'float32', [4, 5])]
    expect(() => g.node('Gemm', [a, b], {}, { name: 'fc1' })).toThrow('fc1 (Gemm of [2, 3], [4, 5])')
  })
})

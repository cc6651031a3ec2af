// Shape inference against ONNX Runtime: for random attributes, the shapes that it really computes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { encodeModel } from '../encoding'
import { int, ints, type Attributes } from '../graph'
import { GraphBuilder } from '../graph-builder'
import type { Operator } from '../operators'
import { elementCount, int64, type Shape } from '../tensor'
import { broadcastShapes } from './elementwise'

/** A node over float inputs. */
interface InferenceCase {
  readonly operator: Operator
  readonly shapes: readonly Shape[]
  readonly attributes?: Attributes
  /** Values of int64 inputs behind these. */
  readonly constants?: readonly number[][]
  /** Whether the inputs fit: else the node must be refused. */
  readonly fits?: boolean
}

/** Runs a node, and compares the inferred shape of its output with the shape that comes out. */
async function inferredAsComputed({ operator, shapes, attributes = {}, constants = [], fits = true }: InferenceCase): Promise<void> {
  const g = new GraphBuilder('case')
  const inputs = shapes.map((shape, index) => g.input(`x${index}`, 'float32', shape))
  const emit = () => g.node(operator, [...inputs, ...constants.map((values) => g.constant(int64(values)))], attributes)
  if (!fits) {
    expect(emit).toThrow(operator)
    return
  }
  const output = emit()
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
})
type Window = typeof window extends fc.Arbitrary<infer T> ? T : never

/** Whether a window is no larger than the padded image, along both axes. */
const isWithin = ({ kernel, spatial }: Window, dilations: readonly number[], pads: readonly number[] = [0, 0, 0, 0]): boolean =>
  kernel.every((taps, axis) => (taps - 1) * (dilations[axis] ?? 1) + 1 <= (spatial[axis] ?? 0) + (pads[axis] ?? 0) + (pads[axis + 2] ?? 0))

const runs = { numRuns: 40 }

describe('shape inference', () => {
  it('of Conv', () =>
    fc.assert(
      fc.asyncProperty(window, size, size, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }), (w, channels, maps, pads) =>
        inferredAsComputed({
          operator: 'Conv',
          shapes: [
            [2, channels, ...w.spatial],
            [maps, channels, ...w.kernel],
          ],
          attributes: { kernel_shape: ints(w.kernel), strides: ints(w.strides), dilations: ints(w.dilations), pads: ints(pads) },
          fits: isWithin(w, w.dilations, pads),
        }),
      ),
      runs,
    ))

  it('of MaxPool', () =>
    fc.assert(
      fc.asyncProperty(window, (w) =>
        inferredAsComputed({
          operator: 'MaxPool',
          shapes: [[1, 2, ...w.spatial]],
          attributes: { kernel_shape: ints(w.kernel), strides: ints(w.strides), dilations: ints(w.dilations) },
          fits: isWithin(w, w.dilations),
        }),
      ),
      runs,
    ))

  it('of AveragePool', () =>
    fc.assert(
      fc.asyncProperty(window, (w) =>
        inferredAsComputed({
          operator: 'AveragePool',
          shapes: [[1, 2, ...w.spatial]],
          attributes: { kernel_shape: ints(w.kernel), strides: ints(w.strides) },
          fits: isWithin(w, [1, 1]),
        }),
      ),
      runs,
    ))

  it('of Slice', () =>
    fc.assert(
      fc.asyncProperty(size, fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }), fc.constantFrom(-3, -1, 1, 2), (n, start, end, step) =>
        inferredAsComputed({ operator: 'Slice', shapes: [[n, 2]], constants: [[start], [end], [0], [step]] }),
      ),
      runs,
    ))

  it('of Gemm, transposed or not', () =>
    fc.assert(
      fc.asyncProperty(size, size, size, fc.boolean(), fc.boolean(), (m, k, n, transA, transB) =>
        inferredAsComputed({
          operator: 'Gemm',
          shapes: [transA ? [k, m] : [m, k], transB ? [n, k] : [k, n]],
          attributes: { transA: int(transA ? 1 : 0), transB: int(transB ? 1 : 0) },
        }),
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

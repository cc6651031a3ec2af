// Random cases of matrix products, reductions and losses.
import fc from 'fast-check'
import { float, int, string, type Attributes } from '../../../../onnx/graph'
import type { Operator } from '../../../../onnx/operators'
import { int64, type Shape } from '../../../../onnx/tensor'
import type { Values } from '../gradient-check'
import { axisOfRank, broadcastTo, flag, perAxis, size, someShape, together, type RandomCase } from './arbitraries'

/** Some axes, every second one counted from the end. */
const someAxes = (shape: Shape): fc.Arbitrary<number[]> =>
  fc.subarray([...shape.keys()]).map((axes) => axes.map((axis) => (axis % 2 ? axis - shape.length : axis)))

/** A reduction over some axes, all or none, which are kept as 1 or dropped. */
const reduction = (values: Values): RandomCase =>
  someShape.chain((shape) =>
    fc.record({
      inputs: fc.option(someAxes(shape), { nil: null }).map((axes) => [shape, axes && int64(axes)]),
      attributes: together(flag('keepdims'), flag('noop_with_empty_axes')),
      values: fc.constant(values),
    }),
  )

const alongAxis: RandomCase = someShape.chain((shape) =>
  axisOfRank(shape.length)
    .chain((axis) => fc.constantFrom<Attributes>({}, { axis: int(axis) }))
    .map((attributes) => ({ inputs: [shape], attributes })),
)

const cumulativeSum: RandomCase = someShape.chain((shape) =>
  fc.record({
    inputs: axisOfRank(shape.length).map((axis) => [shape, int64(axis)]),
    attributes: together(flag('exclusive'), flag('reverse')),
  }),
)

/** Products of batches of matrices that broadcast, or of vectors. */
const matMul: RandomCase = fc.tuple(size, size, size, fc.array(size, { maxLength: 2 })).chain(([m, k, n, batch]) => {
  const operand = (matrix: Shape): fc.Arbitrary<Shape> => {
    const matrices = broadcastTo(batch).map((leading) => [...leading, ...matrix])
    return fc.oneof({ arbitrary: matrices, weight: 4 }, { arbitrary: fc.constant([k]), weight: 1 })
  }
  return fc.record({ inputs: fc.tuple(operand([m, k]), operand([k, n])) })
})

const gemm: RandomCase = fc.tuple(size, size, size, fc.boolean(), fc.boolean()).chain(([m, k, n, transA, transB]) =>
  fc.record({
    inputs: fc
      .option(broadcastTo([m, n]), { nil: null })
      .map((c) => [transA ? [k, m] : [m, k], transB ? [n, k] : [k, n], ...(c ? [c] : [])]),
    attributes: fc.constantFrom<Attributes>({}, { alpha: float(0.5), beta: float(2) }).map((scales) => ({
      ...scales,
      transA: int(transA ? 1 : 0),
      transB: int(transB ? 1 : 0),
    })),
  }),
)

const softmaxCrossEntropy: RandomCase = fc.tuple(size, size).chain(([n, classes]) =>
  perAxis(Array.from({ length: n }), fc.nat(classes - 1)).map((labels) => ({
    inputs: [[n, classes], int64(labels)],
    attributes: { reduction: string('none') },
  })),
)

export const products = {
  CumSum: cumulativeSum,
  Gemm: gemm,
  LogSoftmax: alongAxis,
  MatMul: matMul,
  ReduceMax: reduction('apart'),
  ReduceMean: reduction('any'),
  ReduceMin: reduction('apart'),
  ReduceProd: reduction('any'),
  ReduceSum: reduction('any'),
  Softmax: alongAxis,
  SoftmaxCrossEntropyLoss: softmaxCrossEntropy,
} satisfies Partial<Record<Operator, RandomCase>>

// Shape inference for graphs of static shapes: one function per operator.
import type { Operator } from '../operators'
import { inferConv, inferConvTranspose } from './convolution'
import {
  inferArithmetic,
  inferCast,
  inferComparison,
  inferDropout,
  inferLikeFirst,
  inferSoftmaxCrossEntropy,
  inferWhere,
} from './elementwise'
import type { InferenceContext, InferShapes, ValueType } from './inference'
import { inferGemm, inferMatMul } from './matrix'
import {
  inferConcat,
  inferExpand,
  inferFlatten,
  inferGather,
  inferPad,
  inferReshape,
  inferResize,
  inferSlice,
  inferTranspose,
} from './movement'
import { inferAveragePool, inferMaxPool } from './pooling'
import { inferArgMax, inferReduce } from './reduction'

/** Loop is the exception: its outputs follow from its body, which whoever builds it knows. */
const inference: Readonly<Record<Exclude<Operator, 'Loop'>, InferShapes>> = {
  Add: inferArithmetic,
  ArgMax: inferArgMax,
  AveragePool: inferAveragePool,
  Cast: inferCast,
  Concat: inferConcat,
  Conv: inferConv,
  ConvTranspose: inferConvTranspose,
  Dropout: inferDropout,
  Equal: inferComparison,
  Exp: inferLikeFirst,
  Expand: inferExpand,
  Flatten: inferFlatten,
  Gather: inferGather,
  Gemm: inferGemm,
  Greater: inferComparison,
  Identity: inferLikeFirst,
  LogSoftmax: inferLikeFirst,
  MatMul: inferMatMul,
  MaxPool: inferMaxPool,
  Mul: inferArithmetic,
  Neg: inferLikeFirst,
  Pad: inferPad,
  ReduceSum: inferReduce,
  Relu: inferLikeFirst,
  Reshape: inferReshape,
  Resize: inferResize,
  ScatterElements: inferLikeFirst,
  Sigmoid: inferLikeFirst,
  Sign: inferLikeFirst,
  Slice: inferSlice,
  SoftmaxCrossEntropyLoss: inferSoftmaxCrossEntropy,
  Sub: inferArithmetic,
  Transpose: inferTranspose,
  Where: inferWhere,
}

/**
 * Types and shapes of all outputs that a node can have.
 * @throws Error that says which inputs do not fit
 */
export function inferShapes(node: InferenceContext): readonly ValueType[] {
  const { operator } = node
  if (operator === 'Loop') throw new Error('the outputs of a Loop must be given')
  return inference[operator](node)
}

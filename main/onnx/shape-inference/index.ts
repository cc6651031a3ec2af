// Shape inference for graphs of static shapes: one function per operator.
import type { Operator } from '../operators'
import { inferConv, inferConvTranspose } from './convolution'
import {
  inferArithmetic,
  inferCast,
  inferComparison,
  inferDropout,
  inferLikeFirst,
  inferPower,
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
  inferReshape,
  inferSplit,
  inferSqueeze,
  inferTranspose,
  inferUnsqueeze,
} from './movement'
import { inferBatchNormalization, inferLrn } from './normalization'
import { inferAveragePool, inferGlobalPool, inferMaxPool } from './pooling'
import { inferArgMax, inferReduce } from './reduction'
import { inferResize } from './resize'
import { inferPad, inferSlice } from './slice'

/** All operators but Loop, whose outputs depend on its body: the builder of a Loop states them. */
const inference: Readonly<Record<Exclude<Operator, 'Loop'>, InferShapes>> = {
  Abs: inferLikeFirst,
  Add: inferArithmetic,
  And: inferComparison,
  ArgMax: inferArgMax,
  AveragePool: inferAveragePool,
  BatchNormalization: inferBatchNormalization,
  Cast: inferCast,
  Ceil: inferLikeFirst,
  Clip: inferLikeFirst,
  Concat: inferConcat,
  Conv: inferConv,
  ConvTranspose: inferConvTranspose,
  Cos: inferLikeFirst,
  Div: inferArithmetic,
  Dropout: inferDropout,
  Elu: inferLikeFirst,
  Equal: inferComparison,
  Erf: inferLikeFirst,
  Exp: inferLikeFirst,
  Expand: inferExpand,
  Flatten: inferFlatten,
  Floor: inferLikeFirst,
  Gather: inferGather,
  Gelu: inferLikeFirst,
  Gemm: inferGemm,
  GlobalAveragePool: inferGlobalPool,
  GlobalMaxPool: inferGlobalPool,
  Greater: inferComparison,
  GreaterOrEqual: inferComparison,
  HardSigmoid: inferLikeFirst,
  HardSwish: inferLikeFirst,
  Identity: inferLikeFirst,
  LRN: inferLrn,
  LeakyRelu: inferLikeFirst,
  Less: inferComparison,
  LessOrEqual: inferComparison,
  Log: inferLikeFirst,
  LogSoftmax: inferLikeFirst,
  MatMul: inferMatMul,
  Max: inferArithmetic,
  MaxPool: inferMaxPool,
  Min: inferArithmetic,
  Mish: inferLikeFirst,
  Mod: inferArithmetic,
  Mul: inferArithmetic,
  Neg: inferLikeFirst,
  Not: inferLikeFirst,
  Or: inferComparison,
  PRelu: inferLikeFirst,
  Pad: inferPad,
  Pow: inferPower,
  ReduceMax: inferReduce,
  ReduceMean: inferReduce,
  ReduceMin: inferReduce,
  ReduceProd: inferReduce,
  ReduceSum: inferReduce,
  Relu: inferLikeFirst,
  Reshape: inferReshape,
  Resize: inferResize,
  Round: inferLikeFirst,
  ScatterElements: inferLikeFirst,
  Selu: inferLikeFirst,
  Sigmoid: inferLikeFirst,
  Sign: inferLikeFirst,
  Sin: inferLikeFirst,
  Slice: inferSlice,
  Softmax: inferLikeFirst,
  SoftmaxCrossEntropyLoss: inferSoftmaxCrossEntropy,
  Softplus: inferLikeFirst,
  Split: inferSplit,
  Sqrt: inferLikeFirst,
  Squeeze: inferSqueeze,
  Sub: inferArithmetic,
  Tanh: inferLikeFirst,
  Transpose: inferTranspose,
  Unsqueeze: inferUnsqueeze,
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

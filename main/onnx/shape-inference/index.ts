// Shape inference for graphs of static shapes: one function per operator.
import type { Operator } from '../operators'
import { blockOf } from './blocked'
import { inferConv, inferConvTranspose } from './convolution'
import {
  inferAlongAxis,
  inferArithmetic,
  inferCast,
  inferClip,
  inferComparison,
  inferDropout,
  inferGelu,
  inferLikeFirst,
  inferPower,
  inferPRelu,
  inferSoftmaxCrossEntropy,
  inferWhere,
} from './elementwise'
import { inferGatherElements, inferScatterElements, inferTopK } from './indexing'
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
import { inferAveragePool, inferGlobalPool, inferMaxPool, inferMaxUnpool } from './pooling'
import { inferArgMax, inferCumSum, inferReduce } from './reduction'
import { inferResize } from './resize'
import { inferPad, inferSlice } from './slice'

/** Operators whose emitter states the outputs: those of a Loop depend on its body, that of Shape on the rank, those in blocks of channels on the size of a block. */
const stated = ['BlockedConv', 'BlockedMaxPool', 'Loop', 'ReorderInput', 'ReorderOutput', 'Shape'] as const satisfies Operator[]
type Stated = (typeof stated)[number]

const isStated = (operator: Operator): operator is Stated => (stated as readonly Operator[]).includes(operator)

const inference: Readonly<Record<Exclude<Operator, Stated>, InferShapes>> = {
  Abs: inferLikeFirst,
  Acos: inferLikeFirst,
  Acosh: inferLikeFirst,
  Add: inferArithmetic,
  And: inferComparison,
  ArgMax: inferArgMax,
  Asin: inferLikeFirst,
  Asinh: inferLikeFirst,
  Atan: inferLikeFirst,
  Atanh: inferLikeFirst,
  AveragePool: inferAveragePool,
  BatchNormalization: inferBatchNormalization,
  Cast: inferCast,
  Ceil: inferLikeFirst,
  Clip: inferClip,
  Concat: inferConcat,
  Conv: inferConv,
  ConvTranspose: inferConvTranspose,
  Cos: inferLikeFirst,
  Cosh: inferLikeFirst,
  CumSum: inferCumSum,
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
  GatherElements: inferGatherElements,
  Gelu: inferGelu,
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
  LogSoftmax: inferAlongAxis,
  MatMul: inferMatMul,
  Max: inferArithmetic,
  MaxPool: inferMaxPool,
  MaxUnpool: inferMaxUnpool,
  Min: inferArithmetic,
  Mish: inferLikeFirst,
  Mod: inferArithmetic,
  Mul: inferArithmetic,
  Neg: inferLikeFirst,
  Not: inferLikeFirst,
  Or: inferComparison,
  PRelu: inferPRelu,
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
  ScatterElements: inferScatterElements,
  Selu: inferLikeFirst,
  Sigmoid: inferLikeFirst,
  Sign: inferLikeFirst,
  Sin: inferLikeFirst,
  Sinh: inferLikeFirst,
  Slice: inferSlice,
  Softmax: inferAlongAxis,
  SoftmaxCrossEntropyLoss: inferSoftmaxCrossEntropy,
  Softplus: inferLikeFirst,
  Split: inferSplit,
  Sqrt: inferLikeFirst,
  Squeeze: inferSqueeze,
  Sub: inferArithmetic,
  Tan: inferLikeFirst,
  Tanh: inferLikeFirst,
  TopK: inferTopK,
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
  if (isStated(operator)) throw new Error(`the outputs of ${operator} must be given`)
  const block = blockOf(node)
  const outputs = inference[operator](node)
  return block === undefined ? outputs : outputs.map((output) => ({ ...output, block }))
}

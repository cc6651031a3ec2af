// Table of the costs of all operators; the compiler checks that none is missing.
import type { Operator } from '../../onnx/operators'
import * as elementwise from './elementwise'
import * as movement from './movement'
import * as normalization from './normalization'
import type { OperatorCost } from './operator-cost'
import * as pooling from './pooling'
import * as products from './products'

/** Loop is an operator of training programs, not of networks. */
const loop: OperatorCost = {
  forward: () => {
    throw new Error('a network holds no Loop')
  },
  gradient: () => null,
}

/**
 * Convention: a multiply-add is two floating-point operations, as benchmarks and data sheets count them (S. Williams, A. Waterman, D. Patterson,
 * "Roofline: an insightful visual performance model", CACM 2009; DeepSpeed's flops profiler). Every other operation on an element counts as one, a
 * function such as exp or tanh included. Copying, choosing and casting count as none. Backward passes are counted by the formulas of the gradients, which
 * are given at the operators.
 */
export const operatorCosts: Readonly<Record<Operator, OperatorCost>> = {
  Abs: elementwise.abs,
  Add: elementwise.add,
  And: elementwise.logic,
  ArgMax: movement.argMax,
  AveragePool: pooling.averagePool,
  BatchNormalization: normalization.batchNormalization,
  BlockedConv: products.conv,
  Cast: movement.copy,
  Ceil: elementwise.step,
  Clip: elementwise.clip,
  Concat: movement.concat,
  Conv: products.conv,
  ConvTranspose: products.convTranspose,
  Cos: elementwise.cos,
  Div: elementwise.div,
  Dropout: elementwise.dropout,
  Elu: elementwise.elu,
  Equal: elementwise.comparison,
  Erf: elementwise.erf,
  Exp: elementwise.exp,
  Expand: movement.repetition,
  Flatten: movement.view,
  Floor: elementwise.step,
  Gather: movement.repetition,
  Gelu: elementwise.gelu,
  Gemm: products.gemm,
  GlobalAveragePool: pooling.globalAveragePool,
  GlobalMaxPool: pooling.globalMaxPool,
  Greater: elementwise.comparison,
  GreaterOrEqual: elementwise.comparison,
  HardSigmoid: elementwise.hardSigmoid,
  HardSwish: elementwise.hardSwish,
  Identity: movement.view,
  LRN: normalization.lrn,
  LeakyRelu: elementwise.leakyRelu,
  Less: elementwise.comparison,
  LessOrEqual: elementwise.comparison,
  Log: elementwise.log,
  LogSoftmax: normalization.logSoftmax,
  Loop: loop,
  MatMul: products.matMul,
  Max: elementwise.extremum,
  MaxPool: pooling.maxPool,
  Min: elementwise.extremum,
  Mish: elementwise.mish,
  Mod: elementwise.mod,
  Mul: elementwise.mul,
  Neg: elementwise.neg,
  Not: elementwise.logic,
  Or: elementwise.logic,
  PRelu: elementwise.prelu,
  Pad: movement.copy,
  Pow: elementwise.pow,
  ReduceMax: movement.reduceExtremum,
  ReduceMean: movement.reduceMean,
  ReduceMin: movement.reduceExtremum,
  ReduceProd: movement.reduceProduct,
  ReduceSum: movement.reduceSum,
  Relu: elementwise.relu,
  ReorderInput: movement.copy,
  ReorderOutput: movement.copy,
  Reshape: movement.view,
  Resize: movement.resize,
  Round: elementwise.step,
  ScatterElements: movement.scatter,
  Selu: elementwise.selu,
  Sigmoid: elementwise.sigmoid,
  Sign: elementwise.step,
  Sin: elementwise.sin,
  Slice: movement.copy,
  Softmax: normalization.softmax,
  SoftmaxCrossEntropyLoss: normalization.softmaxCrossEntropy,
  Softplus: elementwise.softplus,
  Split: movement.copy,
  Sqrt: elementwise.sqrt,
  Squeeze: movement.view,
  Sub: elementwise.sub,
  Tanh: elementwise.tanh,
  Transpose: movement.copy,
  Unsqueeze: movement.view,
  Where: elementwise.where,
}

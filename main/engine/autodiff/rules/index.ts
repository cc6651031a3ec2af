// The rule table: for every operator the engine knows, how gradients pass through it, or why they do not.
import type { Operator } from '../../onnx/operators'
import type { RuleEntry } from '../rule'
import { relu, sigmoid } from './activation'
import { conv } from './conv'
import { dropout } from './dropout'
import { gemm } from './gemm'
import { identity, reshaping } from './movement'
import { averagePool, maxPool } from './pooling'
import { softmaxCrossEntropyLoss } from './softmax-cross-entropy'

const discrete = { noGradient: 'its output does not vary continuously with its inputs' }
const notInNetworks = { noGradient: 'the lab writes it into training programs and has no rule to train through it yet' }

export const rules: Readonly<Record<Operator, RuleEntry>> = {
  Add: notInNetworks,
  ArgMax: discrete,
  AveragePool: averagePool,
  Cast: notInNetworks,
  Concat: notInNetworks,
  Conv: conv,
  ConvTranspose: notInNetworks,
  Dropout: dropout,
  Equal: discrete,
  Exp: notInNetworks,
  Expand: notInNetworks,
  Flatten: reshaping,
  Gather: notInNetworks,
  Gemm: gemm,
  Greater: discrete,
  Identity: identity,
  LogSoftmax: notInNetworks,
  Loop: notInNetworks,
  MatMul: notInNetworks,
  MaxPool: maxPool,
  Mul: notInNetworks,
  Neg: notInNetworks,
  Pad: notInNetworks,
  ReduceSum: notInNetworks,
  Relu: relu,
  Reshape: reshaping,
  Resize: notInNetworks,
  ScatterElements: notInNetworks,
  Sigmoid: sigmoid,
  Sign: discrete,
  Slice: notInNetworks,
  SoftmaxCrossEntropyLoss: softmaxCrossEntropyLoss,
  Sub: notInNetworks,
  Transpose: notInNetworks,
  Where: notInNetworks,
}

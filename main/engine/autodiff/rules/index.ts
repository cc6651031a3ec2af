// The rule table: for every operator the engine knows, how gradients pass through it, or why they do not.
import type { Operator } from '../../onnx/operators'
import type { RuleEntry } from '../rule'
import { clip, elu, gelu, hardSigmoid, hardSwish, leakyRelu, mish, pRelu, relu, selu, sigmoid, softplus, tanh } from './activation'
import {
  absoluteValue,
  addition,
  division,
  errorFunction,
  exponential,
  logarithm,
  multiplication,
  negation,
  power,
  selection,
  squareRoot,
  subtraction,
} from './arithmetic'
import { averagePool, globalAveragePool } from './average-pool'
import { batchNormalization } from './batch-normalization'
import { conv, convTranspose } from './conv'
import { dropout } from './dropout'
import { gemm } from './gemm'
import { matMulRule } from './matmul'
import { localResponseNormalization } from './lrn'
import { globalMaxPool, maxPool } from './max-pool'
import { concatenation, conversion, expansion, identity, reshaping, splitting, transposition } from './movement'
import { reduceMaxRule, reduceMeanRule, reduceSumRule } from './reduction'
import { resize } from './resize'
import { gathering, padding, slicing } from './slicing'
import { logSoftmax, softmax } from './softmax'
import { softmaxCrossEntropyLoss } from './softmax-cross-entropy'

const discrete = { noGradient: 'its output does not vary continuously with its inputs' }
const notInNetworks = { noGradient: 'the lab writes it into training programs and has no rule to train through it yet' }

export const rules: Readonly<Record<Operator, RuleEntry>> = {
  Abs: absoluteValue,
  Add: addition,
  ArgMax: discrete,
  AveragePool: averagePool,
  BatchNormalization: batchNormalization,
  Cast: conversion,
  Clip: clip,
  Concat: concatenation,
  Conv: conv,
  ConvTranspose: convTranspose,
  Div: division,
  Dropout: dropout,
  Elu: elu,
  Equal: discrete,
  Erf: errorFunction,
  Exp: exponential,
  Expand: expansion,
  Flatten: reshaping,
  Gather: gathering,
  Gelu: gelu,
  Gemm: gemm,
  GlobalAveragePool: globalAveragePool,
  GlobalMaxPool: globalMaxPool,
  Greater: discrete,
  HardSigmoid: hardSigmoid,
  HardSwish: hardSwish,
  Identity: identity,
  LRN: localResponseNormalization,
  LeakyRelu: leakyRelu,
  Log: logarithm,
  LogSoftmax: logSoftmax,
  Loop: notInNetworks,
  MatMul: matMulRule,
  MaxPool: maxPool,
  Mish: mish,
  Mul: multiplication,
  Neg: negation,
  PRelu: pRelu,
  Pad: padding,
  Pow: power,
  ReduceMax: reduceMaxRule,
  ReduceMean: reduceMeanRule,
  ReduceSum: reduceSumRule,
  Relu: relu,
  Reshape: reshaping,
  Resize: resize,
  ScatterElements: notInNetworks,
  Selu: selu,
  Sigmoid: sigmoid,
  Sign: discrete,
  Slice: slicing,
  Softmax: softmax,
  SoftmaxCrossEntropyLoss: softmaxCrossEntropyLoss,
  Softplus: softplus,
  Split: splitting,
  Sqrt: squareRoot,
  Squeeze: reshaping,
  Sub: subtraction,
  Tanh: tanh,
  Transpose: transposition,
  Unsqueeze: reshaping,
  Where: selection,
}

// The rule table: for every operator the engine knows, how gradients pass through it, or why they do not.
import { phrase } from '@language/phrase'
import type { Operator } from '../../../onnx/operators'
import { stepwise, type RuleEntry } from '../rule'
import { clip, elu, gelu, hardSigmoid, hardSwish, leakyRelu, mish, pRelu, selu, sigmoid, softplus, tanh } from './activation'
import {
  absoluteValue,
  addition,
  division,
  errorFunction,
  exponential,
  logarithm,
  maximum,
  minimum,
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
import { gatheringElements, largestElements, scatteringElements } from './indexing'
import { matMulRule } from './matmul'
import { localResponseNormalization } from './lrn'
import { globalMaxPool, maxPool } from './max-pool'
import { concatenation, conversion, expansion, identity, reshaping, splitting, transposition } from './movement'
import { cumulativeSum, reduceExtremumRule, reduceMeanRule, reduceProductRule, reduceSumRule } from './reduction'
import { relu } from './relu'
import { resize } from './resize'
import { gathering, padding, slicing } from './slicing'
import { logSoftmax, softmax } from './softmax'
import { softmaxCrossEntropyLoss } from './softmax-cross-entropy'
import {
  arcCosine,
  arcHyperbolicCosine,
  arcHyperbolicSine,
  arcHyperbolicTangent,
  arcSine,
  arcTangent,
  cosine,
  hyperbolicCosine,
  hyperbolicSine,
  sine,
  tangent,
} from './trigonometry'

const notTrained = { noGradient: phrase('it has no rule yet') }
const notInNetworks = { noGradient: phrase('the lab writes it into training programs and has no rule to train through it yet') }

export const rules: Readonly<Record<Operator, RuleEntry>> = {
  Abs: absoluteValue,
  Acos: arcCosine,
  Acosh: arcHyperbolicCosine,
  Add: addition,
  And: stepwise,
  ArgMax: stepwise,
  Asin: arcSine,
  Asinh: arcHyperbolicSine,
  Atan: arcTangent,
  Atanh: arcHyperbolicTangent,
  AveragePool: averagePool,
  BatchNormalization: batchNormalization,
  BlockedConv: notInNetworks,
  BlockedMaxPool: notInNetworks,
  Cast: conversion,
  Ceil: stepwise,
  Clip: clip,
  Concat: concatenation,
  Conv: conv,
  ConvTranspose: convTranspose,
  Cos: cosine,
  Cosh: hyperbolicCosine,
  CumSum: cumulativeSum,
  Div: division,
  Dropout: dropout,
  Elu: elu,
  Equal: stepwise,
  Erf: errorFunction,
  Exp: exponential,
  Expand: expansion,
  Flatten: reshaping,
  Floor: stepwise,
  Gather: gathering,
  GatherElements: gatheringElements,
  Gelu: gelu,
  Gemm: gemm,
  GlobalAveragePool: globalAveragePool,
  GlobalMaxPool: globalMaxPool,
  Greater: stepwise,
  GreaterOrEqual: stepwise,
  HardSigmoid: hardSigmoid,
  HardSwish: hardSwish,
  Identity: identity,
  LRN: localResponseNormalization,
  LeakyRelu: leakyRelu,
  Less: stepwise,
  LessOrEqual: stepwise,
  Log: logarithm,
  LogSoftmax: logSoftmax,
  Loop: notInNetworks,
  MatMul: matMulRule,
  Max: maximum,
  MaxPool: maxPool,
  MaxUnpool: notInNetworks,
  Min: minimum,
  Mish: mish,
  Mod: notTrained,
  Mul: multiplication,
  Neg: negation,
  Not: stepwise,
  Or: stepwise,
  PRelu: pRelu,
  Pad: padding,
  Pow: power,
  ReduceMax: reduceExtremumRule,
  ReduceMean: reduceMeanRule,
  ReduceMin: reduceExtremumRule,
  ReduceProd: reduceProductRule,
  ReduceSum: reduceSumRule,
  Relu: relu,
  ReorderInput: notInNetworks,
  ReorderOutput: notInNetworks,
  Reshape: reshaping,
  Resize: resize,
  Round: stepwise,
  ScatterElements: scatteringElements,
  Selu: selu,
  Shape: notInNetworks,
  Sigmoid: sigmoid,
  Sign: stepwise,
  Sin: sine,
  Sinh: hyperbolicSine,
  Slice: slicing,
  Softmax: softmax,
  SoftmaxCrossEntropyLoss: softmaxCrossEntropyLoss,
  Softplus: softplus,
  Split: splitting,
  Sqrt: squareRoot,
  Squeeze: reshaping,
  Sub: subtraction,
  Tan: tangent,
  Tanh: tanh,
  TopK: largestElements,
  Transpose: transposition,
  Unsqueeze: reshaping,
  Where: selection,
}

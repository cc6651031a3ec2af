// Table of upgrades: rewrites old forms of operators, and operators without a gradient rule, into operators that the engine knows.
import { batchNormalization, castLike, resize, softmax, tile, variadic } from './old-meanings'
import { axesToInput, clip, dropout, pad, slice, split, topK } from './attributes-to-inputs'
import {
  celu,
  depthToSpace,
  evenLrn,
  firstOutputOnly,
  groupNormalization,
  instanceNormalization,
  layerNormalization,
  lpNormalization,
  mean,
  meanVarianceNormalization,
  reciprocal,
  reduceL1,
  reduceL2,
  reduceLogSum,
  reduceLogSumExp,
  reduceSumSquare,
  rmsNormalization,
  softsign,
  spaceToDepth,
  swish,
  thresholdedRelu,
} from './decompositions'
import { byOperator } from '../by-operator'
import { einsum } from './einsum'
import { affineGrid, gridSample } from './grid-sample'
import { gatherNd, scatter, scatterNd } from './indexing'
import type { StoredNode } from '../../stored-model'
import type { UpgradeContext, Upgrade } from './rewrite'
import { argMin, notANumber, oneHot, shrink, trilu, xor } from './selections'
import { dilatedAverage, globalLpPool, lpPool } from './window-sums'
import { paddedByRule, roundedUp } from './windows'
import { wrappedPad } from './wrapped-pad'

/** Two upgrades, the second one on the result of the first where that is one node. */
const both =
  (first: Upgrade, second: Upgrade): Upgrade =>
  (node, context) => {
    const nodes = first(node, context) ?? [node]
    const [only, ...others] = nodes
    return only && others.length === 0 ? (second(only, context) ?? nodes) : nodes
  }

const upgrades = byOperator<Upgrade>({
  AffineGrid: affineGrid,
  ArgMin: argMin,
  AveragePool: both(dilatedAverage, both(paddedByRule, roundedUp)),
  BatchNormalization: batchNormalization,
  CastLike: castLike,
  Celu: celu,
  Clip: clip,
  Conv: paddedByRule,
  DepthToSpace: depthToSpace,
  Dropout: both(dropout, firstOutputOnly),
  Einsum: einsum,
  GatherND: gatherNd,
  GlobalLpPool: globalLpPool,
  GridSample: gridSample,
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
  IsNaN: notANumber,
  LRN: evenLrn,
  LayerNormalization: both(firstOutputOnly, layerNormalization),
  LogSoftmax: softmax,
  LpNormalization: lpNormalization,
  LpPool: lpPool,
  Max: variadic,
  MaxPool: both(firstOutputOnly, both(paddedByRule, roundedUp)),
  Mean: mean,
  MeanVarianceNormalization: meanVarianceNormalization,
  Min: variadic,
  OneHot: oneHot,
  Pad: both(pad, wrappedPad),
  RMSNormalization: rmsNormalization,
  Reciprocal: reciprocal,
  ReduceL1: both(axesToInput, reduceL1),
  ReduceL2: both(axesToInput, reduceL2),
  ReduceLogSum: both(axesToInput, reduceLogSum),
  ReduceLogSumExp: both(axesToInput, reduceLogSumExp),
  ReduceMax: axesToInput,
  ReduceMean: axesToInput,
  ReduceMin: axesToInput,
  ReduceProd: axesToInput,
  ReduceSum: axesToInput,
  ReduceSumSquare: both(axesToInput, reduceSumSquare),
  Resize: resize,
  Scatter: scatter,
  ScatterND: scatterNd,
  Shrink: shrink,
  Slice: slice,
  Softmax: softmax,
  Softsign: softsign,
  SpaceToDepth: spaceToDepth,
  Split: split,
  Squeeze: axesToInput,
  Sum: variadic,
  Swish: swish,
  ThresholdedRelu: thresholdedRelu,
  Tile: tile,
  TopK: topK,
  Trilu: trilu,
  Unsqueeze: axesToInput,
  Upsample: resize,
  Xor: xor,
})

/** The nodes that the engine reads in place of a stored one. @throws LabError `onnx/unsupported` where there are none */
export function upgraded(node: StoredNode, context: UpgradeContext): readonly StoredNode[] {
  return upgrades.get(node.operator)?.(node, context) ?? [node]
}

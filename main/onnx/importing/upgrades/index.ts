// Table of upgrades: rewrites old forms of operators, and operators without a gradient rule, into operators that the engine knows.
import { batchNormalization, castLike, resize, softmax, tile, variadic } from './old-meanings'
import { axesToInput, clip, dropout, pad, slice, split } from './attributes-to-inputs'
import {
  celu,
  depthToSpace,
  evenLrn,
  firstOutputOnly,
  gatherNd,
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
  softsign,
  spaceToDepth,
  swish,
  thresholdedRelu,
} from './decompositions'
import type { StoredNode } from '../../stored-model'
import type { UpgradeContext, Upgrade } from './rewrite'
import { paddedByRule, roundedUp } from './windows'

/** Two upgrades, the second one on the result of the first. */
const both =
  (first: Upgrade, second: Upgrade): Upgrade =>
  (node, context) => {
    const [only, ...others] = first(node, context) ?? [node]
    return only && others.length === 0 ? (second(only, context) ?? [only]) : null
  }

const upgrades: Readonly<Record<string, Upgrade>> = {
  AveragePool: both(paddedByRule, roundedUp),
  BatchNormalization: batchNormalization,
  CastLike: castLike,
  Celu: celu,
  Clip: clip,
  Conv: paddedByRule,
  DepthToSpace: depthToSpace,
  Dropout: both(dropout, firstOutputOnly),
  GatherND: gatherNd,
  GroupNormalization: groupNormalization,
  InstanceNormalization: instanceNormalization,
  LRN: evenLrn,
  LayerNormalization: layerNormalization,
  LogSoftmax: softmax,
  LpNormalization: lpNormalization,
  Max: variadic,
  MaxPool: both(firstOutputOnly, both(paddedByRule, roundedUp)),
  Mean: mean,
  MeanVarianceNormalization: meanVarianceNormalization,
  Min: variadic,
  Pad: pad,
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
  Unsqueeze: axesToInput,
  Upsample: resize,
}

/** The nodes that the engine reads in place of a stored one. @throws LabError `onnx/unsupported` where there are none */
export function upgraded(node: StoredNode, context: UpgradeContext): readonly StoredNode[] {
  return upgrades[node.operator]?.(node, context) ?? [node]
}

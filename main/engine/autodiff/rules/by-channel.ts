// Sums over images and positions by channel, of values in either layout.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { elementsOfBlocks } from '../../../onnx/blocked-layout'
import { matMul, reduceSum, reshape, scale } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'

/** [N, C, positions...] -> [C]. */
export function sumByChannel(g: GraphBuilder, x: Value): Value {
  if (x.block !== undefined) return reduceSum(g, sumOfPositions(g, x), [0])
  const axes = x.shape.map((_, axis) => axis)
  return reduceSum(
    g,
    x,
    axes.filter((axis) => axis !== 1),
  )
}

/** Images in blocks [N, C, height, width] -> [N, C]. */
function sumOfPositions(g: GraphBuilder, x: Value): Value {
  const [n = 0, channels = 0] = x.shape
  return reshape(g, reduceSum(g, elementsOfBlocks(g, x), [2]), [n, channels])
}

/** Means of images in blocks by channel: over positions, then over images by their shares [1, N]; [N, C, height, width] -> [C]. */
export function weightedMeans(g: GraphBuilder, x: Value, shares: Value): Value {
  const [, channels = 0, ...positions] = x.shape
  return scale(g, reshape(g, matMul(g, shares, sumOfPositions(g, x)), [channels]), 1 / elementCount(positions))
}

// Sums over images and positions by channel, of values in either layout.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { elementsOfBlocks } from '../../../onnx/blocked-layout'
import { reduceSum, reshape } from '../../../onnx/operations'

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
export function sumOfPositions(g: GraphBuilder, x: Value): Value {
  const [n = 0, channels = 0] = x.shape
  return reshape(g, reduceSum(g, elementsOfBlocks(g, x), [2]), [n, channels])
}

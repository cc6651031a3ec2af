// Gradients of images, from which crafted features are computed.
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { add, greater, mul, padSpatial, slice, sqrt, sub, where } from '../../onnx/operations'

/** Gradients of images by row and by column, and their strength: [N, 1, H, W] each. */
export interface Gradients {
  readonly vertical: Value
  readonly horizontal: Value
  readonly strength: Value
}

/**
 * Differences of the pixels on both sides of each pixel, zero at the edges; of several channels, those of the one in which the gradient is
 * strongest, the first of equals.
 */
export function strongestGradients(g: GraphBuilder, x: Value, channels: number): Gradients {
  const [vertical, horizontal] = [difference(g, x, 2), difference(g, x, 3)]
  const strength = sqrt(g, add(g, mul(g, vertical, vertical), mul(g, horizontal, horizontal)))
  if (channels === 1) return { vertical, horizontal, strength }
  return strongest(g, { vertical, horizontal, strength }, channels)
}

function difference(g: GraphBuilder, x: Value, axis: 2 | 3): Value {
  const size = x.shape[axis] ?? 0
  const inner = sub(g, slice(g, x, [{ axis, start: 2, end: size }]), slice(g, x, [{ axis, start: 0, end: size - 2 }]))
  const edge = axis === 2 ? [1, 0] : [0, 1]
  return padSpatial(g, inner, edge, edge)
}

/** At each pixel the gradient of the channel in which it is strongest, the first of equals. */
function strongest(g: GraphBuilder, all: Gradients, channels: number): Gradients {
  const channel = (value: Value, index: number): Value => slice(g, value, [{ axis: 1, start: index, end: index + 1 }])
  let chosen: Gradients = { vertical: channel(all.vertical, 0), horizontal: channel(all.horizontal, 0), strength: channel(all.strength, 0) }
  for (let index = 1; index < channels; index++) {
    const strength = channel(all.strength, index)
    const isStronger = greater(g, strength, chosen.strength)
    chosen = {
      vertical: where(g, isStronger, channel(all.vertical, index), chosen.vertical),
      horizontal: where(g, isStronger, channel(all.horizontal, index), chosen.horizontal),
      strength: where(g, isStronger, strength, chosen.strength),
    }
  }
  return chosen
}

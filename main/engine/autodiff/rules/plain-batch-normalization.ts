// BatchNormalization of values as their shape says. It consists of primitives, because ONNX Runtime's own training mode runs on the CPU only.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, matMul, mul, reduceMean, reduceSum, reshape, scale, sub } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'
import { plainOf } from '../layout'
import { gradOfOutput, inputOf } from '../rule'
import { gradientsByInput, inverseDeviation, nextAverages, type Normalization } from './normalization'

export const plainNormalization: Normalization = {
  normalize: (context, shares) => {
    const { g } = context
    const [x, gain, shift] = [inputOf(context, 0), inputOf(context, 1), inputOf(context, 2)]
    const mean = shares ? meanByChannel(g, x, shares) : byChannel(g, inputOf(context, 3), x)
    const centred = sub(g, x, mean)
    const variance = shares ? meanByChannel(g, mul(g, centred, centred), shares) : byChannel(g, inputOf(context, 4), x)
    const inverse = inverseDeviation(context, variance)
    const factor = mul(g, inverse, byChannel(g, gain, x))
    const outputs = [add(g, mul(g, centred, factor), byChannel(g, shift, x))]
    if (!shares) return { outputs, saved: [centred, inverse, factor] }
    return { outputs, saved: [centred, inverse, factor, shares], updates: nextAverages(context, mean, variance) }
  },
  gradients: (context) => {
    const { g, node, saved } = context
    const [centred, inverse, factor, shares] = saved
    if (!centred || !inverse || !factor) throw new Error(`${node.name} has kept no statistics`)
    const [x, grad] = [inputOf(context, 0), plainOf(g, gradOfOutput(context))]
    const sums = (value: Value): Value => byChannel(g, reduceSum(g, value, [0, ...positionsOf(x)]), x)
    const gradGain = mul(g, sums(mul(g, grad, centred)), inverse)
    const gradShift = sums(grad)
    const gradX = (): Value => {
      if (!shares) return mul(g, grad, factor)
      const [n = 0, , ...positions] = x.shape
      const share = scale(g, reshape(g, shares, [n, ...x.shape.slice(1).map(() => 1)]), 1 / elementCount(positions))
      const shareInFactor = mul(g, share, factor)
      const alongZ = mul(g, centred, mul(g, shareInFactor, mul(g, inverse, gradGain)))
      return sub(g, sub(g, mul(g, grad, factor), alongZ), mul(g, shareInFactor, gradShift))
    }
    return gradientsByInput(context, gradX, { gradGain, gradShift, inverse, factor, isByBatch: shares !== undefined })
  },
}

/** Mean over positions, then over images: [N, C, positions...] -> [1, C, 1...]. */
function meanByChannel(g: GraphBuilder, x: Value, shares: Value): Value {
  return byChannel(g, matMul(g, shares, reduceMean(g, x, positionsOf(x))), x)
}

/** One number by channel, in a shape that broadcasts to x. */
function byChannel(g: GraphBuilder, value: Value, x: Value): Value {
  const [, channels = 1, ...positions] = x.shape
  return reshape(g, value, [1, channels, ...positions.map(() => 1)])
}

/** The axes behind images and channels. */
function positionsOf(x: Value): number[] {
  return x.shape.slice(2).map((_, axis) => axis + 2)
}

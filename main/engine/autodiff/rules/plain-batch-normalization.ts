// BatchNormalization of values as their shape says. It consists of primitives, because ONNX Runtime's own training mode runs on the CPU only.
import { floatAttribute, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, div, matMul, mul, neg, reduceMean, reduceSum, reshape, scalar, scale, sqrt, sub, zerosLike } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'
import { plainOf } from '../layout'
import { gradOfOutput, inputOf } from '../rule'
import type { Normalization } from './normalization'

export const plainNormalization: Normalization = {
  normalize: (context, shares) => {
    const { g, node } = context
    const [x, gain, shift] = [inputOf(context, 0), inputOf(context, 1), inputOf(context, 2)]
    const mean = shares ? meanByChannel(g, x, shares) : byChannel(g, inputOf(context, 3), x)
    const centred = sub(g, x, mean)
    const variance = shares ? meanByChannel(g, mul(g, centred, centred), shares) : byChannel(g, inputOf(context, 4), x)
    const inverse = div(g, scalar(g, 1), sqrt(g, add(g, variance, scalar(g, floatAttribute(node, 'epsilon', 1e-5)))))
    const factor = mul(g, inverse, byChannel(g, gain, x))
    const outputs = [add(g, mul(g, centred, factor), byChannel(g, shift, x))]
    if (!shares) return { outputs, saved: [centred, inverse, factor] }
    const momentum = floatAttribute(node, 'momentum', 0.9)
    const average = (running: Value, current: Value): Value =>
      add(g, scale(g, running, momentum), scale(g, reshape(g, current, running.shape), 1 - momentum))
    return {
      outputs,
      saved: [centred, inverse, factor, shares],
      updates: new Map([
        [3, average(inputOf(context, 3), mean)],
        [4, average(inputOf(context, 4), variance)],
      ]),
    }
  },
  gradients: (context) => {
    const { g, node, saved, needs } = context
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
    const channels = [x.shape[1] ?? 0]
    const given = (gradient: () => Value): Value => (shares ? zerosLike(g, x, channels) : reshape(g, gradient(), channels))
    return [
      needs(0) ? gradX() : null,
      needs(1) ? reshape(g, gradGain, channels) : null,
      needs(2) ? reshape(g, gradShift, channels) : null,
      needs(3) ? given(() => neg(g, mul(g, factor, gradShift))) : null,
      needs(4) ? given(() => scale(g, mul(g, mul(g, factor, inverse), gradGain), -0.5)) : null,
    ]
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

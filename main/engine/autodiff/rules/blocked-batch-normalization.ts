// BatchNormalization of images in blocks of channels: what is multiplied and added by channel is one pass of a convolution of each channel by itself.
import { elementCount } from '../../../onnx/tensor'
import { floatAttribute, type Value } from '../../../onnx/graph'
import { scaleChannels } from '../../../onnx/blocked-layout'
import { add, div, matMul, mul, neg, reshape, scalar, scale, sqrt, zerosLike } from '../../../onnx/operations'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { inBlocks } from '../layout'
import { gradOfOutput, inputOf } from '../rule'
import { sumByChannel, sumOfPositions } from './by-channel'
import type { Normalization } from './normalization'

/** Formulas as in `plain-batch-normalization.ts`; numbers by channel are [C]. */
export const blockedNormalization: Normalization = {
  normalize: (context, shares) => {
    const { g, node } = context
    const [x, gain, shift] = [inputOf(context, 0), inputOf(context, 1), inputOf(context, 2)]
    const mean = shares ? meanByChannel(g, x, shares) : inputOf(context, 3)
    const centred = scaleChannels(g, x, onesLike(g, mean), neg(g, mean))
    const variance = shares ? meanByChannel(g, mul(g, centred, centred), shares) : inputOf(context, 4)
    const inverse = div(g, scalar(g, 1), sqrt(g, add(g, variance, scalar(g, floatAttribute(node, 'epsilon', 1e-5)))))
    const factor = mul(g, inverse, gain)
    const outputs = [scaleChannels(g, centred, factor, shift)]
    if (!shares) return { outputs, saved: [centred, inverse, factor] }
    const momentum = floatAttribute(node, 'momentum', 0.9)
    const average = (running: Value, current: Value): Value => add(g, scale(g, running, momentum), scale(g, current, 1 - momentum))
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
    const { g, node, saved: [centred, inverse, factor, shares], needs } = context
    if (!centred?.block || !inverse || !factor) throw new Error(`${node.name} has kept no statistics`)
    const grad = inBlocks(g, gradOfOutput(context), centred.block)
    const gradShift = sumByChannel(g, grad)
    const gradGain = mul(g, sumByChannel(g, mul(g, grad, centred)), inverse)
    const gradX = (): Value => {
      if (!shares) return scaleChannels(g, grad, factor, null)
      const [n = 0, , ...positions] = centred.shape
      const share = scale(g, reshape(g, shares, [n, 1, 1, 1]), -1 / elementCount(positions))
      const alongZ = mul(g, factor, mul(g, inverse, gradGain))
      const spread = mul(g, scaleChannels(g, centred, alongZ, mul(g, factor, gradShift)), share)
      return scaleChannels(g, grad, factor, null, spread)
    }
    const given = (gradient: () => Value): Value => (shares ? zerosLike(g, factor, factor.shape) : gradient())
    return [
      needs(0) ? gradX() : null,
      needs(1) ? gradGain : null,
      needs(2) ? gradShift : null,
      needs(3) ? given(() => neg(g, mul(g, factor, gradShift))) : null,
      needs(4) ? given(() => scale(g, mul(g, mul(g, factor, inverse), gradGain), -0.5)) : null,
    ]
  },
}

/** Mean over positions, then over images: [N, C, height, width] -> [C]. */
function meanByChannel(g: GraphBuilder, x: Value, shares: Value): Value {
  const [, channels = 0, ...positions] = x.shape
  return scale(g, reshape(g, matMul(g, shares, sumOfPositions(g, x)), [channels]), 1 / elementCount(positions))
}

const onesLike = (g: GraphBuilder, { shape }: Value): Value => g.constant({ type: 'float32', shape, data: new Float32Array(elementCount(shape)).fill(1) })

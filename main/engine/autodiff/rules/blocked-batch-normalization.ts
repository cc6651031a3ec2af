// BatchNormalization of images in blocks of channels: what is multiplied and added by channel is one pass of a convolution of each channel by itself.
import { elementCount } from '../../../onnx/tensor'
import type { Value } from '../../../onnx/graph'
import { scaleChannels } from '../../../onnx/blocked-layout'
import { mul, neg, reshape, scale } from '../../../onnx/operations'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { inBlocks } from '../layout'
import { gradOfOutput, inputOf } from '../rule'
import { sumByChannel, weightedMeans } from './by-channel'
import { gradientsByInput, inverseDeviation, nextAverages, type Normalization } from './normalization'

/** Formulas as in `plain-batch-normalization.ts`; numbers by channel are [C]. */
export const blockedNormalization: Normalization = {
  normalize: (context, shares) => {
    const { g } = context
    const [x, gain, shift] = [inputOf(context, 0), inputOf(context, 1), inputOf(context, 2)]
    const mean = shares ? weightedMeans(g, x, shares) : inputOf(context, 3)
    const centred = scaleChannels(g, x, onesLike(g, mean), neg(g, mean))
    const variance = shares ? weightedMeans(g, mul(g, centred, centred), shares) : inputOf(context, 4)
    const inverse = inverseDeviation(context, variance)
    const factor = mul(g, inverse, gain)
    const outputs = [scaleChannels(g, centred, factor, shift)]
    if (!shares) return { outputs, saved: [centred, inverse, factor] }
    return { outputs, saved: [centred, inverse, factor, shares], updates: nextAverages(context, mean, variance) }
  },
  gradients: (context) => {
    const { g, node, saved: [centred, inverse, factor, shares] } = context
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
    return gradientsByInput(context, gradX, { gradGain, gradShift, inverse, factor, isByBatch: shares !== undefined })
  },
}

const onesLike = (g: GraphBuilder, { shape }: Value): Value => g.constant({ type: 'float32', shape, data: new Float32Array(elementCount(shape)).fill(1) })

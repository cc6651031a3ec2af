// Rule of BatchNormalization, by the statistics of the batch or by running averages.
// S. Ioffe, C. Szegedy, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift", ICML 2015.
import type { Value } from '../../../onnx/graph'
import { fitsBlocks } from '../../../onnx/blocked-layout'
import { div, reduceSum, reshape } from '../../../onnx/operations'
import { inBlocks } from '../layout'
import { inputOf, type ForwardContext, type Rule } from '../rule'
import { wayOf } from '../site'
import { normalizationSite, normalizations } from './batch-normalization-site'

/**
 * y = gain (x - mean) / sqrt(variance + epsilon) + shift by channel. Mean and variance are those of the batch, padding images left out, or
 * given ones: running averages, or values that the network computes.
 * A step moves the running averages by a share of 1 - momentum towards the statistics of the batch. Its variance is divided by the number of
 * elements, as ONNX defines it; PyTorch divides by one less for the running average.
 */
export const batchNormalization: Rule = {
  layout: 'any',
  forward: (context) => {
    const { g, node, training, inputs: [, ...byChannel] } = context
    const shares = training.normalizesByBatch(node) ? imageShares(context) : null
    const x = shares ? imagesByPlan(context) : inputOf(context, 0)
    return normalizations[x.block === undefined ? 'plain' : 'blocked'].normalize({ g, node, inputs: [x, ...byChannel] }, shares)
  },
  backward: (context) => {
    const [centred] = context.saved
    return normalizations[centred?.block === undefined ? 'plain' : 'blocked'].gradients(context)
  },
}

/** The images, brought into blocks where the plan says so; those in blocks already stay there. */
function imagesByPlan(context: ForwardContext): Value {
  const { g, training: { plan } } = context
  const x = inputOf(context, 0)
  if (x.block !== undefined || plan.block === undefined || !fitsBlocks(x, plan.block)) return x
  return wayOf(plan, normalizationSite(x.shape, plan.block)) === 'blocked' ? inBlocks(g, x, plan.block) : x
}

/** Weight of each image in a mean over the batch: 1/n for each of n images, 0 for padding; [1, N]. */
function imageShares({ g, training }: ForwardContext): Value {
  const mask = training.imageMask()
  return reshape(g, div(g, mask, reduceSum(g, mask, [0])), [1, ...mask.shape])
}

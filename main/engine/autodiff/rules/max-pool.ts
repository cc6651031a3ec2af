// Rules of MaxPool and GlobalMaxPool: the maximum of a window gets the gradient; of several equal maxima, the first one.
import { ints, type Attributes, type Value } from '../../../onnx/graph'
import { maxPoolBlocks } from '../../../onnx/blocked-layout'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import type { Window } from '../../../onnx/shape-inference/window'
import { inBlocks, plainOf } from '../layout'
import { gradOfOutput, inputOf, outputOf, type BackwardContext, type ComputeOptions, type ForwardContext, type ForwardResult, type Rule } from '../rule'
import { chosenWay, wayOf, type Site } from '../site'
import { gradientOfTiles } from './blocked-max-pool'
import { gradientOfPairs, poolByPairs } from './max-pool-by-pairs'
import { gradientByAxes, gradientByTaps } from './max-pool-gradient'
import { hasIndices, keepsIndices, poolSite, poolWithIndices, scatteredTo, splittings, unpooledTo } from './max-pool-site'

/** The way of the pool decides what the forward pass keeps, and in which layout it computes. */
export const maxPool: Rule = {
  layout: 'any',
  forward: (context) => {
    const { g, node, training } = context
    const way = wayOf(training.plan, siteOf(context, training))
    const { block } = training.plan
    if (way === 'blocked' && block !== undefined && node.outputs.length === 1) {
      return { outputs: [maxPoolBlocks(g, inBlocks(g, inputOf(context, 0), block), windowOfPool(context))], saved: [] }
    }
    if (way === 'pairs' && node.outputs.length === 1) {
      const { pooled, firsts } = poolByPairs(g, plainOf(g, inputOf(context, 0)), windowOfPool(context))
      return { outputs: [pooled], saved: firsts }
    }
    return keepsIndices(way) || node.outputs.length > 1 ? withIndices(context, node.attributes) : null
  },
  backward: (context) => {
    const { g, plan } = context
    const [x, y, grad] = [inputOf(context, 0), outputOf(context), gradOfOutput(context)]
    if (y.block !== undefined) return [gradientOfTiles(g, inBlocks(g, x, y.block), y, inBlocks(g, grad, y.block), windowOfPool(context))]
    const way = chosenWay(plan, siteOf(context, context))
    if (way === 'unpool') return [unpooledTo(g, indicesOf(context), plainOf(g, grad), x.shape, windowOfPool(context))]
    if (way === 'pairs' && context.node.outputs.length === 1) return [gradientOfPairs(g, context.saved, plainOf(g, grad), x.shape)]
    if (way === 'indices' || context.saved.length > 0) return [scattered(context)]
    return [gradientByTaps(g, plainOf(g, x), y, plainOf(g, grad), windowOfPool(context), splittings[way])]
  },
}

const windowOfPool = ({ node, inputs }: Pick<ForwardContext, 'node' | 'inputs'>): Window => poolWindowOf({ ...node, inputs })

function siteOf(context: Pick<ForwardContext, 'node' | 'inputs'>, { capabilities, plan }: ComputeOptions): Site {
  const { shape, type } = inputOf(context, 0)
  return poolSite({ window: windowOfPool(context), images: shape, type, capabilities, block: plan.block ?? null })
}

/** A window as large as the image. */
export const globalMaxPool: Rule = {
  forward: (context) =>
    hasIndices(context.training.capabilities) ? withIndices(context, { kernel_shape: ints(inputOf(context, 0).shape.slice(2)) }) : null,
  backward: (context) => [
    hasIndices(context.capabilities)
      ? scattered(context)
      : gradientByAxes(context.g, inputOf(context, 0), outputOf(context), gradOfOutput(context)),
  ],
}

/** Keeps the indices of the maxima in the flattened input. */
function withIndices(context: ForwardContext, attributes: Attributes): ForwardResult {
  const { g, node } = context
  const outputs = poolWithIndices(g, plainOf(g, inputOf(context, 0)), attributes, node.name)
  return { outputs: outputs.slice(0, node.outputs.length), saved: outputs.slice(1) }
}

const scattered = (context: BackwardContext): Value =>
  scatteredTo(context.g, indicesOf(context), plainOf(context.g, gradOfOutput(context)), inputOf(context, 0).shape)

function indicesOf({ node, saved: [indices] }: BackwardContext): Value {
  if (!indices) throw new Error(`${node.name} has kept no indices`)
  return indices
}

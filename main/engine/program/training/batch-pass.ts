// One batch through a network, forward and backward: gradients, metrics, and the next values of buffers.
import type { LossName } from '@contract/training/loss'
import { emitGradients } from '../../autodiff/gradients'
import { plainOf } from '../../autodiff/layout'
import type { ComputeOptions, TrainingContext } from '../../autodiff/rule'
import { recordForward, type TapeEntry } from '../../autodiff/tape'
import type { Network } from '../../../networks/network'
import type { Graph, Node, Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { mul } from '../../../onnx/operations'
import type { ElementType, Shape } from '../../../onnx/tensor'
import { imageBatch, indexType, labelBatch, type DatasetInputs } from '../inputs/image-batch'
import { smoothingGraph } from '../loss/label-smoothing'
import { lossGraph } from '../loss/loss-graph'
import { correctCount, imageMask, weightedLoss } from '../loss/metrics'
import { mixedLossGraph, mixedLossInputs, type MixedLabels } from '../loss/mixed-labels'
import { inMixedPrecision } from '../rewrites/mixed-precision'
import { unpackMask } from '../inputs/packed-mask'
import { poolBeforeRelu } from '../rewrites/pool-before-relu'
import { poolByPhases } from '../rewrites/pool-by-phases'

/** Names of the inputs with an entry for each image that only programs for mixed images have: the place of its partner's label in the data set, and the share of its own label. */
export const mixedInputs = { partners: 'partners', shares: 'shares' } as const

/** Everything that the pass of a batch is emitted from. */
export interface BatchContext extends ComputeOptions {
  readonly network: Network
  readonly loss: LossName
  readonly labelSmoothing: number
  /** Whether images are mixed of two, each with a share of the label. */
  readonly mixesImages: boolean
  /** In mixed precision the loss scale, float32 scalar; else null. */
  readonly lossScale: Value | null
  readonly data: DatasetInputs
  /** Values of parameters and buffers by name. */
  readonly state: ReadonlyMap<string, Value>
  /** An input of the program with an entry for each image, for the images of this batch: [N, ...]. */
  readonly perImage: (name: string, type: ElementType, shape: Shape) => Value
  /** The packed mask of kept units of a dropout node, uint8 [N, bytes of an image]. */
  readonly dropoutMask: (node: Node, rate: number) => Value
}

export interface BatchPass {
  /** Gradients of the weighted sum of losses (times the loss scale, if any) by parameter name; none for parameters that it does not depend on. */
  readonly gradients: ReadonlyMap<string, Value>
  /** Next values of the network's buffers, in their order. */
  readonly buffers: readonly Value[]
  /** Weighted sum of the losses, float32 scalar. */
  readonly loss: Value
  /** Images whose label has the largest logit, float32 scalar. */
  readonly correct: Value
}

/** A batch that has run forward. */
export interface RecordedBatch {
  readonly tape: readonly TapeEntry[]
  /** A value of the network, or the next value of a buffer, in the program. @throws where the pass has left it out */
  readonly known: (name: string) => Value
  readonly labels: Value
  /** Null: images are not mixed. */
  readonly mixed: MixedLabels | null
  readonly weights: Value
  readonly logits: Value
  /** Of each image, mixed and with label smoothing: float32 [N]. */
  readonly losses: Value
}

/** Emits the pass of `indices` and `weights`, inputs with an entry for each image. */
export function emitBatchPass(g: GraphBuilder, context: BatchContext): BatchPass {
  const { network, lossScale, fastConvolutions, plan } = context
  const rewritten = (graph: Graph): Graph => {
    const pooled = poolBeforeRelu(graph)
    return lossScale ? inMixedPrecision(pooled) : fastConvolutions ? poolByPhases(pooled, plan) : pooled
  }
  const { tape, known, labels, mixed, weights, logits, losses } = recordBatch(g, context, rewritten)
  const parameters = network.parameters.map(({ name }) => ({ name, value: known(name) }))
  // The loss is the weighted sum of the images' losses, so its gradient by them is the weights.
  const gradients = emitGradients(
    g,
    tape,
    new Map([[losses.name, lossScale ? mul(g, weights, lossScale) : weights]]),
    parameters.map(({ value }) => value),
    context,
  )
  return {
    gradients: new Map(
      parameters.flatMap(({ name, value }) => {
        const gradient = gradients.get(value.name)
        return gradient ? [[name, gradient] as const] : []
      }),
    ),
    buffers: network.buffers.map(({ name }) => known(name)),
    loss: weightedLoss(g, losses, weights),
    correct: correctCount(g, logits, labels, weights, mixed),
  }
}

/**
 * Emits the forward pass of `indices` and `weights`, inputs with an entry for each image.
 * @param rewritten exchanges nodes of the network for others that compute the same; values that they leave out are not known
 */
export function recordBatch(g: GraphBuilder, context: BatchContext, rewritten: (graph: Graph) => Graph): RecordedBatch {
  const { network, capabilities, fastConvolutions, plan, data, state, perImage, dropoutMask } = context
  const indices = perImage('indices', indexType(capabilities), [])
  const weights = perImage('weights', 'float32', [])
  const labels = labelBatch(g, data.labels, indices, capabilities)
  const loss = lossGraph(network, context.loss)
  const bindings = new Map<string, Value>([
    ...state,
    [network.images.name, g.within({ of: network.images.name, pass: 'forward' }, () => imageBatch(g, data.images, indices, network))],
    [loss.labels.name, labels],
  ])
  let mask: Value | null = null
  const buffers = new Set(network.buffers.map(({ name }) => name))
  const training = {
    capabilities,
    fastConvolutions,
    plan,
    dropoutMask: (node: Node, rate: number) => unpackMask(g, dropoutMask(node, rate), node.outputs[0]?.shape ?? []),
    imageMask: () => (mask ??= imageMask(g, weights)),
    // A network that computes its statistics itself does not use those of the batch.
    normalizesByBatch: ({ inputs: [, , , mean] }: Node) => buffers.has(mean?.name ?? ''),
  }
  const tape = recordForward(g, rewritten(loss.graph), bindings, training)
  const known = (name: string): Value => {
    const value = bindings.get(name)
    if (!value) throw new Error(`the forward pass has left out ${name}`)
    return plainOf(g, value)
  }
  const logits = known(loss.logits.name)
  const mixed = context.mixesImages ? mixedLabels(g, context) : null
  const append = (graph: Graph, inputs: ReadonlyMap<string, Value>): Value => appended(g, graph, inputs, tape, training)
  const own = known(loss.losses.name)
  const ofMixed = mixed ? append(mixedLossGraph(context.loss, logits, own, mixed), mixedBindings(logits, own, mixed)) : own
  const share = context.labelSmoothing
  const losses = share === 0 ? ofMixed : append(smoothingGraph(logits, ofMixed, share), new Map([['logits', logits], ['losses', ofMixed]]))
  return { tape, known, labels, mixed, weights, logits, losses }
}

/** The labels of the images' partners, by their places in the data set, and the shares of the own labels. */
function mixedLabels(g: GraphBuilder, { data, perImage, capabilities }: BatchContext): MixedLabels {
  const partners = perImage(mixedInputs.partners, indexType(capabilities), [])
  return { labels: labelBatch(g, data.labels, partners, capabilities), shares: perImage(mixedInputs.shares, 'float32', []) }
}

const mixedBindings = (logits: Value, losses: Value, { labels, shares }: MixedLabels): ReadonlyMap<string, Value> =>
  new Map([[logits.name, logits], [mixedLossInputs.labels, labels], [mixedLossInputs.losses, losses], [mixedLossInputs.shares, shares]])

/** Emits a graph behind the forward pass and adds its nodes to the tape; returns its only output. @param inputs of the graph, by name */
function appended(g: GraphBuilder, graph: Graph, inputs: ReadonlyMap<string, Value>, tape: TapeEntry[], training: TrainingContext): Value {
  const bindings = new Map(inputs)
  tape.push(...recordForward(g, graph, bindings, training))
  const [output] = graph.outputs
  const value = output && bindings.get(output.name)
  if (!value) throw new Error(`${graph.name} has no output`)
  return value
}

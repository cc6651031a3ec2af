// Compiles a network into a program that evaluates one batch: loss and number of correct answers, or logits and loss of every image.
import type { DeviceName } from '@contract/devices/devices'
import type { LossName } from '@contract/training/loss'
import type { View } from '@common/preprocessing/views'
import { inUse } from '../autodiff/in-use'
import { recordForward } from '../autodiff/tape'
import { stateOf, type Network } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import type { Graph, Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { concat } from '../../onnx/operations'
import { substitutesFor } from '../../onnx/substitutes'
import { capabilitiesOf } from '../capabilities'
import { datasetInputs, imageBatch, indexType, labelBatch, type ImageFormat } from './inputs/image-batch'
import { lossGraph } from './loss/loss-graph'
import { correctCount, weightedLoss } from './loss/metrics'
import { poolBeforeRelu } from './rewrites/pool-before-relu'

/** Names of the outputs: float32 scalars, the weighted sum of losses and the number of correct images of positive weight. */
export const evaluationOutputs = { loss: 'loss', correct: 'correct' } as const

/** Names of the outputs of a program that tells of every image: float32 [N, classes] and [N]; places that fill up a batch have values, too. */
export const imageOutputs = { logits: 'image_logits', losses: 'image_losses' } as const

/** What a program tells of a batch: sums over its images, or each of them. */
export type EvaluationKind = 'sums' | 'images'

export interface EvaluationOptions {
  /** Default: `sums`. */
  readonly kind?: EvaluationKind
  /** Default: the cross-entropy. */
  readonly loss?: LossName
  /** Views of each image, of a program that tells of every image: its outputs have those of all images by the first view, then by the next. Default: the one of training. */
  readonly views?: readonly View[]
}

/**
 * Inputs of the program: `images` uint8 [count, C, h, w], `labels` [count] of the network's {@link labelType}, `indices` [N] of the device's {@link indexType}, `weights` float32 [N], and the
 * network's parameters and buffers under their own names.
 * @param network built for N images, or with views for N times as many
 * @returns an ONNX model
 */
export function compileEvaluation(network: Network, format: ImageFormat, device: DeviceName, options: EvaluationOptions = {}): Uint8Array {
  return encodeModel(emitEvaluation(network, format, device, options))
}

/** The graph of {@link compileEvaluation}. */
export function emitEvaluation(network: Network, format: ImageFormat, device: DeviceName, { kind = 'sums', loss = 'cross-entropy', views }: EvaluationOptions = {}): Graph {
  const capabilities = capabilitiesOf[device]
  const { graph, labels, logits, losses } = lossGraph(network, loss)
  const [all = 1] = network.images.shape
  const batch = all / (views?.length ?? 1)
  const g = new GraphBuilder('evaluation', substitutesFor(capabilities.lacks))
  const data = datasetInputs(g, network, format)
  const indices = g.input('indices', indexType(capabilities), [batch])
  const weights = g.input('weights', 'float32', [batch])
  const batchLabels = labelBatch(g, data.labels, indices, capabilities)
  const bindings = new Map<string, Value>([
    [network.images.name, g.within({ of: network.images.name, pass: 'forward' }, () => imageBatch(g, data.images, indices, network, views))],
    [labels.name, views ? concat(g, views.map(() => batchLabels), 0) : batchLabels],
    ...stateOf(network).map(({ name, value }) => [name, g.input(name, value.type, value.shape)] as const),
  ])
  recordForward(g, poolBeforeRelu(graph), bindings, inUse(capabilities))
  const [emittedLogits, emittedLosses] = [bindings.get(logits.name), bindings.get(losses.name)]
  if (!emittedLogits || !emittedLosses) throw new Error('the forward pass has left out logits or losses')
  const named = (value: Value, name: string): Value => g.node('Identity', [value], {}, { name })
  const outputs =
    kind === 'images'
      ? [named(emittedLogits, imageOutputs.logits), named(emittedLosses, imageOutputs.losses)]
      : [
          named(weightedLoss(g, emittedLosses, weights), evaluationOutputs.loss),
          named(correctCount(g, emittedLogits, batchLabels, weights), evaluationOutputs.correct),
        ]
  return g.build(outputs)
}

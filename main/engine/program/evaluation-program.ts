// Compiles a network into a program that evaluates a batch, or several one after another: loss and number of correct answers, or logits and loss of every image.
import type { DeviceName } from '@contract/devices/devices'
import type { LossName } from '@contract/training/loss'
import type { View } from '@common/preprocessing/views'
import { inUse } from '../autodiff/in-use'
import { recordForward } from '../autodiff/tape'
import { stateOf, type Network, type StateValues } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import { subgraph, type Graph, type Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { concat } from '../../onnx/operations'
import { bool, DYNAMIC, type ElementType, type Shape } from '../../onnx/tensor'
import { substitutesOf } from '../autodiff/substitutes'
import { capabilitiesOf, type Capabilities } from '../capabilities'
import { datasetInputs, imageBatch, indexType, labelBatch, type DatasetInputs, type ImageFormat } from './inputs/image-batch'
import { lossGraph } from './loss/loss-graph'
import { correctCount, weightedLoss } from './loss/metrics'
import { poolBeforeRelu } from './rewrites/pool-before-relu'
import { goesOn } from './training/loop-condition'
import { stepInputs } from './training/step-inputs'

/** Names of the outputs: float32 scalars, the weighted sum of losses and the number of correct images of positive weight. */
export const evaluationOutputs = { loss: 'loss', correct: 'correct' } as const

/** Names of the outputs of a program that tells of every image: float32 [N, classes] and [N]; places that fill up a batch have values, too. */
export const imageOutputs = { logits: 'image_logits', losses: 'image_losses' } as const

/** Name of the input with the number of batches, which only programs of several batches have. */
export const batchesInput = 'batches'

/** What a program tells of a batch: sums over its images, or each of them. */
export type EvaluationKind = 'sums' | 'images'

export interface EvaluationOptions {
  /** Default: `sums`. */
  readonly kind?: EvaluationKind
  /** Default: the cross-entropy. */
  readonly loss?: LossName
  /** Values of parameters and buffers, by name, that the program holds instead of taking them as inputs. */
  readonly state?: StateValues
  /** Views of each image, of a program that tells of every image: its outputs have those of all images by the first view, then by the next. Default: the one of training. */
  readonly views?: readonly View[]
}

/**
 * Inputs of the program: `images` uint8 [count, C, h, w], `labels` [count] of the network's {@link labelType}, `indices` [N] of the device's {@link indexType}, `weights` float32 [N], and the
 * network's parameters and buffers under their own names. For a device that copies all inputs in every run, the program evaluates K batches: K is the input {@link batchesInput}, an int64
 * scalar; `indices`, `weights` and all outputs begin with a dimension of K.
 * @param network built for N images, or with views for N times as many
 * @returns an ONNX model
 */
export function compileEvaluation(network: Network, format: ImageFormat, device: DeviceName, options: EvaluationOptions = {}): Uint8Array {
  return encodeModel(emitEvaluation(network, format, device, options))
}

/** The graph of {@link compileEvaluation}. */
export function emitEvaluation(network: Network, format: ImageFormat, device: DeviceName, options: EvaluationOptions = {}): Graph {
  const capabilities = capabilitiesOf[device]
  const g = new GraphBuilder('evaluation', substitutesOf(capabilities))
  const [emit, data] = [capabilities.copiesInputs ? emitBatches : emitBatch, datasetInputs(g, network, format)]
  return g.build(emit(g, { network, data, capabilities, options }))
}

interface EvaluationContext {
  readonly network: Network
  readonly data: DatasetInputs
  readonly capabilities: Capabilities
  readonly options: EvaluationOptions
}

/** One batch. */
function emitBatch(g: GraphBuilder, context: EvaluationContext): readonly Value[] {
  const figures = figuresOf(g, context, (name, type, shape) => g.input(name, type, shape), () => stateInputs(g, context))
  return figures.map(({ name, emit }) => g.node('Identity', [emit()], {}, { name }))
}

/** A Loop over batches, which reads the network's state and the images from outside. */
function emitBatches(g: GraphBuilder, context: EvaluationContext): readonly Value[] {
  const batches = g.input(batchesInput, 'int64', [])
  const state = stateInputs(g, context)
  const body = g.subgraph('batch')
  const take = stepInputs(g, body, body.input('batch', 'int64', []))
  const goOn = body.input('go_on', 'bool', [])
  const figures = figuresOf(body, context, take, () => state).map(({ name, emit }) => ({ name, value: emit() }))
  return g.nodeWithKnownOutputs(
    'Loop',
    [batches, g.constant(bool(true))],
    { body: subgraph(body.build([goesOn(body, goOn, context.capabilities), ...figures.map(({ value }) => value)])) },
    figures.map(({ name, value: { type, shape } }) => ({ name, type, shape: [DYNAMIC, ...shape] })),
    'batches',
  )
}

type State = readonly (readonly [string, Value])[]

function stateInputs(g: GraphBuilder, { network, options: { state } }: EvaluationContext): State {
  return stateOf(network).map(({ name, value: { type, shape } }) => [name, state ? g.constant({ type: 'float32', shape, data: state.get(name) ?? new Float32Array() }, name) : g.input(name, type, shape)])
}

/** What is told of a batch; a figure's nodes are emitted when it is asked for. */
interface Figure {
  readonly name: string
  readonly emit: () => Value
}

/** @param take an input with an entry for each image, for the images of this batch */
function figuresOf(g: GraphBuilder, context: EvaluationContext, take: (name: string, type: ElementType, shape: Shape) => Value, stateOfNetwork: () => State): readonly Figure[] {
  const { network, data, capabilities, options: { kind = 'sums', loss = 'cross-entropy', views } } = context
  const { graph, labels, logits, losses } = lossGraph(network, loss)
  const [all = 1] = network.images.shape
  const batch = all / (views?.length ?? 1)
  const indices = take('indices', indexType(capabilities), [batch])
  const weights = take('weights', 'float32', [batch])
  const batchLabels = labelBatch(g, data.labels, indices, capabilities)
  const bindings = new Map<string, Value>([
    [network.images.name, g.within({ of: network.images.name, pass: 'forward' }, () => imageBatch(g, data.images, indices, network, views))],
    [labels.name, views ? concat(g, views.map(() => batchLabels), 0) : batchLabels],
    ...stateOfNetwork(),
  ])
  recordForward(g, poolBeforeRelu(graph), bindings, inUse(capabilities))
  const [emittedLogits, emittedLosses] = [bindings.get(logits.name), bindings.get(losses.name)]
  if (!emittedLogits || !emittedLosses) throw new Error('the forward pass has left out logits or losses')
  return kind === 'images'
    ? [
        { name: imageOutputs.logits, emit: () => emittedLogits },
        { name: imageOutputs.losses, emit: () => emittedLosses },
      ]
    : [
        { name: evaluationOutputs.loss, emit: () => weightedLoss(g, emittedLosses, weights) },
        { name: evaluationOutputs.correct, emit: () => correctCount(g, emittedLogits, batchLabels, weights) },
      ]
}

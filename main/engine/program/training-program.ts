// Compiles a network into a training program: forward, backward and update of one step, repeated by an ONNX Loop.
import { emitGradients } from '../autodiff/gradients'
import { recordForward } from '../autodiff/tape'
import { stateOf, type Network } from '../networks/network'
import { encodeModel } from '../onnx/encoding'
import { subgraph, type Node, type Value } from '../onnx/graph'
import { GraphBuilder } from '../onnx/graph-builder'
import { gather, identity } from '../onnx/operations'
import { bool, DYNAMIC, type Shape } from '../onnx/tensor'
import { sgdUpdate } from '../optimizers/sgd'
import { datasetInputs, imageBatch, labelBatch, type ImageFormat } from './image-batch'
import { lossGraph } from './loss-graph'
import { correctCount, imageMask, weightedLoss } from './metrics'
import { poolBeforeRelu } from './pool-before-relu'

/** A dropout layer's masks, which every step is fed: bool [steps, ...shape]. */
export interface DropoutMask {
  /** Name of the program's input. */
  readonly input: string
  /** Of the masked value, batch first. */
  readonly shape: Shape
  /** Probability of dropping a unit. */
  readonly rate: number
}

export interface TrainingProgram {
  /** An ONNX model; see {@link compileTraining} for its inputs and outputs. */
  readonly model: Uint8Array
  readonly dropoutMasks: readonly DropoutMask[]
}

/** Names of the outputs that tell of each step: float32 [steps], the mean loss and the number of correct images. */
export const stepOutputs = { losses: 'losses', correct: 'corrects' } as const

/** Name of the output that holds the value of a parameter or buffer after the last step. */
export const nextName = (name: string): string => `next.${name}`

/**
 * The program trains for K steps, K being known at run time only. Its inputs:
 * `images` uint8 [count, C, h, w] and `labels` uint8 [count], the whole data set; `steps` int64 scalar, K;
 * `indices` int64 [K, N], which images each step takes; `weights` float32 [K, N], 1/n for each of n images and 0 for those that fill up
 * the last batch of an epoch; `learning_rates` float32 [K]; a mask by dropout layer; and the network's state,
 * parameters and buffers, under their own names. Its outputs: the state's next values, and what {@link stepOutputs} names. The state is
 * carried by the loop, so it stays in ONNX Runtime's memory between steps.
 * @param network built for the batch size to train with
 */
export function compileTraining(network: Network, format: ImageFormat): TrainingProgram {
  const [batch = 1] = network.images.shape
  const g = new GraphBuilder('training')
  const data = datasetInputs(g, format)
  const steps = g.input('steps', 'int64', [])
  const perStep = {
    indices: g.input('indices', 'int64', [DYNAMIC, batch]),
    weights: g.input('weights', 'float32', [DYNAMIC, batch]),
    learningRates: g.input('learning_rates', 'float32', [DYNAMIC]),
  }
  const state = stateOf(network).map(({ name, value }) => g.input(name, value.type, value.shape))
  const dropoutMasks: DropoutMask[] = []

  const body = g.subgraph('step')
  const step = body.input('step', 'int64', [])
  const goOn = body.input('go_on', 'bool', [])
  const current = state.map((value) => body.input(value.name, value.type, value.shape))
  const ofStep = (value: Value): Value => gather(body, value, step)
  const dropoutMask = (node: Node, rate: number): Value => {
    const shape = node.outputs[0]?.shape ?? []
    const mask = g.input(`mask.${node.name}`, 'bool', [DYNAMIC, ...shape])
    dropoutMasks.push({ input: mask.name, shape, rate })
    return ofStep(mask)
  }

  const indices = ofStep(perStep.indices)
  const weights = ofStep(perStep.weights)
  const labels = labelBatch(body, data.labels, indices)
  const loss = lossGraph(network)
  const bindings = new Map<string, Value>([
    [network.images.name, imageBatch(body, data.images, indices, network.images.shape)],
    [loss.labels.name, labels],
    ...stateOf(network).flatMap(({ name }, index) => (current[index] ? [[name, current[index]] as const] : [])),
  ])
  let mask: Value | null = null
  const training = { dropoutMask, imageMask: () => (mask ??= imageMask(body, weights)), normalizesByBatch: () => true }
  const tape = recordForward(body, poolBeforeRelu(loss.graph), bindings, training)
  const [logits, losses] = [bindings.get(loss.logits.name), bindings.get(loss.losses.name)]
  if (!logits || !losses) throw new Error('the forward pass has left out logits or losses')
  // The mean loss is the weighted sum of the images' losses, so its gradient by them is the weights.
  const parameters = current.slice(0, network.parameters.length)
  const gradients = emitGradients(body, tape, new Map([[losses.name, weights]]), parameters)
  const learningRate = ofStep(perStep.learningRates)
  const next = parameters.map((value) => {
    const gradient = gradients.get(value.name)
    return gradient ? sgdUpdate(body, value, gradient, learningRate) : identity(body, value)
  })
  const nextBuffers = network.buffers.map(({ name, value }) => identity(body, bindings.get(name) ?? value))
  const metrics = [weightedLoss(body, losses, weights), correctCount(body, logits, labels, weights)]

  const outputs = g.nodeWithKnownOutputs(
    'Loop',
    [steps, g.constant(bool(true)), ...state],
    { body: subgraph(body.build([identity(body, goOn), ...next, ...nextBuffers, ...metrics])) },
    [
      ...state.map((value) => ({ ...value, name: nextName(value.name) })),
      ...Object.values(stepOutputs).map((name) => ({ name, type: 'float32' as const, shape: [DYNAMIC] })),
    ],
  )
  return { model: encodeModel(g.build(outputs)), dropoutMasks }
}

// Compiles a network into a training program: forward, backward and update of one step, repeated by an ONNX Loop.
import { stateOf, type Network } from '../networks/network'
import { encodeModel } from '../onnx/encoding'
import { subgraph, type Node, type Value } from '../onnx/graph'
import { GraphBuilder } from '../onnx/graph-builder'
import { identity } from '../onnx/operations'
import { bool, DYNAMIC, type Shape } from '../onnx/tensor'
import { optimizerOf, slotsOf, type Slot } from '../optimizers'
import type { StepScalar } from '../optimizers/optimizer'
import { emitBatchPass } from './batch-pass'
import { datasetInputs, type ImageFormat } from './image-batch'
import { emitMicroBatches } from './micro-batches'
import { StepInputs } from './step-inputs'
import type { TrainingRecipe } from './training-recipe'
import { emitUpdates } from './updates'

/** A dropout layer's masks, which every step is fed: bool [steps, ...shape]. */
export interface DropoutMask {
  /** Name of the program's input. */
  readonly input: string
  /** Places of the batch, then the shape of one image's masked value. */
  readonly shape: Shape
  /** Probability of dropping a unit. */
  readonly rate: number
}

export interface TrainingProgram {
  /** An ONNX model; see {@link compileTraining} for its inputs and outputs. */
  readonly model: Uint8Array
  /** The places of a batch: [images], or [micro-batches, images] where it is cut into parts. */
  readonly places: Shape
  /** What the optimizer keeps, after parameters and buffers the third part of the state. */
  readonly slots: readonly Slot[]
  /** The optimizer's numbers for each step: inputs under their names, float32 [steps]. */
  readonly scalars: readonly StepScalar[]
  readonly dropoutMasks: readonly DropoutMask[]
}

/** Names of the outputs that tell of each step: float32 [steps], the mean loss and the number of correct images. */
export const stepOutputs = { losses: 'losses', correct: 'corrects' } as const

/** Name of the output that holds the value of a parameter, buffer or slot after the last step. */
export const nextName = (name: string): string => `next.${name}`

/**
 * The program trains for K steps, K being known at run time only. Its inputs:
 * `images` uint8 [count, C, h, w] and `labels` uint8 [count], the whole data set; `steps` int64 scalar, K;
 * `indices` int64 [K, places...], which images each step takes; `weights` float32 [K, places...], 1/n for each of n images and 0 for those
 * that fill up the last batch of an epoch; where batches are cut into parts, `micro_batches` int64 [K], how many of them hold images; the
 * optimizer's scalars, float32 [K]; a mask by dropout layer; and the state, parameters, buffers and slots under their own names. Its
 * outputs: the state's next values, and what {@link stepOutputs} names. The state is carried by the loop, so it stays in ONNX Runtime's
 * memory between steps.
 * @param network built for the number of images that go through it at once
 */
export function compileTraining(network: Network, format: ImageFormat, recipe: TrainingRecipe): TrainingProgram {
  const { convolution, labelSmoothing, microBatches } = recipe
  const [imagesAtOnce = 1] = network.images.shape
  const places = microBatches > 1 ? [microBatches, imagesAtOnce] : [imagesAtOnce]
  const optimizer = optimizerOf(recipe.optimizer)
  const slots = slotsOf(optimizer, network.parameters)

  const g = new GraphBuilder('training')
  const data = datasetInputs(g, format)
  const steps = g.input('steps', 'int64', [])
  const state = [...stateOf(network), ...slots].map(({ name, shape }) => g.input(name, 'float32', shape))

  const body = g.subgraph('step')
  const inputs = new StepInputs(g, body, body.input('step', 'int64', []))
  const goOn = body.input('go_on', 'bool', [])
  const current = new Map(state.map(({ name, type, shape }) => [name, body.input(name, type, shape)]))
  const dropoutMasks: DropoutMask[] = []
  const batch = {
    network,
    convolution,
    labelSmoothing,
    data,
    state: current,
    perImage: (name: string, type: Value['type'], shape: Shape) => inputs.take(name, type, [...places, ...shape]),
    dropoutMask: (node: Node, rate: number) => {
      const mask = { input: `mask.${node.name}`, shape: [...places, ...(node.outputs[0]?.shape.slice(1) ?? [])], rate }
      dropoutMasks.push(mask)
      return inputs.take(mask.input, 'bool', mask.shape)
    },
  }
  const pass = microBatches > 1 ? emitMicroBatches(body, inputs.take('micro_batches', 'int64', []), batch) : emitBatchPass(body, batch)
  const scalars = new Map<string, StepScalar>()
  const scalar = (wanted: StepScalar): Value => {
    scalars.set(wanted.name, wanted)
    return inputs.take(wanted.name, 'float32', [])
  }
  const next = emitUpdates(body, { network, optimizer, settings: recipe.optimizer, state: current, gradients: pass.gradients, scalar })
  network.buffers.forEach(({ name }, place) => {
    if (pass.buffers[place]) next.set(name, identity(body, pass.buffers[place]))
  })
  // What stays as it is must still be an output of its own.
  const nextState = [...current].map(([name, value]) => next.get(name) ?? identity(body, value))

  const outputs = g.nodeWithKnownOutputs(
    'Loop',
    [steps, g.constant(bool(true)), ...state],
    { body: subgraph(body.build([identity(body, goOn), ...nextState, pass.loss, pass.correct])) },
    [
      ...state.map((value) => ({ ...value, name: nextName(value.name) })),
      ...Object.values(stepOutputs).map((name) => ({ name, type: 'float32' as const, shape: [DYNAMIC] })),
    ],
  )
  return { model: encodeModel(g.build(outputs)), places, slots, scalars: [...scalars.values()], dropoutMasks }
}

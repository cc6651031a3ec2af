// Compiles a network into a training program whose steps are repeated by an ONNX Loop, for devices that run one.
import type { Network } from '../../../networks/network'
import { encodeModel } from '../../../onnx/encoding'
import { subgraph } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { substitutesOf } from '../../autodiff/substitutes'
import { bool, DYNAMIC } from '../../../onnx/tensor'
import { emitBatchPass } from './batch-pass'
import { datasetInputs, type ImageFormat } from '../inputs/image-batch'
import { goesOn } from './loop-condition'
import { emitMicroBatches, microBatchCount } from './micro-batches'
import { stepInputs } from './step-inputs'
import type { TrainingGraph, TrainingProgram } from './training-program'
import { computeOptionsOf, type TrainingRecipe } from './training-recipe'
import { carriedBy, TrainingStep } from './training-step'

/** The program of {@link emitLoop}, ready to open; `model` is an ONNX model. */
export function compileLoop(network: Network, format: ImageFormat, recipe: TrainingRecipe): TrainingProgram & { readonly model: Uint8Array } {
  const { graph, ...program } = emitLoop(network, format, recipe)
  return { model: encodeModel(graph), ...program }
}

/** Names of the outputs per step, float32 [steps]: the mean loss and the number of correct images. */
const stepOutputs = { losses: 'losses', correct: 'corrects' } as const

/** Name of the output that holds the value of a parameter, buffer or slot after the last step. */
const nextName = (name: string): string => `next.${name}`

/**
 * The program trains for K steps; K is an input. The state is carried by the loop, so that it stays in ONNX Runtime's memory between steps.
 *
 * Inputs:
 * - `images` uint8 [count, C, h, w] and `labels` [count]: the whole data set;
 * - `steps` int64 scalar: K;
 * - `indices` int64 [K, places...]: the images of each step;
 * - `weights` float32 [K, places...]: 1/n for each of n images, 0 for those that fill up the last batch of an epoch;
 * - `partners` int64 and `shares` float32 [K, places...], where images are mixed: the place of each image's partner, whose label counts for the rest of the share;
 * - {@link microBatchesInput}, where batches are cut into parts: the number of parts that hold images, int64 [K], or as the length of a uint8 vector;
 * - the optimizer's scalars, float32 [K]; a mask for each dropout layer;
 * - the state: parameters, buffers and slots under their own names.
 *
 * Outputs: the next values of the state, by {@link nextName}, and {@link stepOutputs}.
 * @param network built for the number of images that go through it at once
 */
export function emitLoop(network: Network, format: ImageFormat, recipe: TrainingRecipe): TrainingGraph {
  const carried = carriedBy(network, recipe)
  const { capabilities } = computeOptionsOf(recipe)
  const g = new GraphBuilder('training', substitutesOf(capabilities))
  const data = datasetInputs(g, network, format)
  const steps = g.input('steps', 'int64', [])
  const state = carried.all.map(({ name, shape }) => g.input(name, 'float32', shape))

  const body = g.subgraph('step')
  const take = stepInputs(g, body, body.input('step', 'int64', []))
  const goOn = body.input('go_on', 'bool', [])
  const current = new Map(state.map(({ name, type, shape }) => [name, body.input(name, type, shape)]))
  const step = new TrainingStep(network, recipe, { state: current, take })
  const batch = step.batchOf(data)
  const pass = recipe.microBatches > 1 ? emitMicroBatches(body, microBatchCount(g, body, take, capabilities), batch) : emitBatchPass(body, batch)
  const nextState = step.emitNextState(body, pass)

  const outputs = g.nodeWithKnownOutputs(
    'Loop',
    [steps, g.constant(bool(true)), ...state],
    { body: subgraph(body.build([goesOn(body, goOn, capabilities), ...nextState, pass.loss, pass.correct])) },
    [
      ...state.map((value) => ({ ...value, name: nextName(value.name) })),
      ...Object.values(stepOutputs).map((name) => ({ name, type: 'float32' as const, shape: [DYNAMIC] })),
    ],
  )
  return { graph: g.build(outputs), slots: carried.slots, outputs: { state: state.map(({ name }) => nextName(name)), ...stepOutputs }, isLoneStep: false, late: [], ...step.feeds }
}

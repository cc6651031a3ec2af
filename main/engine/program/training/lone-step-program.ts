// The training program of one step, for states so large that each copy counts: the next state is written where the caller wants it, and never copied.
import type { Network } from '../../../networks/network'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { substitutesOf } from '../../autodiff/substitutes'
import { datasetInputs, type ImageFormat } from '../inputs/image-batch'
import { emitBatchPass } from './batch-pass'
import { emitMicroBatches } from './micro-batches'
import { wholeInputs } from './step-inputs'
import type { TrainingGraph } from './training-program'
import { computeOptionsOf, type TrainingRecipe } from './training-recipe'
import { carriedBy, TrainingStep } from './training-step'

/**
 * The body of `emitLoop` as a program of its own: the same inputs without `steps` and without their axis of steps, the same nodes and thus the same bytes. Loss and
 * number of correct images are scalars.
 * @param network built for the number of images that go through it at once
 * @param lateBytes from this size on, fully connected parameters are left to late updates; default: none is
 */
export function emitLoneStep(network: Network, format: ImageFormat, recipe: TrainingRecipe, lateBytes?: number): TrainingGraph {
  const carried = carriedBy(network, recipe)
  const g = new GraphBuilder('training', substitutesOf(computeOptionsOf(recipe).capabilities))
  const data = datasetInputs(g, network, format)
  const state = new Map(carried.all.map(({ name, shape }) => [name, g.input(name, 'float32', shape)]))
  const take = wholeInputs(g)
  const step = new TrainingStep(network, recipe, { state, take }, lateBytes)
  const batch = step.batchOf(data)
  const pass = recipe.microBatches > 1 ? emitMicroBatches(g, take('micro_batches', 'int64', []), batch) : emitBatchPass(g, batch)
  const nextState = step.emitNextState(g, pass)
  const { late } = step
  const factors = new Map(late.flatMap(({ a, b }) => [a, b]).map(({ from, shape }) => [from, { name: from, type: 'float32' as const, shape }]))
  const graph = g.build([...nextState, ...factors.values(), pass.loss, pass.correct])
  const outputs = { state: nextState.map(({ name }) => name), losses: pass.loss.name, correct: pass.correct.name }
  return { graph, slots: carried.slots, outputs, isLoneStep: true, late, ...step.feeds }
}

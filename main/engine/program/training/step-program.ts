// Compiles a network into programs that take one training step, for devices that run no Loop: the state stays with the device between runs.
import type { Network } from '../../../networks/network'
import { encodeModel } from '../../../onnx/encoding'
import type { Value } from '../../../onnx/graph'
import { GraphBuilder } from '../../../onnx/graph-builder'
import { add, equal, identity, where } from '../../../onnx/operations'
import { substitutesOf } from '../../autodiff/substitutes'
import { int32 } from '../../../onnx/tensor'
import type { Slot } from '../../optimizers'
import { emitBatchPass, type BatchPass } from './batch-pass'
import { datasetInputs, type ImageFormat } from '../inputs/image-batch'
import { wholeInputs } from './step-inputs'
import { computeOptionsOf, type TrainingRecipe } from './training-recipe'
import { carriedBy, TrainingStep, type StepFeeds, type StepSources } from './training-step'

/** Steps whose losses the device keeps until they are read. */
export const recordLength = 200

/** Names of the record of steps, float32 [recordLength] each: the mean loss and the number of correct images. */
export const stepRecord = { losses: 'losses', correct: 'corrects' } as const

/** A value carried from one run of a program to the next: a float32 input, and the output with its next value. */
export interface Carried extends Slot {
  /** Name of the output. */
  readonly next: string
}

/** A program that carries values from run to run. */
export interface Piece {
  readonly model: Uint8Array
  readonly carried: readonly Carried[]
}

export interface StepProgram extends StepFeeds {
  /** The optimizer's slots: the third part of the state, after parameters and buffers. */
  readonly slots: readonly Slot[]
  /** With micro-batches, the pass of one of them: carries buffers and sums over the micro-batches, and is fed the parameters. Else null. */
  readonly part: Piece | null
  /** The whole step; with micro-batches, the update, which is fed the sums. */
  readonly step: Piece
  /** The sums over micro-batches: zeros before the first one of a step. */
  readonly sums: readonly Slot[]
}

/**
 * Inputs of both programs: `images` uint8 [count, C, h, w] and `labels` [count], the whole data set; `indices` [N], the images of
 * the batch or micro-batch; `weights` float32 [N], 1/n for each of the n images of the whole batch and 0 for padding; `partners` and `shares` [N] where images are mixed; a mask per
 * dropout layer; the optimizer's scalars; `place` int32 scalar, the step's place in the record; and the carried values: the state
 * (parameters, buffers and slots under their own names) and {@link stepRecord}. Each program has only the inputs that it reads.
 * @param network built for the number of images that go through it at once
 */
export function compileSteps(network: Network, format: ImageFormat, recipe: TrainingRecipe): StepProgram {
  return recipe.microBatches > 1 ? inParts(network, format, recipe) : inOne(network, format, recipe)
}

function inOne(network: Network, format: ImageFormat, recipe: TrainingRecipe): StepProgram {
  const { all, slots } = carriedBy(network, recipe)
  const piece = new PieceBuilder('step', recipe)
  const step = new TrainingStep(network, recipe, { state: piece.carry(all), take: piece.feed })
  const pass = emitBatchPass(piece.g, step.batchOf(datasetInputs(piece.g, network, format)))
  const nextState = step.emitNextState(piece.g, pass)
  return { slots, part: null, step: piece.build([...nextState, ...noted(piece, pass)]), sums: [], ...step.feeds }
}

function inParts(network: Network, format: ImageFormat, recipe: TrainingRecipe): StepProgram {
  const { slots } = carriedBy(network, recipe)

  const part = new PieceBuilder('part', recipe)
  const parameters = network.parameters.map(({ name, shape }) => [name, part.feed(name, 'float32', shape)] as const)
  const state = new Map([...parameters, ...part.carry(network.buffers)])
  const stepOfPart = new TrainingStep(network, { ...recipe, microBatches: 1 }, { state, take: part.feed })
  const pass = emitBatchPass(part.g, stepOfPart.batchOf(datasetInputs(part.g, network, format)))
  const summed = new Map([...pass.gradients, ['loss', pass.loss], ['correct', pass.correct]])
  const sums = [...summed].map(([name, { shape }]) => ({ name: `sum.${name}`, shape }))
  const before = part.carry(sums)
  const nextSums = [...summed].map(([name, value]) => add(part.g, before.get(`sum.${name}`) ?? value, value))

  const update = new PieceBuilder('update', recipe)
  const step = new TrainingStep(network, recipe, { state: update.carry([...network.parameters, ...slots]), take: update.feed })
  const total = (name: string, { shape }: Value): Value => update.feed(`sum.${name}`, 'float32', shape)
  const gradients = new Map([...pass.gradients].map(([name, value]) => [name, total(name, value)]))
  const nextState = step.emitNextState(update.g, { gradients, buffers: [] })
  const totals = { loss: total('loss', pass.loss), correct: total('correct', pass.correct) }
  return {
    slots,
    part: part.build([...pass.buffers.map((value) => identity(part.g, value)), ...nextSums]),
    step: update.build([...nextState, ...noted(update, totals)]),
    sums,
    ...step.feeds,
    dropoutMasks: stepOfPart.feeds.dropoutMasks.map((mask) => ({ ...mask, shape: [recipe.microBatches, ...mask.shape] })),
  }
}

/** Notes a step's loss and correct answers at its place in the record; returns the record's next values. */
function noted(piece: PieceBuilder, { loss, correct }: Pick<BatchPass, 'loss' | 'correct'>): readonly Value[] {
  const { g } = piece
  const record = [...piece.carry(Object.values(stepRecord).map((name) => ({ name, shape: [recordLength] }))).values()]
  const places = g.constant(int32(Array.from({ length: recordLength }, (_, place) => place)), 'places')
  const isPlace = equal(g, places, piece.feed('place', 'int32', []))
  return [loss, correct].map((value, index) => where(g, isPlace, value, record[index] ?? value))
}

class PieceBuilder {
  readonly g: GraphBuilder
  readonly #carried: Slot[] = []

  constructor(name: string, recipe: TrainingRecipe) {
    this.g = new GraphBuilder(name, substitutesOf(computeOptionsOf(recipe).capabilities))
    this.feed = wholeInputs(this.g)
  }

  /** Declares inputs that are carried from run to run; {@link build} takes their next values in the same order. */
  carry(values: readonly Slot[]): ReadonlyMap<string, Value> {
    this.#carried.push(...values)
    return new Map(values.map(({ name, shape }) => [name, this.g.input(name, 'float32', shape)]))
  }

  /** An input that each run is fed. */
  readonly feed: StepSources['take']

  /** @param nextValues of the carried values, in their order; all different */
  build(nextValues: readonly Value[]): Piece {
    const carried = this.#carried.map(({ name, shape }, index) => {
      const next = nextValues[index]
      if (!next) throw new Error(`${name} has no next value`)
      return { name, shape, next: next.name }
    })
    return { model: encodeModel(this.g.build(nextValues)), carried }
  }
}

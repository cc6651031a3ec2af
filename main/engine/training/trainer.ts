// The trainer: holds parameters and buffers, and takes training steps, a chunk of them at a time.
import { stateOf, type Network, type ParameterValues, type StateValues } from '../networks/network'
import { elementCount, type Shape } from '../onnx/tensor'
import { initialSlots } from '../optimizers'
import type { StepSettings } from '../optimizers/optimizer'
import { compileTraining, nextName, stepOutputs, type DropoutMask, type TrainingProgram } from '../program/training-program'
import { plainRecipe, type TrainingRecipe } from '../program/training-recipe'
import { keepMask, streams } from '../randomness/stream'
import { feed, Session, type SessionOptions } from '../runtime/session'
import { BatchFeed } from './batch'
import type { ImageSet } from './image-set'
import { keepsArena } from './memory-policy'
import { trainingImages, type TrainingImages } from './training-images'

/** A step to take; its number decides augmentation and dropout masks. */
export interface TrainingStep extends StepSettings {
  /** Which images to train on: at most as many as the batch has places. */
  readonly images: Uint32Array
}

export interface StepResult {
  /** Mean cross-entropy over the step's images, before the update. */
  readonly loss: number
  /** Images whose label had the largest logit. */
  readonly correct: number
  readonly images: number
}

export class Trainer {
  private constructor(
    private readonly network: Network,
    private readonly images: TrainingImages,
    private readonly seed: number,
    private readonly session: Session,
    private readonly program: Omit<TrainingProgram, 'model'>,
    private state: StateValues,
  ) {}

  /**
   * Compiles the training program of a network built for the number of images that go through it at once.
   * @param values where training starts from: parameters, buffers and, unless the optimizer begins, its slots; read, never written
   */
  static async open(
    network: Network,
    data: ImageSet,
    values: StateValues,
    seed: number,
    recipe: TrainingRecipe = plainRecipe,
    options: SessionOptions = {},
  ): Promise<Trainer> {
    const training = trainingImages(data, recipe.augmentation, seed)
    const { model, ...program } = compileTraining(network, training.format, recipe)
    const state = new Map([...initialSlots(program.slots), ...values])
    return new Trainer(network, training, seed, await Session.open(model, { arena: keepsArena(network), ...options }), program, state)
  }

  /** Parameters, buffers and slots as the last step left them. */
  get values(): StateValues {
    return this.state
  }

  /** The parameters alone. */
  get parameters(): ParameterValues {
    return new Map(this.network.parameters.map(({ name }) => [name, this.valuesOf(name)]))
  }

  /** Bytes of everything that steps carry on: parameters, buffers and slots. */
  get stateBytes(): number {
    return this.stateParts.reduce((bytes, { shape }) => bytes + Float32Array.BYTES_PER_ELEMENT * elementCount(shape), 0)
  }

  /** Takes steps in one run of the program, which cannot be interrupted. */
  async train(steps: readonly TrainingStep[]): Promise<StepResult[]> {
    const { places, scalars, dropoutMasks } = this.program
    const chunk = this.images.take(steps)
    const { count, channels, height, width, images, labels } = chunk.data
    const batches = new BatchFeed(chunk.batches, elementCount(places), (n) => 1 / n)
    const [imagesAtOnce = 1] = this.network.images.shape
    const state = this.stateParts.map(({ name, shape }) => [name, feed('float32', this.valuesOf(name), shape)] as const)
    const inputs = {
      ...Object.fromEntries(state),
      ...Object.fromEntries(scalars.map(({ name, at }) => [name, feed('float32', Float32Array.from(steps, at), [steps.length])])),
      ...Object.fromEntries(dropoutMasks.map((mask, layer) => [mask.input, this.drawMasks(mask, layer, steps)])),
      ...(places.length > 1 && {
        micro_batches: feed('int64', BigInt64Array.from(steps, (step) => BigInt(Math.ceil(step.images.length / imagesAtOnce))), [steps.length]),
      }),
      images: feed('uint8', images, [count, channels, height, width]),
      labels: feed('uint8', labels, [count]),
      steps: feed('int64', BigInt64Array.of(BigInt(steps.length)), []),
      indices: feed('int64', batches.indices, [steps.length, ...places]),
      weights: feed('float32', batches.weights, [steps.length, ...places]),
    }
    const names = this.stateParts.map(({ name }) => name)
    const outputs = await this.session.run(inputs, [...names.map(nextName), ...Object.values(stepOutputs)])
    this.state = new Map(names.map((name) => [name, outputs.floats(nextName(name))]))
    const [losses, correct] = [outputs.floats(stepOutputs.losses), outputs.floats(stepOutputs.correct)]
    return steps.map((step, index) => ({ loss: losses[index] ?? NaN, correct: correct[index] ?? NaN, images: step.images.length }))
  }

  async close(): Promise<void> {
    await this.session.close()
  }

  private get stateParts(): readonly { readonly name: string; readonly shape: Shape }[] {
    return [...stateOf(this.network), ...this.program.slots]
  }

  private valuesOf(name: string): Float32Array {
    const values = this.state.get(name)
    if (!values) throw new Error(`${name} has no values`)
    return values
  }

  /** The masks of one dropout layer for all steps of a chunk: a function of seed, layer, step number and place in the batch alone. */
  private drawMasks({ shape, rate }: DropoutMask, layer: number, steps: readonly TrainingStep[]) {
    const units = elementCount(shape)
    const masks = new Uint8Array(steps.length * units)
    steps.forEach(({ number }, row) => {
      keepMask({ seed: this.seed, stream: streams.dropout, a: number, b: layer }, 1 - rate, masks.subarray(row * units, (row + 1) * units))
    })
    return feed('bool', masks, [steps.length, ...shape])
  }
}

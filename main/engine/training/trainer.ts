// The trainer: holds parameters and buffers, and takes training steps, a chunk of them at a time.
import { noAugmentation, type Augmentation } from '@contract/augmentation'
import { stateOf, type Network, type ParameterValues, type StateValues } from '../networks/network'
import { elementCount } from '../onnx/tensor'
import { compileTraining, nextName, stepOutputs, type DropoutMask } from '../program/training-program'
import { keepMask, streams } from '../randomness/stream'
import { feed, Session } from '../runtime/session'
import { BatchFeed } from './batch'
import type { ImageSet } from './image-set'
import { trainingImages, type TrainingImages } from './training-images'

export interface TrainingStep {
  /** Steps taken since the run began; decides augmentation and dropout masks. */
  readonly number: number
  /** Which images to train on: at most the network's batch size. */
  readonly images: Uint32Array
  readonly learningRate: number
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
    private readonly dropoutMasks: readonly DropoutMask[],
    private state: StateValues,
  ) {}

  /**
   * Compiles the training program of a network built for the batch size to train with.
   * @param values where training starts from; the arrays are read, never written
   */
  static async open(network: Network, data: ImageSet, values: StateValues, seed: number, augmentation: Augmentation = noAugmentation): Promise<Trainer> {
    const training = trainingImages(data, augmentation, seed)
    const { model, dropoutMasks } = compileTraining(network, training.format)
    return new Trainer(network, training, seed, await Session.open(model), dropoutMasks, values)
  }

  /** Parameters and buffers as the last step left them. */
  get values(): StateValues {
    return this.state
  }

  /** The parameters alone. */
  get parameters(): ParameterValues {
    return new Map(this.network.parameters.map(({ name }) => [name, this.valuesOf(name)]))
  }

  /** Takes steps in one run of the program, which cannot be interrupted. */
  async train(steps: readonly TrainingStep[]): Promise<StepResult[]> {
    const [batchSize = 1] = this.network.images.shape
    const chunk = this.images.take(steps)
    const { count, channels, height, width, images, labels } = chunk.data
    const batches = new BatchFeed(chunk.batches, batchSize, (n) => 1 / n)
    const state = stateOf(this.network).map(({ name, shape }) => [name, feed('float32', this.valuesOf(name), shape)] as const)
    const inputs = {
      ...Object.fromEntries(state),
      ...Object.fromEntries(this.dropoutMasks.map((mask, layer) => [mask.input, this.drawMasks(mask, layer, steps)])),
      images: feed('uint8', images, [count, channels, height, width]),
      labels: feed('uint8', labels, [count]),
      steps: feed('int64', BigInt64Array.of(BigInt(steps.length)), []),
      indices: feed('int64', batches.indices, [steps.length, batchSize]),
      weights: feed('float32', batches.weights, [steps.length, batchSize]),
      learning_rates: feed('float32', Float32Array.from(steps, (step) => step.learningRate), [steps.length]),
    }
    const names = stateOf(this.network).map(({ name }) => name)
    const outputs = await this.session.run(inputs, [...names.map(nextName), ...Object.values(stepOutputs)])
    this.state = new Map(names.map((name) => [name, outputs.floats(nextName(name))]))
    const [losses, correct] = [outputs.floats(stepOutputs.losses), outputs.floats(stepOutputs.correct)]
    return steps.map((step, index) => ({ loss: losses[index] ?? NaN, correct: correct[index] ?? NaN, images: step.images.length }))
  }

  async close(): Promise<void> {
    await this.session.close()
  }

  private valuesOf(name: string): Float32Array {
    const values = this.state.get(name)
    if (!values) throw new Error(`${name} has no values`)
    return values
  }

  /** The masks of one dropout layer for all steps of a chunk: a function of seed, layer and step number alone. */
  private drawMasks({ shape, rate }: DropoutMask, layer: number, steps: readonly TrainingStep[]) {
    const units = elementCount(shape)
    const masks = new Uint8Array(steps.length * units)
    steps.forEach(({ number }, row) => {
      keepMask({ seed: this.seed, stream: streams.dropout, a: number, b: layer }, 1 - rate, masks.subarray(row * units, (row + 1) * units))
    })
    return feed('bool', masks, [steps.length, ...shape])
  }
}

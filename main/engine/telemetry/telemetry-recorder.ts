// Takes samples of a run's telemetry: looks at the first images of a batch with the state that the step begins with, and writes what it saw.
import { layerFigureNames, type LayerFigure, type TelemetrySample } from '@contract/runs/telemetry'
import { appendTelemetry, beginTelemetry, readTelemetry } from '../../telemetry/telemetry-file'
import { stateOf, type Network } from '../../networks/network'
import { indexType } from '../program/inputs/image-batch'
import type { TrainingRecipe } from '../program/training/training-recipe'
import { capabilitiesOf } from '../capabilities'
import { feed, Session, stateFeeds, type Feeds } from '../runtime/session'
import { toDevice } from '../runtime/transfer'
import { StepDrawer, planOf, type StepToDraw } from '../training/drawing/step-draws'
import { BatchFeed } from '../training/trainer/batch-feed'
import { imageFeeds, isResident, lossWeights, type ImageSet } from '../training/trainer/image-set'
import { Joiner } from '../training/trainer/joiner'
import { memoryPolicy } from '../training/trainer/memory-policy'
import { chunkImages, isFedByChunks, trainingFormat } from '../training/trainer/training-images'
import { compileTelemetry, telemetryOutput, type TelemetryProgram } from './telemetry-program'

export interface TelemetryTask {
  /** Built for as many images as a sample looks at. */
  readonly network: Network
  readonly data: ImageSet
  readonly seed: number
  readonly recipe: TrainingRecipe
  /** Absolute path of the run's folder, which gets the file. */
  readonly folder: string
  /** Steps between two samples. */
  readonly every: number
}

export class TelemetryRecorder {
  readonly #task: TelemetryTask
  readonly #session: Session
  readonly #program: Omit<TelemetryProgram, 'model'>
  readonly #drawer: StepDrawer
  readonly #joiner = new Joiner()
  /** The whole data set where the device reads it; null: images are fed with each sample. */
  readonly #resident: Feeds | null

  private constructor(task: TelemetryTask, session: Session, program: Omit<TelemetryProgram, 'model'>, drawer: StepDrawer, resident: Feeds | null) {
    this.#task = task
    this.#session = session
    this.#program = program
    this.#drawer = drawer
    this.#resident = resident
  }

  /** Samples that were taken before a step are kept, the others forgotten. @throws LabError `device/...`; as `fs` does */
  static async open(task: TelemetryTask, step: number): Promise<TelemetryRecorder> {
    const { network, data, seed, recipe, folder } = task
    const byChunks = isFedByChunks(data, recipe.augmentation)
    const { model, ...program } = compileTelemetry(network, trainingFormat(data, byChunks), recipe)
    const before = await readTelemetry(folder)
    await beginTelemetry(folder, program.layers.map(({ name, kind }) => ({ name, kind })), before?.samples.filter((sample) => sample.step < step) ?? [])
    const session = await Session.open(model, { device: recipe.device, arena: memoryPolicy(network, 0).keepsArena })
    const drawer = new StepDrawer(planOf(seed, program.dropoutMasks, recipe.augmentation, data, byChunks))
    const resident = byChunks || !isResident(data) ? null : await toDevice(imageFeeds(data, network), recipe.device)
    return new TelemetryRecorder(task, session, program, drawer, resident)
  }

  /** How many of the steps from one on may be taken before the next sample is due; 0: it is due now. */
  stepsBefore(step: number): number {
    const { every } = this.#task
    return (every - (step % every)) % every
  }

  /**
   * Takes a sample before a step.
   * @param step its first images are looked at, again from the beginning where there are too few
   * @param state parameters and buffers, on the device
   */
  async sample(step: StepToDraw, state: Feeds): Promise<void> {
    const { network, data, recipe, folder } = this.#task
    const [count = 1] = network.images.shape
    // All of the step's images are drawn, since those that are looked at may be mixed with others.
    const draws = this.#drawer.draw(step)
    const { data: fed, batches, mixings } = chunkImages(data, [step], [draws], this.#joiner)
    const looked = (places: Uint32Array): Uint32Array => Uint32Array.from({ length: count }, (_, place) => places[place % step.images.length] ?? 0)
    const outputs = await this.#session.run(
      {
        ...stateFeeds(stateOf(network), state),
        ...(this.#resident ?? imageFeeds(fed, network)),
        ...Object.fromEntries(this.#program.dropoutMasks.map(({ input, shape }, layer) => [input, feed('uint8', draws.masks[layer] ?? new Uint8Array(), shape)])),
        ...new BatchFeed(batches.map(looked), count, lossWeights(fed), mixings.map(({ share, partners }) => ({ share, partners: looked(partners) }))).feeds(indexType(capabilitiesOf[recipe.device]), [count]),
      },
      [telemetryOutput],
    )
    await appendTelemetry(folder, this.#sampleOf(step.number, outputs.floats(telemetryOutput)))
  }

  #sampleOf(step: number, numbers: Float32Array): TelemetrySample {
    const { layers, entries } = this.#program
    const figures = Object.fromEntries(layerFigureNames.map((name) => [name, layers.map((): number | null => null)])) as Record<LayerFigure, (number | null)[]>
    for (const [index, { layer, figure }] of entries.entries()) {
      const number = numbers[index]
      figures[figure][layer] = number === undefined || !Number.isFinite(number) ? null : Number(number.toPrecision(digits))
    }
    return { step, figures }
  }
}

/** Significant digits that the file keeps. */
const digits = 5

// Takes samples of a run's telemetry: looks at the first images of a batch with the state that the step begins with, and writes what it saw.
import { isMixed } from '@contract/data/augmentation'
import { layerFigureNames, telemetryImages, type LayerFigure } from '@contract/runs/telemetry'
import { appendTelemetry, beginTelemetry, readTelemetry } from '../../telemetry/telemetry-file'
import { stateOf, type Network, type StateValues } from '../../networks/network'
import { indexType } from '../program/inputs/image-batch'
import type { TrainingRecipe } from '../program/training/training-recipe'
import { capabilitiesOf } from '../capabilities'
import { feed, Session, stateFeeds, type Feeds } from '../runtime/session'
import { toDevice } from '../runtime/transfer'
import { StepDrawer, planOf, type StepToDraw } from '../training/drawing/step-draws'
import { BatchFeed } from '../training/trainer/batch-feed'
import { imageFeeds, isResident, lossWeights, type ImageSet } from '../training/trainer/image-set'
import { Joiner } from '../training/trainer/joiner'
import { keepsArenaInEvaluation } from '../training/trainer/memory-policy'
import { chunkImages, isFedByChunks, trainingFormat } from '../training/trainer/training-images'
import { compileTelemetry, telemetryOutput, type TelemetryProgram } from './telemetry-program'
import { weightFigures } from './weight-figures'

export interface TelemetryTask {
  /** The network for a number of images. */
  readonly networkFor: (images: number) => Network
  /** Images of a step that go through the network at once: a sample looks at no more. */
  readonly imagesAtOnce: number
  readonly data: ImageSet
  readonly seed: number
  readonly recipe: TrainingRecipe
  /** Absolute path of the run's folder, which gets the file. */
  readonly folder: string
  /** Steps between two samples. */
  readonly every: number
}

/** A sample between the look at a step's images and the end of that step. */
export interface OpenSample {
  /** Notes the size of the weights, and of what the step has changed in them. @param after null: no step followed */
  readonly seeWeights: (before: StateValues, after: StateValues | null) => void
  /** Writes the sample. @throws as `fs` does */
  readonly write: () => Promise<void>
}

interface RecorderParts {
  readonly task: TelemetryTask
  /** Built for as many images as a sample looks at. */
  readonly network: Network
  readonly session: Session
  readonly program: Omit<TelemetryProgram, 'model'>
  readonly drawer: StepDrawer
  /** The whole data set where the device reads it; null: images are fed with each sample. */
  readonly resident: Feeds | null
}

export class TelemetryRecorder {
  readonly #joiner = new Joiner()
  readonly #parts: RecorderParts

  private constructor(parts: RecorderParts) {
    this.#parts = parts
  }

  /** Samples that were taken before a step are kept, the others forgotten; a run that goes on looks at as many images as before. @throws LabError `device/...`; as `fs` does */
  static async open(task: TelemetryTask, step: number): Promise<TelemetryRecorder> {
    const { networkFor, imagesAtOnce, data, seed, recipe, folder } = task
    const before = await readTelemetry(folder)
    const images = Math.min(before?.images ?? telemetryImages, imagesAtOnce)
    const network = networkFor(images)
    const byChunks = isFedByChunks(data, recipe.augmentation)
    const { model, ...program } = compileTelemetry(network, trainingFormat(data, byChunks), recipe)
    await beginTelemetry(folder, { layers: program.layers.map(({ name, kind }) => ({ name, kind })), images, samples: before?.samples.filter((sample) => sample.step < step) ?? [] })
    const session = await Session.open(model, { device: recipe.device, arena: keepsArenaInEvaluation(network) })
    const drawer = new StepDrawer(planOf(seed, program.dropoutMasks, recipe.augmentation, data, byChunks))
    const resident = byChunks || !isResident(data) ? null : await toDevice(imageFeeds(data, network), recipe.device)
    return new TelemetryRecorder({ task, network, session, program, drawer, resident })
  }

  /** How many of the steps from one on may be taken before the next sample is due; 0: it is due now. */
  stepsBefore(step: number): number {
    const { every } = this.#parts.task
    return (every - (step % every)) % every
  }

  /**
   * Begins a sample before a step.
   * @param step its first images are looked at, again from the beginning where there are too few
   * @param state parameters and buffers, on the device
   */
  async look(step: StepToDraw, state: Feeds): Promise<OpenSample> {
    const { network, session, program, drawer, resident, task: { data, recipe, folder } } = this.#parts
    const [count = 1] = network.images.shape
    // Those that are looked at may be mixed with any other of the step.
    const drawn = isMixed(recipe.augmentation) ? step : firstOf(step, count)
    const draws = drawer.draw(drawn)
    const { data: fed, batches, mixings } = chunkImages(data, [drawn], [draws], this.#joiner)
    const looked = (places: Uint32Array): Uint32Array => Uint32Array.from({ length: count }, (_, place) => places[place % drawn.images.length] ?? 0)
    const outputs = await session.run(
      {
        ...stateFeeds(stateOf(network), state),
        ...(resident ?? imageFeeds(fed, network)),
        ...Object.fromEntries(program.dropoutMasks.map(({ input, shape }, layer) => [input, feed('uint8', draws.masks[layer] ?? new Uint8Array(), shape)])),
        ...new BatchFeed(batches.map(looked), count, lossWeights(fed), mixings.map(({ share, partners }) => ({ share, partners: looked(partners) }))).feeds(indexType(capabilitiesOf[recipe.device]), [count]),
      },
      [telemetryOutput],
    )
    const figures = figuresOf(program, outputs.floats(telemetryOutput))
    return {
      seeWeights: (before, after) => {
        for (const [figure, sizes] of Object.entries(weightFigures(program.layers, before, after)) as [LayerFigure, readonly (number | null)[]][]) figures[figure] = sizes.map(toldNumber)
      },
      write: () => appendTelemetry(folder, { step: step.number, figures }),
    }
  }
}

/** A step on its first images alone. */
const firstOf = (step: StepToDraw, count: number): StepToDraw => ({ ...step, images: step.images.slice(0, count), ...(step.occurrences && { occurrences: step.occurrences.slice(0, count) }) })

/** Figures by layer, from the numbers of the program; figures of the weights are still missing. */
function figuresOf({ layers, entries }: Pick<TelemetryProgram, 'layers' | 'entries'>, numbers: Float32Array): Record<LayerFigure, (number | null)[]> {
  const figures = Object.fromEntries(layerFigureNames.map((name) => [name, layers.map((): number | null => null)])) as Record<LayerFigure, (number | null)[]>
  for (const [index, { layer, figure }] of entries.entries()) figures[figure][layer] = toldNumber(numbers[index] ?? null)
  return figures
}

/** Significant digits that the file keeps. */
const digits = 5

/** A number as the file has it; null: it is no finite number, or there is none. */
const toldNumber = (number: number | null): number | null => (number === null || !Number.isFinite(number) ? null : Number(number.toPrecision(digits)))

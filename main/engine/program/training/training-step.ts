// One training step as a graph piece, for programs that loop and those that do not: the pass of a batch, then the update of the state.
import { isMixed } from '@contract/data/augmentation'
import { stateOf, type Network } from '../../../networks/network'
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { identity, where } from '../../../onnx/operations'
import { elementCount, type Shape } from '../../../onnx/tensor'
import { optimizerOf, slotsOf, type Slot } from '../../optimizers'
import type { StepScalar } from '../../optimizers/optimizer'
import type { BatchContext, BatchPass } from './batch-pass'
import type { DatasetInputs } from '../inputs/image-batch'
import { emitLateUpdate, type LateUpdate } from './late-update'
import { emitLossScaling, lossScaleSlots } from './loss-scale'
import { packedBytes } from '../inputs/packed-mask'
import type { TakeInput } from './step-inputs'
import { computeOptionsOf, type TrainingRecipe } from './training-recipe'
import { emitUpdates, type UpdatesContext } from './updates'

/** Input with the masks of a dropout layer, one for each step: uint8 [steps, ...shape]. */
export interface DropoutMask {
  /** Name of the program's input. */
  readonly input: string
  /** Places of the batch, then the bytes of one image's packed mask. */
  readonly shape: Shape
  /** Probability of dropping a unit. */
  readonly rate: number
}

/** Inputs of each step beside data and state. */
export interface StepFeeds {
  /** The places of a batch: [images], or [micro-batches, images] where it is cut into parts. */
  readonly places: Shape
  /** The optimizer's numbers for each step: inputs under their names, float32 [steps]. */
  readonly scalars: readonly StepScalar[]
  readonly dropoutMasks: readonly DropoutMask[]
}

/** Values that the graph around a step provides. */
export interface StepSources {
  /** Values of parameters, buffers and slots by name, before the step. */
  readonly state: ReadonlyMap<string, Value>
  readonly take: TakeInput
}

/** The state that a step hands on to the next: parameters, buffers, then the slots of the optimizer and of loss scaling. */
export function carriedBy(network: Network, { optimizer, precision }: Pick<TrainingRecipe, 'optimizer' | 'precision'>): { readonly all: readonly Slot[]; readonly slots: readonly Slot[] } {
  const slots = [...slotsOf(optimizerOf(optimizer), network.parameters), ...(precision === 'mixed' ? Object.values(lossScaleSlots) : [])]
  return { all: [...stateOf(network), ...slots], slots }
}

/** Bytes of float32 tensors of these shapes. */
export const bytesOf = (parts: readonly { readonly shape: Shape }[]): number =>
  parts.reduce((bytes, { shape }) => bytes + Float32Array.BYTES_PER_ELEMENT * elementCount(shape), 0)

/** A training step while it is emitted. */
export class TrainingStep {
  readonly #dropoutMasks: DropoutMask[] = []
  readonly #scalars = new Map<string, StepScalar>()
  readonly #late: LateUpdate[] = []
  readonly #places: Shape

  readonly #network: Network
  readonly #recipe: TrainingRecipe
  readonly #sources: StepSources
  readonly #lateBytes: number

  /**
   * @param network built for the number of images that go through it at once
   * @param lateBytes from this size on, parameters whose gradient is a matrix product are updated by programs of their own
   */
  constructor(network: Network, recipe: TrainingRecipe, sources: StepSources, lateBytes = Infinity) {
    this.#network = network
    this.#recipe = recipe
    this.#sources = sources
    this.#lateBytes = lateBytes
    const [imagesAtOnce = 1] = network.images.shape
    this.#places = recipe.microBatches > 1 ? [recipe.microBatches, imagesAtOnce] : [imagesAtOnce]
  }

  /** Everything that the pass of the step's batch is emitted from. */
  batchOf(data: DatasetInputs): BatchContext {
    const [network, places] = [this.#network, this.#places]
    const { augmentation, precision, loss, labelSmoothing } = this.#recipe
    const { state, take } = this.#sources
    return {
      network,
      ...computeOptionsOf(this.#recipe),
      loss,
      labelSmoothing,
      mixesImages: isMixed(augmentation),
      lossScale: precision === 'mixed' ? (state.get(lossScaleSlots.scale.name) ?? null) : null,
      data,
      state,
      perImage: (name, type, shape) => take(name, type, [...places, ...shape]),
      dropoutMask: (node, rate) => {
        const mask = { input: `mask.${node.name}`, shape: [...places, packedBytes(node.outputs[0]?.shape.slice(1) ?? [])], rate }
        this.#dropoutMasks.push(mask)
        return take(mask.input, 'uint8', mask.shape)
      },
    }
  }

  /** Emits the update from the gradients and buffers of the batch's pass; returns the next state without what {@link late} updates, in the order of the state. */
  emitNextState(g: GraphBuilder, pass: Pick<BatchPass, 'gradients' | 'buffers'>): readonly Value[] {
    const { state } = this.#sources
    const scaling = this.#recipe.precision === 'mixed' ? emitLossScaling(g, pass.gradients, state) : null
    const next = this.#emitStep(g, { ...pass, ...(scaling && { gradients: scaling.gradients }) })
    const late = new Set(this.#late.flatMap(({ written }) => written.map(({ name }) => name)))
    // A value that the step does not change must still be an output of its own.
    return [...state].filter(([name]) => !late.has(name)).map(([name, value]) => {
      const [stepped, scaled] = [next.get(name), scaling?.next.get(name)]
      if (!stepped) return scaled ?? identity(g, value)
      return scaling ? where(g, scaling.isTaken, stepped, value) : stepped
    })
  }

  /** The next values of parameters, buffers and the optimizer's slots, as far as they change. */
  #emitStep(g: GraphBuilder, { gradients, buffers }: Pick<BatchPass, 'gradients' | 'buffers'>): ReadonlyMap<string, Value> {
    const [network, recipe] = [this.#network, this.#recipe]
    const { state, take } = this.#sources
    const { optimizer: settings } = recipe
    const onScalar = (wanted: StepScalar): void => {
      this.#scalars.set(wanted.name, wanted)
    }
    const scalar = (wanted: StepScalar): Value => {
      onScalar(wanted)
      return take(wanted.name, 'float32', [])
    }
    const takesOver: UpdatesContext['takesOver'] = (parameter, gradient) => {
      if (recipe.precision !== 'float32' || bytesOf([parameter]) < this.#lateBytes) return false
      this.#late.push(emitLateUpdate({ parameter, gradient, settings, onScalar }))
      return true
    }
    const next = emitUpdates(g, { network, optimizer: optimizerOf(settings), settings, state, gradients, scalar, takesOver })
    network.buffers.forEach(({ name }, place) => {
      if (buffers[place]) next.set(name, identity(g, buffers[place]))
    })
    return next
  }

  /** The updates that the emitted step leaves to programs of their own. */
  get late(): readonly LateUpdate[] {
    return this.#late
  }

  /** The inputs that the emitted step is fed. */
  get feeds(): StepFeeds {
    return { places: this.#places, scalars: [...this.#scalars.values()], dropoutMasks: this.#dropoutMasks }
  }
}

// Keeps the filters of a run's first convolution: as they were before training, and at the end of its epochs.
import type { FilterLayer } from '@contract/inspection/filters'
import { convolutionWeights, type ConvolutionWeight } from '../../../analysis/convolution-weights'
import { logTrouble } from '../../../log/log'
import type { Network, StateValues } from '../../../networks/network'
import { appendFilters, beginFilterHistory, readFilterHistory, rowBytes } from '../../../telemetry/filter-history-file'

/** Bytes of the file, about: a run of many epochs with large filters keeps those of every so many epochs. */
const usualMostBytes = 32e6

export interface FilterTask {
  readonly network: Network
  /** Absolute path of the run's folder, which gets the file. */
  readonly folder: string
  /** Of the whole run. */
  readonly epochs: number
  /** Default: {@link usualMostBytes}. */
  readonly mostBytes?: number
}

/** A file that cannot be written ends the keeping, which is logged; it never fails the run. */
export class FilterRecorder {
  readonly #folder: string
  readonly #convolution: ConvolutionWeight
  readonly #isDue: (epoch: number) => boolean
  /** The last epoch that is kept; null: none is. */
  #last: number | null = null
  #isBroken = false

  private constructor({ folder, epochs, mostBytes = usualMostBytes }: FilterTask, convolution: ConvolutionWeight) {
    const every = Math.ceil(((epochs + 1) * rowBytes(convolution)) / mostBytes)
    this.#folder = folder
    this.#convolution = convolution
    this.#isDue = (epoch) => epoch % every === 0 || epoch === epochs
  }

  /** Filters up to the epoch that the run goes on from are kept, those of later ones forgotten. Null: the network has no convolution. @param epoch whole epochs that the run goes on from */
  static async open(task: FilterTask, epoch: number): Promise<FilterRecorder | null> {
    const [convolution] = convolutionWeights(task.network)
    if (!convolution) return null
    const recorder = new FilterRecorder(task, convolution)
    await recorder.#guard(async () => {
      recorder.#last = await begin(task.folder, convolution, epoch)
    })
    return recorder
  }

  /** Keeps the filters at the end of an epoch (0: before training), unless they are kept, or their turn has not come. @param values holds the parameters */
  async record(epoch: number, values: StateValues): Promise<void> {
    const weights = values.get(this.#convolution.parameter)
    if (this.#isBroken || !weights || epoch <= (this.#last ?? -1) || !this.#isDue(epoch)) return
    await this.#guard(async () => {
      await appendFilters(this.#folder, epoch, weights)
      this.#last = epoch
    })
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#isBroken = true // rows behind one that was cut would not be found
      logTrouble('training', 'filters not kept', error)
    }
  }
}

/** @returns the last epoch that is kept; null: none is */
async function begin(folder: string, { layer, shape }: FilterLayer, epoch: number): Promise<number | null> {
  const before = await readFilterHistory(folder)
  const isSame = before?.layer === layer && before.shape.join() === shape.join()
  // Epochs rise: those that stay have the first rows.
  const epochs = isSame ? before.epochs.filter((kept) => kept <= epoch) : []
  await beginFilterHistory(folder, { layer, shape }, { epochs, values: before?.values ?? new Float32Array() })
  return epochs.at(-1) ?? null
}

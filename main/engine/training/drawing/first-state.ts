// Draws the state that training begins with; large parameters are drawn by another thread, while this one makes the rest of a run ready.
import type { InitializerName } from '@contract/models/initializers'
import type { RunSpec } from '@contract/training/run-spec'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { logTrouble } from '../../../log/log'
import { initialValues, type InitialParameter } from '../../../networks/initialization/initializers'
import { drawnParameters, initialState, type Network, type StateValues } from '../../../networks/network'
import { elementCount } from '../../../onnx/tensor'
import { cpuThreads } from '../../runtime/session'
import { take, type DrawnParameter, type ParameterThreadData } from './parameter-thread'

/** Elements from which a parameter is worth another thread, which takes some 50 ms to start: LeNet has none, AlexNet two with nine tenths of its weights. */
const largeCount = 4e6

const isLarge = ({ shape }: InitialParameter): boolean => elementCount(shape) >= largeCount

export interface FirstStateTask {
  readonly network: Network
  readonly initializer: InitializerName
  readonly seed: number
  /** Factor on drawn weights. */
  readonly scale: number
  /** Absolute path of the program of the thread that draws; without it, this thread does. */
  readonly thread: string | undefined
}

/** The state that training begins with, while it is drawn. */
export class FirstState {
  readonly #task: FirstStateTask
  /** The largest first. */
  readonly #large: readonly InitialParameter[]
  readonly #taken: Int32Array
  readonly #drawn = new Map<string, Float32Array>()
  /** Settles when the other thread has ended. */
  readonly #ended: Promise<unknown>

  /** Begins to draw large parameters in another thread, where there are any and the run has a second processor. */
  constructor(task: FirstStateTask) {
    const { network, initializer, seed, scale, thread } = task
    this.#task = task
    this.#large = drawnParameters(network).filter(isLarge).toSorted((a, b) => elementCount(b.shape) - elementCount(a.shape))
    this.#taken = new Int32Array(new SharedArrayBuffer(Math.max(1, this.#large.length) * Int32Array.BYTES_PER_ELEMENT))
    const isShared = thread !== undefined && this.#large.length > 0 && cpuThreads() > 1
    this.#ended = isShared ? this.#begun(thread, { initializer, seed, scale }) : Promise.resolve()
  }

  /** See the constructor. */
  static of({ network: { initializer, initializerScale: scale }, seed }: RunSpec, network: Network, thread: string | undefined): FirstState {
    return new FirstState({ network, initializer, seed, scale, thread })
  }

  async #begun(thread: string, settings: Pick<ParameterThreadData, 'initializer' | 'seed' | 'scale'>): Promise<void> {
    const parameters = this.#large.map(({ name, index, shape, kind, fanIn, fanOut }) => ({ name, index, shape, kind, fanIn, fanOut }))
    const workerData: ParameterThreadData = { ...settings, parameters, taken: this.#taken }
    try {
      const worker = new Worker(thread, { workerData })
      worker.on('message', ({ place, values }: DrawnParameter) => {
        this.#drawn.set(parameters[place]?.name ?? '', values)
      })
      await once(worker, 'exit')
    } catch (error) {
      logTrouble('training', 'thread that draws parameters failed', error) // they are drawn here
    }
  }

  /** All values. What the other thread has not begun with is drawn here. */
  async values(): Promise<StateValues> {
    const { network, initializer, seed, scale } = this.#task
    const draw = (parameter: InitialParameter): void => {
      this.#drawn.set(parameter.name, initialValues(parameter, initializer, seed, scale))
    }
    drawnParameters(network).filter((parameter) => !isLarge(parameter)).forEach(draw)
    for (const [place, parameter] of [...this.#large.entries()].toReversed()) if (take(this.#taken, place)) draw(parameter)
    await this.#ended
    return initialState(network, initializer, seed, scale, this.#drawn)
  }
}

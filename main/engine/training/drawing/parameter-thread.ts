// The thread that draws large parameters while the training thread makes a run ready: takes those that are left, the largest first.
import { parentPort } from 'node:worker_threads'
import type { InitializerName } from '@contract/models/initializers'
import { initialValues, type InitialParameter } from '../../../networks/initialization/initializers'

/** What the thread is given. */
export interface ParameterThreadData {
  /** The large parameters, the largest first. */
  readonly parameters: readonly InitialParameter[]
  readonly initializer: InitializerName
  readonly seed: number
  /** Factor on drawn weights. */
  readonly scale: number
  /** For each parameter whether a thread has taken it: see {@link take}. */
  readonly taken: Int32Array
}

/** The values of a parameter, by its place among those that the thread was given. */
export interface DrawnParameter {
  readonly place: number
  readonly values: Float32Array<ArrayBuffer>
}

/** Takes a parameter to draw it; false: another thread has it. */
export const take = (taken: Int32Array, place: number): boolean => Atomics.exchange(taken, place, 1) === 0

/** Draws what is left, then lets the thread end. */
export function drawParameters({ parameters, initializer, seed, scale, taken }: ParameterThreadData): void {
  parameters.forEach((parameter, place) => {
    if (!take(taken, place)) return
    const drawn: DrawnParameter = { place, values: initialValues(parameter, initializer, seed, scale) }
    parentPort?.postMessage(drawn, [drawn.values.buffer])
  })
}

// An evaluator of a network as it begins, which runs batches only to measure their cost.
import { initialState, stateOf } from '../../networks/network'
import { Evaluator } from '../evaluation/evaluator'
import { feedsOf, release, type Feeds } from '../runtime/session'
import { toDevice } from '../runtime/transfer'
import type { Preparation, Task } from '../training/run/preparation'

export class MeasuredEvaluator {
  readonly #evaluator: Evaluator
  readonly #state: Feeds
  /** Images of a batch. */
  readonly images: number
  readonly #mostBatches: number

  private constructor(evaluator: Evaluator, state: Feeds, images: number, mostBatches: number) {
    this.#evaluator = evaluator
    this.#state = state
    this.images = images
    this.#mostBatches = mostBatches
  }

  /** Compiles the program of batches as large as the spec's, as far as there are test images. @throws LabError as a run of the spec would */
  static async open({ spec, device }: Task, { test, networkFor }: Preparation, options: { readonly profilePrefix?: string } = {}): Promise<MeasuredEvaluator> {
    const images = Math.min(spec.batchSize, test.count)
    const network = networkFor(images)
    const state = await toDevice(feedsOf(initialState(network, spec.network.initializer, spec.seed), stateOf(network)), device)
    return new MeasuredEvaluator(await Evaluator.open(network, test, device, state, options), state, images, Math.floor(test.count / images))
  }

  /** Runs some batches, one after another. @returns how many they were, at least one, and the mean time of one in seconds */
  async batches(count: number): Promise<{ readonly count: number; readonly seconds: number }> {
    const possible = Math.min(count, this.#mostBatches)
    const start = performance.now()
    await this.#evaluator.evaluate(undefined, possible * this.images)
    return { count: possible, seconds: (performance.now() - start) / 1000 / possible }
  }

  async close(): Promise<void> {
    await this.#evaluator.close()
    await release(Object.values(this.#state))
  }
}

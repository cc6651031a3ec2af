// Use cases about the queue of runs: its order, its choices, and when it is expected to end.
import type { AreaCalls } from '@contract/api/lab-api'
import type { QueueChoices, QueueForecast, QueueState } from '@contract/runs/run-queue'
import type { QueueForecaster } from './queue-forecast'
import type { QueueKeeper } from './queue-keeper'
import type { RunQueue } from './run-queue'

export interface QueueDeps {
  readonly queue: RunQueue
  readonly keeper: QueueKeeper
  readonly forecaster: QueueForecaster
  /** Goes on with ended runs, before all that wait. */
  readonly goOn: (ids: readonly string[]) => Promise<void>
}

export class QueueUseCases implements AreaCalls<'queue'> {
  readonly #deps: QueueDeps

  constructor(deps: QueueDeps) {
    this.#deps = deps
  }

  queue(): Promise<QueueState> {
    return Promise.resolve(this.#deps.keeper.state)
  }

  /** When each run of this process is expected to end, and what side by side would cost, as known without any new measurement. */
  queueForecast(): Promise<QueueForecast> {
    const { queue, keeper, forecaster } = this.#deps
    return forecaster.of(queue, keeper.state)
  }

  /** @param ids waiting runs in the order of their turns; those that are not named follow */
  async reorderQueue(ids: readonly string[]): Promise<QueueState> {
    this.#deps.queue.reorder(ids)
    await this.#deps.keeper.written()
    return this.#deps.keeper.state
  }

  /** @throws LabError `store/...` */
  async chooseQueue(choices: QueueChoices): Promise<QueueState> {
    await this.#deps.keeper.choose(choices)
    return this.#deps.keeper.state
  }

  /** @throws LabError `run/...` where a run cannot go on; the others do */
  async goOnWithCutShort(): Promise<QueueState> {
    const { keeper, goOn } = this.#deps
    await goOn(keeper.state.cutShort)
    return keeper.state
  }

  acknowledgeQueue(): Promise<QueueState> {
    this.#deps.keeper.acknowledge()
    return Promise.resolve(this.#deps.keeper.state)
  }
}

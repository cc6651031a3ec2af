// Predicts what the queue costs: when its runs end, and whether several have room in memory side by side.
import { sum } from '@common/statistics/sum'
import { mostAtOnce, type QueueForecast, type QueueState, type SideBySide } from '@contract/runs/run-queue'
import type { RunRecord } from '@contract/runs/run-record'
import { availableParallelism } from 'node:os'
import type { Estimator, ExpectedCost } from '../../estimates/estimator'
import { speedSideBySide } from '../../estimates/prediction'
import type { RunSupervisor } from '../supervisor/run-supervisor'
import { expectedEnds, lastEnd } from './expected-ends'
import type { RunQueue } from './run-queue'

/** Share of the free memory that runs may be predicted to take: predictions are not exact, and the system needs some. */
const usableShare = 0.9

export interface ForecasterDeps {
  readonly estimator: Pick<Estimator, 'expectedCosts'>
  /** Main memory that is free, in bytes; default: as the system says. */
  readonly freeMemory?: () => number
}

/** Threads of each of several runs that train side by side on the CPU. */
export function threadsEach(atOnce: number): number {
  return Math.max(1, Math.floor(availableParallelism() / atOnce))
}

export class QueueForecaster {
  readonly #estimator: ForecasterDeps['estimator']
  readonly #freeMemory: () => number
  /** What runs are expected to cost, by id: a run's settings stay as they are while it waits. */
  readonly #costs = new Map<string, ExpectedCost | null>()

  constructor({ estimator, freeMemory = () => process.availableMemory() }: ForecasterDeps) {
    this.#estimator = estimator
    this.#freeMemory = freeMemory
  }

  /** Forgets predictions: a run that has ended may have shown what others cost. */
  forget(): void {
    this.#costs.clear()
  }

  /** Whether a run is predicted to have room in memory beside those that train. */
  async hasRoom(run: RunRecord, beside: readonly RunSupervisor[]): Promise<boolean> {
    const others = beside.map(({ record }) => record)
    const free = this.#freeFor(others)
    return isWithin(await this.#costsOf([...others, run]), free)
  }

  async of(queue: RunQueue, { atOnce, isHeld }: QueueState): Promise<QueueForecast> {
    const going = queue.going.map(({ record }) => record)
    const runs = [...going, ...queue.waiting]
    const free = this.#freeFor(going)
    const costs = await this.#costsOf(runs)
    const left = runs.map((run, index) => queue.supervisorOf(run.id)?.secondsLeft ?? secondsLeftOf(run, costs[index] ?? null))
    const sideBySide = predictions(costs, free)
    const speed = sideBySide.find((prediction) => prediction.atOnce === atOnce)?.speed ?? 1
    const ends = expectedEnds({ going: left.slice(0, going.length), waiting: left.slice(going.length), atOnce, isHeld, speed })
    return { ends: runs.map(({ id }, index) => ({ id, seconds: ends[index] ?? null })), seconds: lastEnd(ends), sideBySide }
  }

  /** Memory that these runs and others could have together. */
  #freeFor(going: readonly RunRecord[]): number {
    return this.#freeMemory() + going.reduce((sum, { peakRssBytes }) => sum + (peakRssBytes ?? 0), 0)
  }

  async #costsOf(runs: readonly RunRecord[]): Promise<readonly (ExpectedCost | null)[]> {
    const unknown = runs.filter(({ id }) => !this.#costs.has(id))
    const costs = await this.#estimator.expectedCosts(unknown.map(({ spec }) => spec))
    for (const [index, { id }] of unknown.entries()) this.#costs.set(id, costs[index] ?? null)
    return runs.map(({ id }) => this.#costs.get(id) ?? null)
  }
}

/** What is left of a run that does not train at the moment, with what it takes beside training. */
function secondsLeftOf({ step, stepsPerEpoch, spec }: RunRecord, cost: ExpectedCost | null): number | null {
  if (!cost) return null
  const done = stepsPerEpoch === null ? 0 : step / (stepsPerEpoch * spec.epochs)
  return cost.seconds * Math.max(0, 1 - done) + cost.overheadSeconds
}

/** Whether runs fit together, on the main memory and on the GPUs that they train on; not where the memory of one is not known. */
function isWithin(costs: readonly (ExpectedCost | null)[], freeBytes: number): boolean {
  const known = costs.filter((cost) => cost !== null)
  if (known.length < costs.length) return false
  const fitsOnGpus = known.every(({ device }) => {
    if (device.name === 'cpu' || device.memoryBytes === null) return true
    return sum(known.flatMap((cost) => (cost.device.name === device.name ? [cost.deviceBytes ?? 0] : []))) <= usableShare * device.memoryBytes
  })
  return fitsOnGpus && sum(known.map(({ peakRssBytes }) => peakRssBytes)) <= usableShare * freeBytes
}

/** Predictions for the first runs of the queue; where there are fewer than would train at once, further ones like the last. */
function predictions(costs: readonly (ExpectedCost | null)[], freeBytes: number): readonly SideBySide[] {
  const known = costs.filter((cost) => cost !== null)
  const last = known.at(-1)
  if (!last) return []
  const most = Math.min(mostAtOnce, availableParallelism())
  return Array.from({ length: Math.max(0, most - 1) }, (_, index): SideBySide => {
    const atOnce = index + 2
    const together = Array.from({ length: atOnce }, (_, place) => known[place] ?? last)
    const speeds = together.map(({ device, size }) => speedSideBySide(size, { device: device.name, threads: device.threads ?? 1 }, together.filter((other) => other.device.name === device.name).length))
    return {
      atOnce,
      threads: threadsEach(atOnce),
      memoryBytes: together.reduce((sum, { peakRssBytes }) => sum + peakRssBytes, 0),
      freeBytes,
      speed: Math.min(...speeds),
      fits: isWithin(together, freeBytes),
    }
  })
}

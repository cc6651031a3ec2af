// Benchmarks a network's training steps: the engine against its peers, in turns, and where the engine's time goes.
import { roofOfMeasured } from '@common/roofline/measured-roof'
import { timeOfStep } from '@common/roofline/step-time'
import { phrase } from '@language/phrase'
import type { BenchmarkResult, RoofPrediction, StepMeasurement } from '@contract/benchmark/benchmark'
import type { DeviceRoof } from '@contract/devices/device-roof'
import type { DeviceName } from '@contract/devices/devices'
import { networkInfo } from '@contract/models/networks'
import type { PlanMeasurement } from '@contract/training/plan'
import type { RunSpec } from '@contract/training/run-spec'
import type { EngineLauncher } from '../engine-process/channel'
import { askEngine } from '../engine-process/single-question'
import type { BenchmarkSubject } from './benchmark-subject'
import type { Contender } from './contender'
import { byPlan, differsFromBuiltIn } from './planned-subject'

export interface BenchmarkOptions {
  /** Measurements of each contender, at least one; the median counts. */
  readonly rounds: number
  /** The peers that can train this network on a device; the engine is compared with the fastest of them. */
  readonly peers: (device: DeviceName) => readonly Contender[]
  /** Called after every measurement. */
  readonly tell: (news: BenchmarkNews) => void
  /** Whether to find out, too, where the time of a step goes and what the device's roof predicts of it. Default: yes. */
  readonly details?: boolean
  /** The plan that the engine trains by, and is compared with itself without; null, the default: the built-in ways. */
  readonly plan?: PlanMeasurement | null
}

/** One measurement of many. */
export interface BenchmarkNews {
  /** Name of the contender. */
  readonly contender: string
  /** Counted from 1. */
  readonly round: number
  readonly measurement: StepMeasurement
}

/** @throws LabError what the engine or a peer says, or its crash */
export async function benchmark(launcher: EngineLauncher, subject: BenchmarkSubject, options: BenchmarkOptions): Promise<BenchmarkResult> {
  const { rounds, peers, tell, details = true, plan = null } = options
  const planned = byPlan(subject, plan)
  const own = new Entrant({ name: 'CNN Lab', measure: () => askEngine(launcher, 'benchmark', planned) })
  const byDefault = plan && differsFromBuiltIn(plan) ? new Entrant({ name: phrase('CNN Lab by the built-in ways'), measure: () => askEngine(launcher, 'benchmark', subject) }) : null
  const others = peers(subject.device).map((peer) => new Entrant(peer))
  // In turns, so that other work of the machine affects all contenders alike.
  const roofs: DeviceRoof[] = []
  for (let round = 1; round <= rounds; round++) {
    for (const entrant of [own, ...(byDefault ? [byDefault] : []), ...others]) tell({ contender: entrant.name, round, measurement: await entrant.measure() })
    if (details) roofs.push(await askEngine(launcher, 'measureRoof', { device: subject.device }))
  }
  // In a process of its own, because the profiler slows the steps.
  const operators = details ? await askEngine(launcher, 'profile', planned) : []
  const prediction = details ? await predict(launcher, planned, roofs) : null
  const engine = own.median()
  const measured = others.map((other) => ({ name: other.name, ...other.median() })).sort(fasterFirst)
  const [peer = null] = measured
  const ratio = peer && engine.imagesPerSecond / peer.imagesPerSecond
  const { device, spec } = subject
  return { model: benchmarkedName(spec), device, batchSize: spec.batchSize, rounds, engine, plan: plan && { ...plan, byDefault: byDefault?.median() ?? null }, operators, prediction, peer, peers: measured, ratio }
}

/** The name of a spec's network in benchmarks: that of the zoo, of a list of layers, or of a file. */
export function benchmarkedName({ network }: Pick<RunSpec, 'network'>): string {
  const { slug, title } = networkInfo(network)
  return network.kind === 'file' ? title : slug
}

/** Predicts the time of a step from the roof; other work of the machine only ever lowers a measured speed, so the best of each counts. */
async function predict(launcher: EngineLauncher, subject: BenchmarkSubject, roofs: readonly DeviceRoof[]): Promise<RoofPrediction | null> {
  const operators = await askEngine(launcher, 'stepWork', subject)
  if (operators === null) return null
  const best = (pick: (roof: DeviceRoof) => number): number => Math.max(...roofs.map(pick))
  const roof: DeviceRoof = {
    flopsPerSecond: best((one) => one.flopsPerSecond),
    bytesPerSecond: best((one) => one.bytesPerSecond),
    convolutionFlopsPerSecond: best((one) => one.convolutionFlopsPerSecond),
    operatorSeconds: Math.min(...roofs.map((one) => one.operatorSeconds)),
  }
  return { roof, stepSeconds: timeOfStep(operators, roofOfMeasured(roof)) }
}

/** A contender and what was measured of it. */
class Entrant {
  readonly #contender: Contender
  readonly #measurements: StepMeasurement[] = []

  constructor(contender: Contender) {
    this.#contender = contender
  }

  get name(): string {
    return this.#contender.name
  }

  async measure(): Promise<StepMeasurement> {
    const measurement = await this.#contender.measure()
    this.#measurements.push(measurement)
    return measurement
  }

  /** The measurement of median speed; of the two in the middle, the slower one. */
  median(): StepMeasurement {
    const median = this.#measurements.toSorted(fasterFirst)[Math.floor(this.#measurements.length / 2)]
    if (!median) throw new Error(`${this.name} was not measured`)
    return median
  }
}

function fasterFirst(a: StepMeasurement, b: StepMeasurement): number {
  return b.imagesPerSecond - a.imagesPerSecond
}

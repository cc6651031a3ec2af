// Use cases about speed and memory: benchmarks of training steps, and of whole runs.
import type { BenchmarkResult } from '@contract/benchmark/benchmark'
import type { BenchmarkConditions } from '@contract/benchmark/conditions'
import type { DeviceChoice, DeviceName } from '@contract/devices/devices'
import type { RunSpec } from '@contract/training/run-spec'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import type { HomeFolders } from '../home-folders'
import { benchmark, type BenchmarkOptions, type BenchmarkSubject } from './benchmark'
import { conditionsOf } from './conditions'
import type { Contender } from './contender'
import { peakMemory, type PeakMemory } from './memory-series'
import type { Peer } from './peer'

export interface BenchmarkDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly devices: Devices
}

export class BenchmarkUseCases {
  readonly #deps: BenchmarkDeps

  constructor(deps: BenchmarkDeps) {
    this.#deps = deps
  }

  /**
   * Times a spec's training steps against those of peers, and finds out where their time goes.
   * @throws LabError `device/unusable`, `benchmark/...`, what the engine says
   */
  async benchmark(spec: RunSpec, options: BenchmarkOptions): Promise<BenchmarkResult> {
    return benchmark(this.#deps.launcher, await this.#subject(spec), options)
  }

  /** Peak memory of training at the spec's batch size, beside that of peers. @throws LabError as {@link benchmark} */
  async peakMemory(spec: RunSpec, peers: (device: DeviceName) => readonly Contender[]): Promise<PeakMemory> {
    const subject = await this.#subject(spec)
    return peakMemory(this.#deps.launcher, subject, peers(subject.device))
  }

  /** The conditions of a benchmark that begins now. @throws LabError `device/unusable` */
  async conditions(peers: readonly Peer[], device: DeviceChoice): Promise<BenchmarkConditions> {
    const { devices } = this.#deps
    return conditionsOf(peers, (await devices.device(await devices.withoutCalibration(device))).title)
  }

  async #subject(spec: RunSpec): Promise<BenchmarkSubject> {
    const { folders, devices } = this.#deps
    return { spec, device: await devices.withoutCalibration(spec.device), networkFolder: folders.networks }
  }
}

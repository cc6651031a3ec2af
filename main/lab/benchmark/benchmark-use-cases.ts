// Use cases about speed: benchmarks of training steps.
import type { BenchmarkResult } from '@contract/benchmark/benchmark'
import type { RunSpec } from '@contract/training/run-spec'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import type { HomeFolders } from '../home-folders'
import { benchmark, type BenchmarkOptions } from './benchmark'

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
    const { launcher, folders, devices } = this.#deps
    const device = await devices.withoutCalibration(spec.device)
    return benchmark(launcher, { spec, device, networkFolder: folders.networks }, options)
  }
}

// Use cases about speed and memory: benchmarks of training steps, and of whole runs.
import { listedWords } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { BenchmarkResult } from '@contract/benchmark/benchmark'
import type { BenchmarkConditions } from '@contract/benchmark/conditions'
import type { DeviceChoice, DeviceName } from '@contract/devices/devices'
import type { GpuCheck } from '@contract/devices/gpu-check'
import type { RunSpec } from '@contract/training/run-spec'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import { doSteps, deviceSteps, plannedSteps, type CheckOptions } from '../gpu-check/gpu-check'
import type { CheckedGpu } from '../gpu-check/planned-step'
import type { HomeFolders } from '../home-folders'
import { benchmark, type BenchmarkOptions } from './benchmark'
import type { BenchmarkSubject } from './benchmark-subject'
import { conditionsOf } from './conditions'
import type { Contender } from './contender'
import { peakMemory, type PeakMemory } from './memory-series'
import type { Peer } from './peer'
import { byPlan, planOfSubject } from './planned-subject'

export interface BenchmarkDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly devices: Devices
}

export interface GpuCheckOptions extends CheckOptions {
  /** The GPU to check; null: every one that the CPU does not play. */
  readonly device: DeviceName | null
  /** Whether sizes are to be tiny, as for a GPU in software. */
  readonly isSmall: boolean
  /** PyTorch, to compare with; null: it was not found. */
  readonly pytorch: Peer | null
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
    const { launcher, folders } = this.#deps
    const subject = await this.#subject(spec)
    return benchmark(launcher, subject, { plan: await planOfSubject(launcher, subject, folders.plans), ...options })
  }

  /** Peak memory of training at the spec's batch size, beside that of peers. @throws LabError as {@link benchmark} */
  async peakMemory(spec: RunSpec, peers: (device: DeviceName) => readonly Contender[]): Promise<PeakMemory> {
    const { launcher, folders } = this.#deps
    const subject = await this.#subject(spec)
    return peakMemory(launcher, byPlan(subject, await planOfSubject(launcher, subject, folders.plans)), peers(subject.device))
  }

  /**
   * Checks the GPUs of this machine: that they compute what the CPU computes, how fast, and how they end where memory runs out. Failures are part of the answer, as are steps that the signal has ended.
   */
  async checkGpus({ device, isSmall, seconds, pytorch, tell, signal }: GpuCheckOptions): Promise<GpuCheck> {
    const { launcher, folders, devices } = this.#deps
    const list = await devices.list()
    const found = deviceSteps(list.filter(({ name }) => name !== 'cpu'))
    found.forEach(tell)
    const gpus = list.flatMap((info): CheckedGpu[] => {
      const { name, usable, isSoftware } = info
      const isWanted = device === null ? !isSoftware : name === device
      return name !== 'cpu' && usable && isWanted ? [{ info: { ...info, name }, isSmall: isSmall || isSoftware }] : []
    })
    const begin = performance.now()
    const steps = [...found]
    for (const [index, gpu] of gpus.entries()) {
      const left = seconds - (performance.now() - begin) / 1000
      steps.push(...(await doSteps(plannedSteps({ launcher, networkFolder: folders.networks, pytorch }, gpu), { seconds: left / (gpus.length - index), tell, signal })))
    }
    const titles = gpus.map(({ info }) => info.title)
    return { conditions: conditionsOf(pytorch ? [pytorch] : [], titles.length === 0 ? phrase('no GPU') : titles.length < 3 ? listedWords(titles) : titles.join(' and ')), isSmall: gpus.some((gpu) => gpu.isSmall), steps: [...steps] }
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

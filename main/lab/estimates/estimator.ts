// Estimates the cost of a run before it starts: measured on this machine where possible, else predicted from operation counts.
import { judgingImages, trainedImages, usedImages } from '@common/training/used-images'
import { median } from '@common/statistics/quantile'
import { stepsPerEpoch } from '@common/training/steps-per-epoch'
import type { DatasetInfo, DatasetId } from '@contract/data/datasets'
import type { DeviceInfo } from '@contract/devices/devices'
import type { Calibration, Estimate } from '@contract/training/estimate'
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import { stepCostOf } from '@common/words/spec-words'
import { settingPaths } from '@contract/training/settings/table'
import { changedChoices, chosenDropout, type NetworkSettings } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import { logTrouble } from '../../log/log'
import type { RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { cpuDevice } from '../devices/cpu'
import type { Devices } from '../devices/devices'
import { placeOf } from '../devices/place'
import type { EngineLauncher } from '../engine-process/channel'
import type { CalibrationKey } from '../store/calibration-store'
import type { LabStore } from '../store/lab-store'
import { Calibrator, type MeasuredCalibration } from './calibrator'
import { keepsArena, networkSize, predictCost, predictMemory, runSeconds, type Expectation, type ImageCounts, type Memory, type MemorySize, type NetworkSize } from './prediction'
import { calibrationOfRun, overheadOfRun } from './run-calibration'

/**
 * Milliseconds that a calibration may take on a GPU, for a few seconds of work. A driver may have a whole network's shaders to compile
 * first, and a slow GPU a large network to train; one that takes longer than this hangs, or is of no use for the network.
 */
const usualGpuLimit = 5 * 60_000

/** Seconds that a run takes beside training and evaluation where none was timed yet: 1.7 were measured for LeNet on two idle cores of a server (AMD EPYC). */
const usualOverhead = 2

export interface EstimatorDeps {
  readonly devices: Devices
  readonly store: Pick<LabStore, 'runs' | 'calibrations'>
  readonly launcher: EngineLauncher
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  readonly datasetInfo: (id: DatasetId) => DatasetInfo
  /** The analysis at the spec's input size and batch size; the signal ends the wait for it. */
  readonly summarize: (spec: RunSpec, signal?: AbortSignal) => Promise<NetworkAnalysis>
  /** Whether a run keeps the processor busy now, so that measuring would disturb it and be wrong. */
  readonly isBusy: () => Promise<boolean>
  /** Milliseconds that a calibration may take on a GPU; default: five minutes. */
  readonly gpuLimit?: number
}

/** What a run is expected to cost, alone on its device. */
export interface ExpectedCost extends Memory, Pick<Estimate, 'seconds' | 'overheadSeconds'> {
  readonly device: DeviceInfo
  readonly size: NetworkSize
}

/** Stands for a device where only the settings matter. */
const noDevice = cpuDevice()

interface EstimateOptions {
  readonly measure: boolean
  readonly again: boolean
  /** Ends the wait for the network's analysis. */
  readonly signal?: AbortSignal
}

export class Estimator {
  readonly #deps: EstimatorDeps
  readonly #calibrator: Calibrator
  /** The network and sizes of the last estimate that was asked for, and what ends the wait for its analysis. */
  #asked = { network: '', abort: new AbortController() }
  /** Devices that did not end a calibration in time. After a new search for devices their records are new, so that they are tried again. */
  readonly #hung = new WeakSet<DeviceInfo>()

  constructor(deps: EstimatorDeps) {
    this.#deps = deps
    this.#calibrator = new Calibrator(deps.launcher, deps.networkFolder)
  }

  /** See LabApi; `again`: measures even where a measurement is remembered. @throws LabError where the device cannot be used, or the network does not fit this machine */
  estimate(spec: RunSpec, measure: boolean, again = false): Promise<Estimate> {
    return this.#estimate(spec, { measure, again, signal: this.#newestQuestion(spec) })
  }

  /** As {@link estimate} without measuring, beside the questions of a form: neither ends the other. */
  estimateAside(spec: RunSpec): Promise<Estimate> {
    return this.#estimate(spec, { measure: false, again: false })
  }

  async #estimate(spec: RunSpec, { measure, again, signal }: EstimateOptions): Promise<Estimate> {
    const [analysis, candidates] = await Promise.all([this.#deps.summarize(spec, signal), this.#candidates(spec)])
    const size = networkSize(analysis)
    const measured = async (device: DeviceInfo) => (measure && !(await this.#deps.isBusy()) ? this.#measure(spec, device, size) : null)
    const costs = await this.#costsOn(candidates, spec, size, measured, again)
    const counts = this.#imageCounts(spec)
    const { device, cost } = fastest(costs, spec, counts)
    return {
      parameters: size.parameters,
      stepsPerEpoch: stepsPerEpoch(counts.train, spec.batchSize),
      path: analysis.mainPath,
      seconds: runSeconds(spec.epochs, spec.batchSize, counts, cost),
      overheadSeconds: await this.#overheadSeconds(device, counts, cost),
      device: device.name,
      deviceTitle: device.title,
      memoryBytes: cost.peakRssBytes,
      keepsArena: keepsArena(size, spec, device.name),
      deviceBytes: cost.deviceBytes,
      basis: costs.every(({ isMeasured }) => isMeasured) ? 'measured' : 'predicted',
    }
  }

  /** A signal for this question, aborted by the next one about another network or size: the form asks again with every change. */
  #newestQuestion({ network, preprocessing, batchSize }: RunSpec): AbortSignal {
    const asked = JSON.stringify([network, preprocessing, batchSize])
    if (asked !== this.#asked.network) {
      this.#asked.abort.abort()
      this.#asked = { network: asked, abort: new AbortController() }
    }
    return this.#asked.abort.signal
  }

  /**
   * The device for a spec. Among several it is the fastest by a short calibration of the spec's network on each, which is remembered. A
   * single one is taken without any measurement.
   * @param signal ends the search: nothing is measured from then on
   * @throws LabError `device/unusable`; where no device can train the network, why not; the signal's reason
   */
  async choose(spec: RunSpec, signal?: AbortSignal): Promise<DeviceInfo> {
    const candidates = await this.#candidates(spec)
    const [only] = candidates
    if (only && candidates.length === 1) return only
    const size = networkSize(await this.#deps.summarize(spec))
    const costs = await this.#costsOn(candidates, spec, size, (device) => {
      signal?.throwIfAborted()
      return this.#measure(spec, device, size)
    })
    return fastest(costs, spec, this.#imageCounts(spec)).device
  }

  /**
   * What runs are expected to cost on the device that they will choose, as known without any new measurement: answers in the order of the specs.
   * Null where a network cannot be built or no device can train it: its run will tell.
   */
  async expectedCosts(specs: readonly RunSpec[]): Promise<readonly (ExpectedCost | null)[]> {
    // Specs that differ in nothing that costs time or memory, as most points of a sweep, share the look into the store.
    const found = new Map<string, Promise<CostOnDevice & { readonly size: NetworkSize } | null>>()
    return Promise.all(
      specs.map(async (spec) => {
        const key = JSON.stringify([spec.device, spec.dataset, spec.epochs, calibrationKey(spec, noDevice)])
        const looked = found.get(key) ?? this.#expected(spec)
        found.set(key, looked)
        const expected = await looked
        if (!expected) return null
        const { cost, device, size } = expected
        const counts = this.#imageCounts(spec)
        const [seconds, overheadSeconds] = [runSeconds(spec.epochs, spec.batchSize, counts, cost), await this.#overheadSeconds(device, counts, cost)]
        return { device, size, seconds, overheadSeconds, peakRssBytes: cost.peakRssBytes, deviceBytes: cost.deviceBytes }
      }),
    )
  }

  async #expected(spec: RunSpec): Promise<(CostOnDevice & { readonly size: NetworkSize }) | null> {
    try {
      const candidates = await this.#candidates(spec)
      const size = networkSize(await this.#deps.summarize(spec))
      const costs = await this.#costsOn(candidates, spec, size, () => Promise.resolve(null))
      return { ...fastest(costs, spec, this.#imageCounts(spec)), size }
    } catch (error) {
      logTrouble('estimates', 'cost of a run not predicted', error)
      return null
    }
  }

  /** What a run will cost on a device: as remembered from a measurement or an earlier run; else its memory as in `estimate`, and no speed, whose prediction would take an analysis of the network. */
  async expectation(spec: RunSpec, device: DeviceInfo, network: MemorySize): Promise<Expectation> {
    return (await this.#deps.store.calibrations.find(calibrationKey(spec, device))) ?? { ...predictMemory(network, spec, device.name), stepSeconds: null }
  }

  /**
   * Remembers the cost of a network, and the overhead, as a finished run has shown them; one with other threads than the device's own shows another cost.
   * @param besideSeconds what the run took beside training and evaluation; null where that is not known
   */
  async learnFrom(run: RunRecord, device: DeviceInfo, besideSeconds: number | null): Promise<void> {
    if (device.name === 'cpu' && run.threads !== device.threads) return
    const { store } = this.#deps
    const counts = this.#imageCounts(run.spec)
    const calibration = calibrationOfRun(run, await store.runs.medianStepSeconds(run.id), counts)
    if (calibration) await store.calibrations.save(calibrationKey(run.spec, device), calibration, null)
    const overhead = overheadOfRun(run, besideSeconds, counts)
    if (overhead !== null) await store.calibrations.addOverhead(placeOf(device), overhead)
  }

  /** The median overhead of the last runs on a device, and one more pass over the test images, whose answers a run stores at its end. */
  async #overheadSeconds(device: DeviceInfo, counts: ImageCounts, cost: Calibration): Promise<number> {
    const known = await this.#deps.store.calibrations.overheadsAt(placeOf(device))
    return (median(known) ?? usualOverhead) + counts.test * cost.testImageSeconds
  }

  /** Ends measurements: a run is about to start, or the lab is being closed. */
  makeWay(): void {
    this.#calibrator.interrupt()
  }

  /** The devices that a spec allows. A device that hung is left out where there is another, so that not every run waits for it. */
  async #candidates(spec: RunSpec): Promise<readonly DeviceInfo[]> {
    const candidates = await this.#deps.devices.candidates(spec.device)
    const answering = candidates.filter((device) => !this.#hung.has(device))
    return answering.length > 0 ? answering : candidates
  }

  /** The cost of a step on each device: remembered, else measured by `measure`, else predicted. Devices that cannot train the network are left out. */
  async #costsOn(
    candidates: readonly DeviceInfo[],
    spec: RunSpec,
    size: NetworkSize,
    measure: (device: DeviceInfo) => Promise<MeasuredCalibration | null>,
    again = false,
  ): Promise<readonly CostOnDevice[]> {
    const { calibrations } = this.#deps.store
    const costs: CostOnDevice[] = []
    let trouble: unknown = null
    let madeWay = false
    for (const device of candidates) {
      const key = calibrationKey(spec, device)
      try {
        const known = await calibrations.find(key)
        // Once something more urgent took precedence on one device, the other devices are not measured either.
        const fresh: MeasuredCalibration | null = (known && !again) || madeWay ? null : await measure(device)
        const measured = fresh?.isDisturbed ? (known ?? fresh) : (fresh ?? known)
        madeWay ||= fresh === null && (again || !known)
        costs.push({ device, cost: measured ?? predictCost(size, spec, key, await calibrations.listAt(key)), isMeasured: measured !== null })
      } catch (error) {
        trouble = error
      }
    }
    if (costs.length === 0) throw trouble
    return costs
  }

  /** Takes a few steps on a device and remembers what they cost, unless other programs disturbed them: then the next question measures again. Null where something more urgent took precedence. */
  async #measure(spec: RunSpec, device: DeviceInfo, size: NetworkSize): Promise<MeasuredCalibration | null> {
    const key = calibrationKey(spec, device)
    // No limit on the CPU, or for a GPU in software on it: they are slow at worst, and the CPU is the last resort.
    const limit = device.name === 'cpu' || device.isSoftware ? null : (this.#deps.gpuLimit ?? usualGpuLimit)
    const calibration = await this.#calibrator.measure(JSON.stringify(key), spec, device.name, limit).catch((error: unknown) => {
      if (error instanceof LabError && error.code === 'device/hung') this.#hung.add(device)
      throw error
    })
    if (calibration && !calibration.isDisturbed) await this.#deps.store.calibrations.save(key, calibration, size)
    return calibration
  }

  #imageCounts(spec: RunSpec): ImageCounts {
    const info = this.#deps.datasetInfo(spec.dataset.id)
    return { train: trainedImages(spec.dataset, info), judging: judgingImages(spec.dataset, info), test: usedImages(spec.dataset.limitTest, info.testImages) }
  }
}

interface CostOnDevice {
  readonly device: DeviceInfo
  readonly cost: Calibration
  readonly isMeasured: boolean
}

/** The device on which a whole run ends first. */
function fastest(costs: readonly CostOnDevice[], spec: RunSpec, counts: ImageCounts): CostOnDevice {
  const seconds = ({ cost }: CostOnDevice) => runSeconds(spec.epochs, spec.batchSize, counts, cost)
  return costs.reduce((best, other) => (seconds(best) <= seconds(other) ? best : other))
}

/** A text that differs between any two networks. */
function identityOf(network: NetworkSettings): string {
  switch (network.kind) {
    case 'zoo':
      return network.model
    case 'layers':
      return JSON.stringify(network.listing)
    case 'file':
      return `${network.file.sha256} ${network.file.output ?? ''}`
  }
}

/** Everything that the cost of a spec's step depends on, by names that are the same in every language. */
function calibrationKey(spec: RunSpec, device: DeviceInfo): CalibrationKey {
  const { height, width } = spec.preprocessing
  return {
    network: [identityOf(spec.network), ...changedChoices(spec.network), ...costlySteps(spec), ...(height === width ? [] : [`${height}x${width}`])].join(' '),
    size: height,
    batchSize: spec.batchSize,
    dropout: (chosenDropout(spec.network) ?? 0) > 0,
    ...placeOf(device),
  }
}

/** Names of the settings that change time or memory of a step, compared with plain SGD on whole batches. */
function costlySteps(spec: RunSpec): string[] {
  return [...new Set(settingPaths.map((path) => stepCostOf(path, spec)))].filter((words) => words !== '')
}

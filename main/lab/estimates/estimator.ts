// Says what a run will cost before it starts: measured on this machine where that was done, else predicted from operation counts.
import type { DatasetInfo, DatasetName } from '@contract/datasets'
import type { Estimate } from '@contract/estimate'
import type { LayerTable } from '@contract/layer-table'
import { changedLayers, type NetworkSettings } from '@contract/networks'
import type { RunRecord } from '@contract/run-record'
import type { RunSpec } from '@contract/run-spec'
import { machineName, resolveDevice } from '../devices'
import type { EngineLauncher } from '../engine-process/channel'
import type { CalibrationKey } from '../store/calibration-store'
import type { Store } from '../store/store'
import { Calibrator } from './calibrator'
import { LayerTables, type InputShape } from './layer-tables'
import { predictCost, runSeconds, shapesAlong, stepsPerEpoch, type ImageCounts } from './prediction'
import { calibrationOfRun } from './run-calibration'

export interface EstimatorSurroundings {
  readonly store: Store
  readonly launcher: EngineLauncher
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  readonly datasetInfo: (name: DatasetName) => DatasetInfo
  /** Whether a run keeps the processor busy now, so that measuring would disturb it and be wrong. */
  readonly isBusy: () => boolean
}

export class Estimator {
  readonly #surroundings: EstimatorSurroundings
  readonly #tables: LayerTables
  readonly #calibrator: Calibrator

  constructor(surroundings: EstimatorSurroundings) {
    this.#surroundings = surroundings
    this.#tables = new LayerTables(surroundings.launcher, surroundings.networkFolder)
    this.#calibrator = new Calibrator(surroundings.launcher, surroundings.networkFolder)
  }

  /** The layer table of a network. @throws LabError what the engine says */
  layerTable(network: NetworkSettings, input: InputShape, batchSize: number): Promise<LayerTable> {
    return this.#tables.table(network, input, batchSize)
  }

  /** The layer table of an ONNX file. @throws LabError what the engine says */
  layerTableOfFile(path: string, input: InputShape | null, batchSize: number): Promise<LayerTable> {
    return this.#tables.tableOfFile(path, input, batchSize)
  }

  /** The layer table at the spec's input size and batch size. @throws LabError what the engine says */
  summarize(spec: RunSpec): Promise<LayerTable> {
    const { channels } = this.#surroundings.datasetInfo(spec.dataset.name)
    return this.layerTable(spec.network, [channels, spec.preprocessing.size, spec.preprocessing.size], spec.batchSize)
  }

  /** See LabApi. @throws LabError where the device cannot be used, or the network does not fit this machine */
  async estimate(spec: RunSpec, measure: boolean): Promise<Estimate> {
    const key = calibrationKey(spec)
    const table = await this.summarize(spec)
    const counts = this.#imageCounts(spec)
    const { calibrations } = this.#surroundings.store
    const measured = calibrations.find(key) ?? (measure ? await this.#measure(key, spec, table) : null)
    const cost = measured ?? predictCost(table, spec, key.threads, calibrations.listAt(key))
    return {
      parameters: table.parameters,
      stepsPerEpoch: stepsPerEpoch(counts, spec.batchSize),
      shapes: shapesAlong(table),
      seconds: runSeconds(spec.epochs, spec.batchSize, counts, cost),
      memoryBytes: cost.peakRssBytes,
      basis: measured ? 'measured' : 'predicted',
    }
  }

  /** Remembers what a finished run says about the cost of its network. */
  learnFrom(run: RunRecord): void {
    const { store } = this.#surroundings
    const calibration = calibrationOfRun(run, store.runs.medianStepSeconds(run.id), this.#imageCounts(run.spec))
    if (calibration) store.calibrations.save(calibrationKey(run.spec), calibration, null)
  }

  /** Lets go of the processor, because a run is about to start. */
  makeWay(): void {
    this.#calibrator.interrupt()
  }

  close(): void {
    this.#calibrator.interrupt()
    this.#tables.close()
  }

  async #measure(key: CalibrationKey, spec: RunSpec, table: LayerTable) {
    if (this.#surroundings.isBusy()) return null
    const calibration = await this.#calibrator.measure(JSON.stringify(key), spec)
    if (calibration) this.#surroundings.store.calibrations.save(key, calibration, table)
    return calibration
  }

  #imageCounts(spec: RunSpec): ImageCounts {
    const { trainImages, testImages } = this.#surroundings.datasetInfo(spec.dataset.name)
    const { limitTrain, limitTest } = spec.dataset
    return { train: Math.min(limitTrain ?? trainImages, trainImages), test: Math.min(limitTest ?? testImages, testImages) }
  }
}

/** Everything that the cost of a spec's step depends on. @throws LabError `device/unusable` */
function calibrationKey(spec: RunSpec): CalibrationKey {
  const { name, threads } = resolveDevice(spec.device)
  return {
    network: [spec.network.file?.sha256 ?? spec.network.model, ...changedLayers(spec.network), ...costlySteps(spec)].join(' '),
    size: spec.preprocessing.size,
    batchSize: spec.batchSize,
    dropout: spec.network.dropout > 0,
    device: name,
    threads: threads ?? 1,
    machine: machineName(),
  }
}

/** What of a spec's steps costs time or memory beside plain descent on whole batches; what is fed to each step costs nothing. */
function costlySteps({ optimizer, microBatchSize }: RunSpec): string[] {
  return [
    ...(optimizer.name === 'sgd' ? [] : [optimizer.name]),
    ...(optimizer.clipNorm === null ? [] : ['clipped']),
    ...(microBatchSize === null ? [] : [`${microBatchSize} at once`]),
  ]
}

// Use cases about networks: layer tables, import, export, gradients.
import type { AreaCalls } from '@contract/api/lab-api'
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import type { DeviceChoice } from '@contract/devices/devices'
import type { ImportedNetwork } from '@contract/models/imported-network'
import type { LayerTable } from '@contract/models/layer-table'
import type { NetworkSettings } from '@contract/models/networks'
import { LabError } from '@contract/problem'
import type { RunRecord } from '@contract/runs/run-record'
import type { GradientSummary } from '@contract/training/gradients'
import type { RunSpec } from '@contract/training/run-spec'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import { askEngine } from '../engine-process/single-question'
import type { HomeFolders } from '../home-folders'
import type { LabStore } from '../store/lab-store'
import { LayerTables, type InputShape } from './layer-tables'

export interface ModelDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly devices: Devices
  readonly checkpoints: LabStore['checkpoints']
  readonly datasetInfo: (id: DatasetId) => DatasetInfo
  /** A run as it stands. @throws LabError `run/unknown` */
  readonly run: (id: string) => Promise<RunRecord>
}

export class ModelUseCases implements AreaCalls<'models'> {
  readonly #deps: ModelDeps
  readonly #tables: LayerTables

  constructor(deps: ModelDeps) {
    this.#deps = deps
    this.#tables = new LayerTables(deps.launcher, deps.folders.networks)
  }

  /** The layer table at the spec's input size and batch size; the signal ends the wait for it. @throws LabError why the network cannot be built */
  summarize(spec: RunSpec, signal?: AbortSignal): Promise<LayerTable> {
    const { channels, classes } = this.#deps.datasetInfo(spec.dataset.id)
    return this.layerTable(spec.network, [channels, spec.preprocessing.height, spec.preprocessing.width], classes.length, spec.batchSize, signal)
  }

  /**
   * The layer table of a network at any input shape (channels, height, width).
   * @param classes null: as many as a list of layers gives by itself
   * @throws LabError why the network cannot be built
   */
  layerTable(network: NetworkSettings, input: InputShape, classes: number | null, batchSize: number, signal?: AbortSignal): Promise<LayerTable> {
    return this.#tables.table(network, input, classes, batchSize, signal)
  }

  /** The layer table of an ONNX file; input null: as the file says. @throws LabError `onnx/...` */
  layerTableOfFile(path: string, input: InputShape | null, batchSize: number): Promise<LayerTable> {
    return this.#tables.tableOfFile(path, input, batchSize)
  }

  /**
   * Writes a run's network, with the parameters of its last checkpoint, as an ONNX file; answers with its size in bytes.
   * @throws LabError `run/unknown`, `run/no-checkpoint`, `checkpoint/damaged`, `export/unwritable`
   */
  async exportRun(id: string, path: string): Promise<number> {
    const { launcher, folders } = this.#deps
    const { spec, checkpoint } = await this.#deps.run(id)
    if (!checkpoint) throw new LabError('run/no-checkpoint', `Run ${id} has no checkpoint yet.`, 'Let it train for an epoch, or pause it.')
    return askEngine(launcher, 'exportNetwork', { spec, trained: { folder: folders.run(id), checkpoint }, networkFolder: folders.networks, path })
  }

  /**
   * Writes a run's network as it was at the end of an epoch; answers with the file's size in bytes. Only the checkpoints of the last epochs
   * and of the one with the lowest test loss are kept.
   * @throws LabError `run/unknown`, `run/epoch-not-kept`, `checkpoint/damaged`, `export/unwritable`
   */
  async exportEpoch(id: string, epoch: number, path: string): Promise<number> {
    const { launcher, folders } = this.#deps
    const { spec, stepsPerEpoch } = await this.#deps.run(id)
    const checkpoint = stepsPerEpoch === null ? null : await this.#deps.checkpoints.ofEpoch(folders.run(id), epoch, stepsPerEpoch)
    if (!checkpoint) {
      throw new LabError('run/epoch-not-kept', `The checkpoint of epoch ${epoch} of run ${id} is not kept.`, 'Kept are those of the last epochs and of the best one, by its test loss.')
    }
    return askEngine(launcher, 'exportNetwork', { spec, trained: { folder: folders.run(id), checkpoint }, networkFolder: folders.networks, path })
  }

  /** Writes a spec's network with its initial parameters as an ONNX file; answers with its size in bytes. @throws LabError `export/unwritable` */
  exportSpec(spec: RunSpec, path: string): Promise<number> {
    const { launcher, folders } = this.#deps
    return askEngine(launcher, 'exportNetwork', { spec, trained: null, networkFolder: folders.networks, path })
  }

  /**
   * Takes an ONNX file into the lab, which keeps a copy: runs of it go on when the file itself has gone.
   * @param path absolute
   * @throws LabError `onnx/...`
   */
  importNetwork(path: string): Promise<ImportedNetwork> {
    const { launcher, folders } = this.#deps
    return askEngine(launcher, 'importNetwork', { path, networkFolder: folders.networks })
  }

  /**
   * Writes the gradients of an ONNX file's network on one batch. Paths are absolute.
   * @throws LabError `device/unusable`, `onnx/...`, `gradients/...`
   */
  async gradients(files: { readonly model: string; readonly batch: string; readonly out: string }, device: DeviceChoice): Promise<GradientSummary> {
    const { launcher, devices } = this.#deps
    return askEngine(launcher, 'differentiate', { device: await devices.withoutCalibration(device), ...files })
  }

  close(): void {
    this.#tables.close()
  }
}

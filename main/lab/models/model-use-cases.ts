// Use cases about networks: analyses, export, gradients.
import { splitWords } from '@common/words/split-words'
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { CodeOptions } from '@contract/api/models-api'
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import type { DeviceChoice } from '@contract/devices/devices'
import { plainAnalysis, type AnalysisSettings, type ListingAnalysis, type ListingQuestion, type NetworkAnalysis, type NetworkQuestion } from '@contract/models/network-analysis'
import { LabError } from '@contract/problem'
import { heldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import type { GradientSummary } from '@contract/training/gradients'
import type { RunSpec } from '@contract/training/run-spec'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import type { QuestionArgs } from '@contract/engine/questions'
import { askEngine } from '../engine-process/single-question'
import type { HomeFolders } from '../home-folders'
import type { LabStore } from '../store/lab-store'
import { NetworkAnalyses, type InputShape } from './network-analyses'

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
  readonly #analyses: NetworkAnalyses

  constructor(deps: ModelDeps) {
    this.#deps = deps
    this.#analyses = new NetworkAnalyses(deps.launcher, deps.folders.networks)
  }

  /**
   * The analysis at the spec's input size and batch size, in float32 and with plain descent, as estimates compare networks; the signal ends the
   * wait for it.
   * @throws LabError why the network cannot be built
   */
  summarize({ network, dataset, preprocessing: { height, width }, batchSize }: RunSpec, signal?: AbortSignal): Promise<NetworkAnalysis> {
    const { channels, classes } = this.#deps.datasetInfo(dataset.id)
    return this.#analyses.of({ network, input: [channels, height, width], classes: classes.length, batchSize, settings: plainAnalysis }, signal)
  }

  /** @throws LabError why the network cannot be built */
  analyzeNetwork(question: NetworkQuestion): Promise<NetworkAnalysis> {
    return this.#analyses.of(question)
  }

  /** Never rejects: what is wrong with the list is part of the answer. */
  async analyzeListing(question: ListingQuestion): Promise<ListingAnalysis> {
    const { analyzeListing } = await import('./listed-analyses')
    return analyzeListing(question)
  }

  /** The analysis of an ONNX file; input null: as the file says. @throws LabError `onnx/...` */
  analyzeFile(path: string, input: InputShape | null, batchSize: number, settings?: AnalysisSettings): Promise<NetworkAnalysis> {
    return this.#analyses.ofFile(path, input, batchSize, settings)
  }

  /** The network of a spec, or the whole run, as a Python program. @throws LabError `code/...`, `network/...`, `dataset/unknown` */
  async code(spec: RunSpec, options: CodeOptions): Promise<string> {
    const { codeOf } = await import('./program-code')
    return codeOf(spec, options, this.#deps.datasetInfo(spec.dataset.id))
  }

  /** A run's network, or all of it, as a Python program. @throws LabError `run/unknown`, `code/...` */
  async codeOfRun(id: string, options: Omit<CodeOptions, 'run'>): Promise<string> {
    const { spec } = await this.#deps.run(id)
    return this.code(spec, { ...options, run: id })
  }

  /**
   * Writes a run's network, with the parameters of its last checkpoint, as an ONNX file (or, where the path ends in `.safetensors`, their PyTorch `state_dict`); answers with its size in bytes.
   * @throws LabError `run/unknown`, `run/no-checkpoint`, `checkpoint/damaged`, `export/unwritable`
   */
  async exportRun(id: string, path: string): Promise<number> {
    const { launcher, folders } = this.#deps
    const { spec, checkpoint } = await this.#deps.run(id)
    if (!checkpoint) throw new LabError('run/no-checkpoint', phrase('Run {id} has no checkpoint yet.', { id }), phrase('Let it train for an epoch, or pause it.'))
    return askEngine(launcher, 'exportNetwork', { spec, trained: { folder: folders.run(id), checkpoint }, networkFolder: folders.networks, path })
  }

  /**
   * Writes a run's network as it was at the end of an epoch; answers with the file's size in bytes. Only the checkpoints of the last epochs
   * and of the best one are kept.
   * @throws LabError `run/unknown`, `run/epoch-not-kept`, `checkpoint/damaged`, `export/unwritable`
   */
  async exportEpoch(id: string, epoch: number, path: string): Promise<number> {
    const { launcher, folders } = this.#deps
    const { spec, stepsPerEpoch } = await this.#deps.run(id)
    const checkpoint = stepsPerEpoch === null ? null : await this.#deps.checkpoints.ofEpoch(folders.run(id), epoch, stepsPerEpoch)
    if (!checkpoint) {
      throw new LabError('run/epoch-not-kept', phrase('The checkpoint of epoch {epoch} of run {id} is not kept.', { epoch, id }), phrase('Kept are those of the last epochs and of the best one, by its {split} loss.', { split: splitWords[heldOutSplit(spec)] }))
    }
    return askEngine(launcher, 'exportNetwork', { spec, trained: { folder: folders.run(id), checkpoint }, networkFolder: folders.networks, path })
  }

  /** Writes a spec's network with its initial parameters as an ONNX file; answers with its size in bytes. @throws LabError `export/unwritable` */
  exportSpec(spec: RunSpec, path: string): Promise<number> {
    const { launcher, folders } = this.#deps
    return askEngine(launcher, 'exportNetwork', { spec, trained: null, networkFolder: folders.networks, path })
  }

  /**
   * Writes the gradients of an ONNX file's network on one batch. Paths are absolute.
   * @throws LabError `device/unusable`, `onnx/...`, `gradients/...`
   */
  async gradients(files: Omit<QuestionArgs<'differentiate'>, 'device'>, device: DeviceChoice): Promise<GradientSummary> {
    const { launcher, devices } = this.#deps
    return askEngine(launcher, 'differentiate', { device: await devices.withoutCalibration(device), ...files })
  }

  close(): void {
    this.#analyses.close()
  }
}

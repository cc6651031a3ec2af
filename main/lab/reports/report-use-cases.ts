// Use cases about reports: of one run in the run's own folder, and of several runs in a file that the user names.
import { join } from 'node:path'
import type { RunDetail } from '@contract/api/runs-api'
import type { RunExportFormat } from '@contract/api/window-api'
import { LabError } from '@contract/problem'
import { parametersFile } from '@contract/runs/checkpoints'
import type { RunRecord } from '@contract/runs/run-record'
import { writeFileWhole } from '../../files/durable-file'
import { fileTrouble } from '../../files/file-trouble'
import { makeFolder } from '../../files/make-folder'
import { logTrouble } from '../../log/log'
import type { StepKernels } from '../../tensorboard/run-events'
import type { HomeFolders } from '../home-folders'
import type { LabStore } from '../store/lab-store'
import { writeReport, writeRunReport, type ReportFormat } from './report'

export interface ReportDeps {
  readonly folders: HomeFolders
  readonly store: Pick<LabStore, 'runs' | 'checkpoints'>
  /** A run with the points of its curves. @throws LabError `run/unknown`, `store/damaged` */
  readonly run: (id: string) => Promise<RunDetail>
}

export class ReportUseCases {
  readonly #deps: ReportDeps

  constructor(deps: ReportDeps) {
    this.#deps = deps
  }

  /** Writes the report of a run into its own folder; answers with the file's path. @throws LabError as `writeReport` */
  async ofRun(id: string): Promise<string> {
    return writeRunReport(this.#deps.folders.run(id), await this.#deps.run(id))
  }

  /** Writes a report of one or more runs. @throws LabError `run/unknown`, `store/damaged`, and where the file cannot be written */
  async write(ids: readonly string[], format: ReportFormat, path: string): Promise<void> {
    const details: RunDetail[] = []
    for (const id of ids) details.push(await this.#deps.run(id))
    await writeReport(details, format, path)
  }

  /**
   * Writes runs for other programs: each once, with its settings and results. An existing file is replaced; of a TensorBoard folder, the files of
   * these runs.
   * @param path absolute; of `tensorboard` a folder, which is made where it is missing
   * @throws LabError `run/unknown`, `store/damaged`, `export/unwritable`
   */
  async export(ids: readonly string[], format: RunExportFormat, path: string): Promise<void> {
    const runs = [...new Set(ids)]
    try {
      switch (format) {
        case 'json':
          await this.write(runs, 'json', path)
          break
        case 'csv': {
          const { runsCsv } = await import('./runs-csv')
          await writeFileWhole(path, runsCsv(await Promise.all(runs.map((id) => this.#deps.store.runs.get(id)))))
          break
        }
        case 'curves': {
          const { curvesCsv } = await import('./runs-csv')
          await writeFileWhole(path, curvesCsv(runs, (id) => this.#deps.store.runs.points(id)))
          break
        }
        case 'tensorboard':
          for (const id of runs) await this.#writeEvents(id, join(path, id))
      }
    } catch (error) {
      if (error instanceof LabError) throw error
      throw new LabError('export/unwritable', `${path} cannot be written: ${fileTrouble(error)}.`, 'Choose another folder, or free some space.', { cause: error })
    }
  }

  /** Writes the file of a run that TensorBoard reads. */
  async #writeEvents(id: string, folder: string): Promise<void> {
    const { runs } = this.#deps.store
    const [run, curves, { runEvents }] = await Promise.all([runs.get(id), runs.curves(id), import('../../tensorboard/run-events')])
    const filters = await this.#firstFilters(run)
    await makeFolder(folder)
    async function* pieces(): AsyncGenerator<Buffer> {
      for (const record of runEvents(run, curves, filters)) yield await Promise.resolve(record)
    }
    // One name, whenever it is written, so that TensorBoard finds the run once.
    await writeFileWhole(join(folder, 'events.out.tfevents.0.cnn-lab'), pieces())
  }

  /** The filters of the first convolution in each checkpoint that is kept. */
  async #firstFilters({ id }: RunRecord): Promise<readonly StepKernels[]> {
    const { store, folders } = this.#deps
    const { readFirstTensor } = await import('../../networks/export/safetensors')
    const found: StepKernels[] = []
    for (const { folder, step } of await store.checkpoints.kept(folders.run(id))) {
      try {
        const tensor = await readFirstTensor(join(folders.run(id), folder, parametersFile), (shape) => shape.length === 4)
        const [filters, channels, height, width] = tensor?.shape ?? []
        if (tensor && filters !== undefined && channels !== undefined && height !== undefined && width !== undefined) {
          found.push({ step, kernels: { shape: [filters, channels, height, width], data: tensor.data } })
        }
      } catch (error) {
        logTrouble('reports', 'filters of a checkpoint not read', error, { run: id, step }) // the curves do not need them
      }
    }
    return found
  }
}

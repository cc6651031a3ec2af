// Use cases about reports: of one run in the run's own folder, and of several runs in a file that the user names.
import type { RunDetail } from '@contract/api/runs-api'
import type { HomeFolders } from '../home-folders'
import { writeReport, writeRunReport, type ReportFormat } from './report'

export interface ReportDeps {
  readonly folders: HomeFolders
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
}

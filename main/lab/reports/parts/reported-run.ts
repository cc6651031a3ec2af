// A run as the parts of a report see it: what several parts need is read once, and only if a ticked part needs it.
import type { DatasetInfo } from '@contract/data/datasets'
import type { ReportBlock } from '@contract/reports/report-block'
import type { ReportSection } from '@contract/reports/report-document'
import { reportParts, type ReportPartName } from '@contract/reports/report-parts'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import type { ReportSources } from '../report-sources'

/** Which of several runs it is, for ids of sections. */
export interface RunPlace {
  /** From 0. */
  readonly index: number
  readonly count: number
}

export class ReportedRun {
  readonly run: RunRecord
  readonly dataset: DatasetInfo
  readonly sources: ReportSources
  readonly #place: RunPlace
  #points: Promise<readonly ProgressPoint[]> | null = null

  constructor(run: RunRecord, sources: ReportSources, place: RunPlace) {
    this.run = run
    this.dataset = sources.datasetInfo(run.spec.dataset.id)
    this.sources = sources
    this.#place = place
  }

  /** The section that holds all of the run. */
  get id(): string {
    return `run-${this.#place.index + 1}`
  }

  /** The points of its curves. @throws LabError `store/damaged` */
  points(): Promise<readonly ProgressPoint[]> {
    this.#points ??= this.sources.store.runs.points(this.run.id)
    return this.#points
  }

  /** A part of the report; null where it has nothing to tell. */
  section(part: ReportPartName, blocks: readonly ReportBlock[]): ReportSection | null {
    if (blocks.length === 0) return null
    return { id: this.#place.count === 1 ? part : `${this.id}-${part}`, title: reportParts[part].title, part, blocks, sections: [] }
  }
}

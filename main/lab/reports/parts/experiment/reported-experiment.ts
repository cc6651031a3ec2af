// An experiment as the parts of its report see it: what several parts need is read once, and only if a ticked part needs it.
import type { Experiment } from '@common/experiments/experiment'
import { completedRows, endedRows } from '@common/experiments/ended-rows'
import { failedRows, type FailedRow } from '@common/experiments/failed-rows'
import { planOf } from '@common/experiments/plan-of'
import type { ExperimentPlan, ExperimentRecord } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'
import type { RunRecord } from '@contract/runs/run-record'
import type { SweepPoint } from '@contract/sweeps/sweep-record'
import { definitionOf } from '../../../experiments/experiment-plan'
import type { ReportSources } from '../../report-sources'
import type { ReportedBase } from '../base-settings'
import { runsThatAreThere } from '../runs-that-are-there'

export class ReportedExperiment {
  readonly experiment: Experiment
  readonly record: ExperimentRecord
  /** Of every point, whatever became of it. */
  readonly rows: readonly ResultRow[]
  readonly sources: ReportSources
  #runs: Promise<ReadonlyMap<string, RunRecord>> | null = null

  constructor(experiment: Experiment, record: ExperimentRecord, rows: readonly ResultRow[], sources: ReportSources) {
    this.experiment = experiment
    this.record = record
    this.rows = rows
    this.sources = sources
  }

  /** @throws LabError `experiment/unknown`, `experiment/unreadable`, `experiment/no-definition` */
  static async read(id: string, sources: ReportSources): Promise<ReportedExperiment> {
    const record = await sources.experiments.experiment(id)
    return new ReportedExperiment(definitionOf(sources.experiments.definitions, record.name), record, await sources.experiments.experimentResults(id), sources)
  }

  get plan(): ExperimentPlan {
    return planOf(this.record)
  }

  /** The rows that sentences, curves and looks into layers are made of. */
  get ended(): readonly ResultRow[] {
    return endedRows(this.rows)
  }

  /** The rows that charts of figures are made of. */
  get completed(): readonly ResultRow[] {
    return completedRows(this.rows)
  }

  /** The parts that train. */
  get bases(): readonly ReportedBase[] {
    return this.record.parts.flatMap(({ name, work }) => (work.kind === 'sweep' ? [{ title: this.titleOf(name), sweep: work.sweep }] : []))
  }

  titleOf(part: string): string {
    return this.experiment.parts.find(({ name }) => name === part)?.title ?? part
  }

  /** The runs of its points by their ids, without those that were deleted. @throws LabError `store/damaged` */
  runs(): Promise<ReadonlyMap<string, RunRecord>> {
    this.#runs ??= runsThatAreThere(this.rows.flatMap(({ run }) => run ?? []), this.sources)
    return this.#runs
  }

  /** The points that failed, each with the reason. @throws LabError `store/damaged` */
  async failed(): Promise<readonly FailedRow[]> {
    const points = new Map<string, readonly SweepPoint[]>()
    for (const { sweep, counts } of this.record.parts) {
      if (sweep !== null && counts.failed > 0) points.set(sweep, (await this.sources.sweeps.sweep(sweep)).points)
    }
    return failedRows(this.experiment, this.record, this.rows, (sweep) => points.get(sweep) ?? null)
  }
}

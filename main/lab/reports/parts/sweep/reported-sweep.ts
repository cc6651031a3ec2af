// A sweep as the parts of its report see it.
import { axesOf, type ResultAxis } from '@common/sweeps/results/result-axes'
import { rowsOf, sortRows, type ResultRow } from '@common/sweeps/results/result-rows'
import { judgedBy } from '@common/sweeps/sweep-groups'
import type { PointFigure, SweepRecord } from '@contract/sweeps/sweep-record'
import type { RunRecord } from '@contract/runs/run-record'
import type { ReportSources } from '../../report-sources'
import { runsThatAreThere } from '../runs-that-are-there'

export class ReportedSweep {
  readonly sweep: SweepRecord
  readonly sources: ReportSources
  readonly axes: readonly ResultAxis[]
  readonly rows: readonly ResultRow[]
  /** The figure by which the sweep is judged. */
  readonly figure: PointFigure
  #runs: Promise<ReadonlyMap<string, RunRecord>> | null = null

  constructor(sweep: SweepRecord, sources: ReportSources) {
    this.sweep = sweep
    this.sources = sources
    this.axes = axesOf(sweep)
    this.rows = rowsOf(sweep.points)
    this.figure = judgedBy(sweep.spec)
  }

  /** Axes with more than one value, for charts. */
  get varying(): readonly ResultAxis[] {
    return this.axes.filter(({ values }) => values.length > 1)
  }

  /** The axes that tell settings apart: those that vary, else all. */
  get telling(): readonly ResultAxis[] {
    return this.varying.length > 0 ? this.varying : this.axes
  }

  /** The rows that have the figure, the best first. */
  get bestFirst(): readonly ResultRow[] {
    return sortRows(this.rows, { by: 'figure', figure: this.figure }, false).filter(({ figures }) => figures[this.figure] !== null)
  }

  /** @throws LabError `store/damaged` */
  runs(): Promise<ReadonlyMap<string, RunRecord>> {
    this.#runs ??= runsThatAreThere(this.sweep.points.flatMap(({ run }) => run ?? []), this.sources)
    return this.#runs
  }
}

// What every chart of an experiment is drawn from.
import type { Experiment } from '@common/experiments/experiment'
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import type { ResultRow } from '@contract/experiments/result-row'

export interface ChartProps<Chart> {
  readonly chart: Chart
  readonly experiment: Experiment
  readonly rows: readonly ResultRow[]
  /** The plan of the rows. */
  readonly plan: ExperimentPlan
}

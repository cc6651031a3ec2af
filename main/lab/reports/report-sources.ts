// What the builders of reports read: the store, and the use cases of the other areas.
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import type { DataUseCases } from '../data/data-use-cases'
import type { Devices } from '../devices/devices'
import type { EvaluationUseCases } from '../evaluations/evaluation-use-cases'
import type { ExperimentUseCases } from '../experiments/experiment-use-cases'
import type { HomeFolders } from '../home-folders'
import type { ModelUseCases } from '../models/model-use-cases'
import type { RunUseCases } from '../runs/run-use-cases'
import type { LabStore } from '../store/lab-store'
import type { SweepUseCases } from '../sweeps/sweep-use-cases'
import type { KeptAnswers } from './kept-answers'

export interface ReportSources {
  readonly folders: HomeFolders
  readonly store: LabStore
  /** For parts that measure when the report is made; a report of a run that has just ended has none of these. */
  readonly engine: Pick<KeptAnswers, 'ask'>
  readonly devices: Devices
  readonly runs: Pick<RunUseCases, 'record' | 'run' | 'telemetry'>
  readonly evaluations: Pick<EvaluationUseCases, 'evaluations' | 'evaluationSummary' | 'confusionMatrix' | 'evaluatedImages' | 'evaluationAnswers'>
  readonly data: Pick<DataUseCases, 'splitImages' | 'card'>
  readonly models: Pick<ModelUseCases, 'analyzeNetwork' | 'code'>
  readonly sweeps: Pick<SweepUseCases, 'sweep'>
  readonly experiments: Pick<ExperimentUseCases, 'experiment' | 'experimentResults' | 'definitions'>
  /** @throws LabError `dataset/unknown` */
  readonly datasetInfo: (id: DatasetId) => DatasetInfo
}

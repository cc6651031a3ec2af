// Analyses of the networks that an experiment counts, at the batch size that its panels begin with.
import { plannedNetworks } from '@common/experiments/panels/planned-networks'
import type { ExperimentPlan } from '@contract/experiments/experiment-record'
import { plainAnalysis, type NetworkAnalysis } from '@contract/models/network-analysis'
import { networkInfo } from '@contract/models/networks'
import type { ReportSources } from '../../../report-sources'

export const panelBatchSize = 32

export interface TitledAnalysis {
  readonly title: string
  readonly analysis: NetworkAnalysis
}

/** @throws LabError where a network cannot be analysed */
export async function panelAnalyses(plan: ExperimentPlan, { models }: Pick<ReportSources, 'models'>): Promise<readonly TitledAnalysis[]> {
  return Promise.all(
    plannedNetworks(plan).map(async ({ network, input, classes }) => ({
      title: networkInfo(network).title,
      analysis: await models.analyzeNetwork({ network, input, classes, batchSize: panelBatchSize, settings: plainAnalysis }),
    })),
  )
}

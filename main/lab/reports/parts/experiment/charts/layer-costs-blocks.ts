// What convolutions and fully connected layers have of a network's parameters, outputs and operations, as shares of the whole.
import { clauses, titled, withCommas } from '@common/words/listed-words'
import type { PanelChart } from '@common/experiments/chart'
import { groupShares } from '@common/experiments/panels/group-shares'
import { formatBytes, formatPercent } from '@common/words/format'
import { phrase } from '@language/phrase'
import { layerGroups, layerGroupTitles } from '@contract/models/network-analysis'
import type { ReportBlockOf } from '@contract/reports/report-block'
import { chartBlock } from '../../chart-block'
import type { ReportedExperiment } from '../reported-experiment'
import { panelAnalyses, panelBatchSize } from './panel-analyses'

export async function layerCostsBlocks({ title }: PanelChart, { plan, sources }: ReportedExperiment): Promise<readonly ReportBlockOf<'chart'>[]> {
  const [first] = await panelAnalyses(plan, sources)
  if (!first) return []
  const shares = groupShares(first.analysis)
  const { training, inference } = first.analysis.memory
  const shareOf = (row: (typeof shares)[number], group: (typeof layerGroups)[number]): number => row.parts.find((part) => part.group === group)?.share ?? 0
  return [chartBlock(title, {
    chart: {
      kind: 'bars',
      over: { title: '', names: shares.map((row) => titled(row.title, row.total)) },
      y: { title: phrase('share of the network'), scale: 'linear', kind: 'share', shown: [0, 1] },
      isStacked: true,
      series: layerGroups.map((group) => ({ label: layerGroupTitles[group], values: shares.map((row) => shareOf(row, group)) })),
    },
    caption: phrase('{network} at batch size {batchSize}, counted. The least memory that it needs is {inTraining} in training and {inInference} in inference.', { network: first.title, batchSize: panelBatchSize, inTraining: formatBytes(training.peakBytes), inInference: formatBytes(inference.peakBytes) }),
    alternative: phrase('{words}.', { words: clauses(shares.map((row) => phrase('{title}: {description}', { title: row.title, description: withCommas(layerGroups.map((group) => `${layerGroupTitles[group]} ${formatPercent(shareOf(row, group))}`)) }))) }),
  })]
}

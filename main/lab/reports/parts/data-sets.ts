// The data sets of several specs, each once.
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import type { RunSpec } from '@contract/training/run-spec'
import { paragraph } from '../blocks'
import type { ReportSources } from '../report-sources'
import { dataBlocks } from './data-part'

/** @throws LabError `dataset/...` where a set cannot be read */
export async function setsBlocks(specs: readonly RunSpec[], sources: Pick<ReportSources, 'data' | 'datasetInfo'>): Promise<readonly ReportBlock[]> {
  const blocks: ReportBlock[] = []
  for (const id of new Set(specs.map(({ dataset }) => dataset.id))) {
    const own = specs.filter(({ dataset }) => dataset.id === id)
    const [first] = own
    if (!first) continue
    blocks.push(...(await dataBlocks(first.dataset, sources)))
    const uses = new Set(own.map(({ dataset }) => JSON.stringify(dataset)))
    if (uses.size > 1) blocks.push(paragraph(phrase('Other parts use other numbers of its images: see the settings.'), 'note'))
  }
  return blocks
}

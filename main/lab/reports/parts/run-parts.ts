// The parts of a run's report by their names, and the sections that are made of them.
import { phrase } from '@language/phrase'
import type { ReportSection } from '@contract/reports/report-document'
import { partsOfSubject, reportParts, type ReportPartName } from '@contract/reports/report-parts'
import { paragraph } from '../blocks'
import { curvesPart } from './curves-part'
import { dataPart } from './data-part'
import { environmentPart } from './environment-part'
import { epochsPart } from './epochs-part'
import { featureMapsPart } from './feature-maps-part'
import { filtersPart } from './filters-part'
import { mistakesPart } from './mistakes-part'
import { networkPart } from './network-part'
import { operatorsPart } from './operators-part'
import { performancePart } from './performance-part'
import { picturesPart } from './pictures-part'
import { publishedPart } from './published-part'
import type { ReportedRun } from './reported-run'
import { resultsPart } from './results-part'
import type { RunPart } from './run-part'
import { settingsPart } from './settings-part'
import { blocksOf } from './subject-part'
import { summaryPart } from './summary-part'
import { telemetryPart } from './telemetry-part'

export const runParts: Partial<Record<ReportPartName, RunPart>> = {
  summary: summaryPart,
  settings: settingsPart,
  data: dataPart,
  network: networkPart,
  curves: curvesPart,
  results: resultsPart,
  mistakes: mistakesPart,
  published: publishedPart,
  performance: performancePart,
  operators: operatorsPart,
  filters: filtersPart,
  featureMaps: featureMapsPart,
  pictures: picturesPart,
  telemetry: telemetryPart,
  epochs: epochsPart,
  environment: environmentPart,
}

/** The ticked parts of a run, in the order of the table of parts. @param before stands before the ids of sections, so that those of several runs differ */
export async function runSections(reported: ReportedRun, ticked: readonly ReportPartName[], before = ''): Promise<readonly ReportSection[]> {
  const sections: ReportSection[] = []
  for (const name of partsOfSubject('runs')) {
    const part = ticked.includes(name) ? runParts[name] : undefined
    if (!part) continue
    const blocks = await blocksOf(part, reported, reported.run.id)
    if (blocks.length > 0) sections.push({ id: `${before}${name}`, title: reportParts[name].title, part: name, blocks, sections: [] })
  }
  return sections
}

/** The ticked parts that runs may have in common, each once for the runs that have the same. */
export async function sharedSections(runs: readonly ReportedRun[], ticked: readonly ReportPartName[]): Promise<readonly ReportSection[]> {
  const sections: ReportSection[] = []
  for (const name of partsOfSubject('runs')) {
    const part = ticked.includes(name) ? runParts[name] : undefined
    if (!part?.shared) continue
    const { key, title, variants } = part.shared
    const ofKey = new Map(runs.map((run) => [key(run), run]))
    for (const [place, [ownKey, run]] of [...ofKey].entries()) {
      const blocks = await blocksOf(part, run, run.run.id)
      const [id, heading] = ofKey.size === 1 ? [name, reportParts[name].title] : [`${name}-${place + 1}`, phrase('{part}: {subject}', { part: reportParts[name].title, subject: title(run) })]
      const isVaried = variants && new Set(runs.filter((other) => key(other) === ownKey).map(variants.key)).size > 1
      const note = isVaried ? [paragraph(variants.note, 'note')] : []
      if (blocks.length > 0) sections.push({ id, title: heading, part: name, blocks: [...blocks, ...note], sections: [] })
    }
  }
  return sections
}

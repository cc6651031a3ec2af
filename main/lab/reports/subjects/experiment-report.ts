// The report of an experiment: its question, the answer with charts and tables, and what repeats it.
import { placeInChapter } from '@common/experiments/chapter'
import { stateSentence } from '@common/experiments/state-sentence'
import { repeating } from '@common/training/repeating'
import { phrase } from '@language/phrase'
import { experimentSizeTitles } from '@contract/experiments/experiment-names'
import type { TidyTable } from '@contract/reports/report-document'
import type { ResultRow } from '@contract/experiments/result-row'
import { rowGroups } from '@common/experiments/row-groups'
import { withoutStop } from '@common/words/sentences'
import type { SubjectReporter } from '../subject-report'
import { chartsPart } from '../parts/experiment/charts-part'
import { dataPart } from '../parts/experiment/data-part'
import { conclusionPart } from '../parts/experiment/conclusion-part'
import { environmentPart } from '../parts/experiment/environment-part'
import { pointsPart } from '../parts/experiment/points-part'
import { publishedPart } from '../parts/experiment/published-part'
import { questionPart } from '../parts/experiment/question-part'
import { ReportedExperiment } from '../parts/experiment/reported-experiment'
import { settingsPart } from '../parts/experiment/settings-part'
import { summaryPart } from '../parts/experiment/summary-part'
import { missingParts, tickedSections, type SubjectParts } from '../parts/subject-part'

const experimentParts: SubjectParts<ReportedExperiment> = {
  summary: summaryPart,
  question: questionPart,
  settings: settingsPart,
  data: dataPart,
  charts: chartsPart,
  published: publishedPart,
  conclusion: conclusionPart,
  points: pointsPart,
  environment: environmentPart,
}

export const experimentReport: SubjectReporter<'experiment'> = {
  report: async ({ id }, { parts }, sources) => {
    const reported = await ReportedExperiment.read(id, sources)
    const { experiment, record, rows } = reported
    const runs = await reported.runs()
    return {
      subject: 'experiment',
      title: experiment.title,
      // Where the summary is not ticked, the second line tells that something is missing.
      subtitle: [placeInChapter(experiment.source), record.isChanged ? phrase('{size} size, changed', { size: experimentSizeTitles[record.size] }) : phrase('{size} size', { size: experimentSizeTitles[record.size] }), withoutStop(stateSentence(record))].filter((words) => words !== '').join(' · '),
      sections: await tickedSections('experiment', record.id, experimentParts, reported, parts),
      data: tidyRows(reported, rows),
      specs: Object.fromEntries([...runs].map(([run, record]) => [run, repeating(record)])),
    }
  },
  missing: async ({ id }, sources) => missingParts('experiment', experimentParts, await ReportedExperiment.read(id, sources)),
}

/** A row for each point. A figure of the same name as a setting has `figure.` before it. */
function tidyRows({ experiment }: ReportedExperiment, rows: readonly ResultRow[]): TidyTable {
  const paths = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))]
  const figures = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))]
  const labels = new Map(rowGroups(experiment.parts, rows).flatMap(({ label, rows: members }) => members.map((row) => [row, label] as const)))
  return {
    columns: ['part', 'label', 'point', 'seed', 'run', 'status', ...paths, ...figures.map((figure) => (paths.includes(figure) ? `figure.${figure}` : figure))],
    rows: rows.map((row) => [
      ...[row.part, labels.get(row) ?? '', row.point, row.seed, row.run, row.status],
      ...paths.map((path) => cellOf(row.values[path])),
      ...figures.map((figure) => row.figures[figure] ?? null),
    ]),
  }
}

const cellOf = (value: ResultRow['values'][string] | undefined): string | number | null => (typeof value === 'boolean' ? String(value) : (value ?? null))

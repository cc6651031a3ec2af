// All points of an experiment, a table for each part, with every figure that the part's tables and charts show.
import { columnOf, figureWords } from '@common/experiments/figure-words'
import type { ResultColumn } from '@common/experiments/column'
import type { Experiment, Part } from '@common/experiments/experiment'
import { rowGroups } from '@common/experiments/row-groups'
import { pointStatusTitles } from '@common/sweeps/status-titles'
import { pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ResultRow } from '@contract/experiments/result-row'
import type { ReportTable } from '@contract/reports/report-block'
import { fittedTables } from '../../fitted-tables'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedExperiment } from './reported-experiment'

export const pointsPart: SubjectPart<ReportedExperiment> = {
  missing: alwaysThere,
  blocks: ({ experiment, rows }) => Promise.resolve(experiment.parts.flatMap((part) => pointsTable(experiment, part, rows))),
}

function pointsTable(experiment: Experiment, part: Part, rows: readonly ResultRow[]): readonly ReportTable[] {
  const groups = rowGroups([part], rows)
  const own = groups.flatMap((group) => group.rows)
  if (own.length === 0) return []
  const hasSeeds = own.some(({ seed }) => seed !== null)
  const columns = columnsOfPart(experiment, part, own)
  return fittedTables({
    block: 'table',
    caption: phrase('{part}: all points.', { part: part.title }),
    columns: [
      { title: phrase('Setting'), kind: 'text' },
      ...(hasSeeds ? [{ title: phrase('Seed'), kind: 'number' } as const] : []),
      { title: phrase('State'), kind: 'text' },
      ...columns.map(({ title }) => ({ title, kind: 'number' } as const)),
    ],
    rows: groups.flatMap(({ label, rows: members }) =>
      members.map(({ seed, status, figures }) => [
        { text: label },
        ...(hasSeeds ? [{ text: seed === null ? '–' : String(seed), value: seed }] : []),
        { text: pointStatusTitles[status] },
        ...columns.map(({ figure, kind }) => {
          const value = figures[figure] ?? null
          return { text: value === null ? '–' : figureWords(kind, value, pageFormats), value }
        }),
      ]),
    ),
  }, hasSeeds ? 3 : 2)
}

/** The columns of the part's table; of a part whose rows stand in charts alone all its figures. */
function columnsOfPart(experiment: Experiment, part: Part, rows: readonly ResultRow[]): readonly ResultColumn[] {
  const columns = part.columns ?? experiment.columns
  if (columns.length > 0) return columns
  return [...new Set(rows.flatMap(({ figures }) => Object.keys(figures)))].map((figure) => columnOf(experiment, figure))
}

// All points of a sweep, a row for each run.
import { phrase } from '@language/phrase'
import { resultFigures } from '@common/sweeps/results/result-figures'
import { valueText } from '@common/sweeps/results/result-axes'
import { pointStatusTitles } from '@common/sweeps/status-titles'
import { numberColumns, textColumns } from '../../blocks'
import { fittedTables } from '../../fitted-tables'
import { alwaysThere, type SubjectPart } from '../subject-part'
import type { ReportedSweep } from './reported-sweep'
import { tableFigures } from './results-part'

export const pointsPart: SubjectPart<ReportedSweep> = {
  missing: alwaysThere,
  blocks: ({ sweep: { points }, rows, axes, figure }) => {
    const figures = tableFigures(rows, figure)
    return Promise.resolve(fittedTables({
      block: 'table',
      caption: phrase('All points of the sweep.'),
      columns: [...numberColumns(phrase('Point § of a sweep')), ...textColumns(...axes.map(({ label }) => label)), ...numberColumns(phrase('Seed')), ...textColumns(phrase('Run'), phrase('State')), ...numberColumns(...figures.map((name) => resultFigures[name].title))],
      rows: points.map((point) => [
        { text: String(point.number), value: point.number },
        ...axes.map(({ setting }) => ({ text: valueText(setting, point.values[setting] ?? null) })),
        { text: String(point.seed), value: point.seed },
        { text: point.run ?? '–' },
        { text: pointStatusTitles[point.status] },
        ...figures.map((name) => {
          const value = point.figures[name]
          return { text: value === null ? '–' : resultFigures[name].format(value), value }
        }),
      ]),
    }, axes.length + 2))
  },
}

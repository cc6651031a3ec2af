// The results of a sweep: each setting against the figure, two settings together, what each decides, and a table by setting.
import { settingWithValue } from '@common/words/setting-value'
import { sentences } from '@common/words/listed-words'
import { withinSentence } from '@common/words/within-sentence'
import { figureNames, resultFigures } from '@common/sweeps/results/result-figures'
import { heatMap } from '@common/sweeps/results/heat-map'
import { importanceBars, pointImportance } from '@common/sweeps/results/importance-bars'
import { importanceSentence, unknownWords } from '@common/sweeps/results/importance-words'
import { valueText, type ResultAxis } from '@common/sweeps/results/result-axes'
import type { ResultRow } from '@common/sweeps/results/result-rows'
import { spreadText } from '@common/sweeps/results/row-words'
import { mostGroups, settingChart } from '@common/sweeps/results/setting-chart'
import { formatCounted } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ReportBlock, ReportBlockOf, ReportTable } from '@contract/reports/report-block'
import type { ChartLine, LineChart } from '@contract/reports/report-chart'
import type { AxisValue } from '@contract/sweeps/axis'
import type { PointFigure } from '@contract/sweeps/sweep-record'
import { folded, numberColumns, paragraph, textColumns } from '../../blocks'
import { fittedTables } from '../../fitted-tables'
import type { SubjectPart } from '../subject-part'
import type { ReportedSweep } from './reported-sweep'

/** Settings that have a chart, and rows up to which the table stands open. */
const [mostCharts, openRows] = [4, 40]

export const resultsPart: SubjectPart<ReportedSweep> = {
  missing: ({ bestFirst }) => Promise.resolve(bestFirst.length > 0 ? null : phrase('No run of the sweep has ended an epoch.')),
  blocks: (reported) => {
    if (reported.bestFirst.length === 0) return Promise.resolve([])
    const charts = reported.varying.slice(0, mostCharts).map((axis) => chartOf(reported, axis))
    return Promise.resolve([
      ...pairs(charts),
      ...heatBlocks(reported),
      ...importanceBlocks(reported),
      ...fittedTables(settingTable(reported), reported.telling.length).map((table) => folded(table, openRows, phrase('All {rows}', { rows: formatCounted(reported.rows.length, 'setting') }))),
    ])
  },
}

const pairs = (charts: readonly ReportBlockOf<'chart'>[]): readonly ReportBlock[] =>
  charts.flatMap((chart, index): ReportBlock[] => {
    if (index % 2 === 1) return []
    const next = charts[index + 1]
    return next ? [{ block: 'beside', charts: [chart, next] }] : [chart]
  })

function chartOf({ rows, varying, figure }: ReportedSweep, axis: ResultAxis): ReportBlockOf<'chart'> {
  const by = varying.find((other) => other !== axis && other.values.length <= mostGroups) ?? null
  const { marks, lines } = settingChart(rows, { axis, by, figure })
  const isOfNames = axis.scale === 'category' || axis.values.filter((value) => typeof value === 'number').length < 2
  const placeOf = (value: AxisValue): number => (isOfNames ? axis.values.indexOf(value) : Number(value))
  const x: LineChart['x'] = isOfNames ? { title: axis.title, names: axis.values.map((value) => valueText(axis.setting, value)) } : { title: axis.title, scale: axis.scale === 'log' ? 'log' : 'linear', kind: axis.values.every((value) => Number.isInteger(value)) ? 'count' : 'number' }
  const { title, axisTitle } = resultFigures[figure]
  const hasSpread = marks.some(({ low }) => low !== null)
  const groups = [...new Set(marks.map(({ group }) => group))].sort((a, b) => a - b)
  const nameOf = (group: number): string => (by ? settingWithValue(withinSentence(by.label), valueText(by.setting, by.values[group] ?? null)) : '')
  const drawn = { figure: title, setting: withinSentence(axis.label) }
  const settings = formatCounted(marks.length, 'setting')
  return {
    block: 'chart',
    caption: `${lines.length > 0 ? phrase('{figure} by {setting}. A mark for each setting, the mean of its seeds; lines join the means at each value.', drawn) : phrase('{figure} by {setting}. A mark for each setting, the mean of its seeds.', drawn)}${hasSpread ? phrase(' Bars: one standard deviation between seeds.') : ''}`,
    alternative: by ? phrase('{figure} of {settings} by {setting}, in colours of {other}.', { ...drawn, settings, other: withinSentence(by.label) }) : phrase('{figure} of {settings} by {setting}.', { ...drawn, settings }),
    chart: {
      kind: 'lines',
      x,
      y: { title: axisTitle, scale: 'linear', kind: resultFigures[figure].kind },
      lines: groups.flatMap((group): ChartLine[] => {
        const own = marks.filter((mark) => mark.group === group)
        const line = lines.find((one) => one.group === group)
        return [
          ...(line ? [{ label: nameOf(group), colour: group, stroke: 'solid', points: line.points.map((point): [number, number] => [placeOf(point.x), point.mean]) } as const] : []),
          {
            label: line ? '' : nameOf(group), colour: group, stroke: 'none', isMarked: true, points: own.map((mark) => [placeOf(mark.x), mark.mean]),
            ...(own.some(({ low }) => low !== null) && { band: own.map(({ low, high }): [number | null, number | null] => [low, high]), bounds: 'bars' as const }),
          },
        ]
      }),
    },
  }
}

/** The first two settings together. */
function heatBlocks({ rows, varying: [x, y], figure }: ReportedSweep): readonly ReportBlock[] {
  if (!x || !y) return []
  const { columns, lines, cells } = heatMap(rows, { x, y, figure })
  const { title } = resultFigures[figure]
  return [{
    block: 'chart',
    caption: phrase('{figure} by {setting} and {other}: the mean of all runs in each cell.', { figure: title, setting: withinSentence(x.label), other: withinSentence(y.label) }),
    alternative: phrase('A table of {lines} by {columns} cells; its numbers stand in the table of all settings.', { lines: lines.length, columns: columns.length }),
    chart: {
      kind: 'matrix',
      rows: { title: y.title, names: lines.map(({ text }) => text) },
      columns: { title: x.title, names: columns.map(({ text }) => text) },
      values: cells.map((line) => line.map(({ spread }) => spread?.mean ?? null)),
      ...{ valueKind: resultFigures[figure].kind, shades: 'counts', hasDiagonal: false },
    },
  }]
}

function importanceBlocks({ sweep: { points, spec }, varying, figure }: ReportedSweep): readonly ReportBlock[] {
  if (varying.length === 0) return []
  const { axisTitle } = resultFigures[figure]
  const importance = pointImportance(points, varying, figure, spec.strategy.kind === 'asha')
  if (typeof importance === 'string') return [paragraph(unknownWords(importance, axisTitle), 'note')]
  const bars = importanceBars(importance, varying)
  const words = importanceSentence(importance, varying, axisTitle)
  return [{
    block: 'chart',
    caption: phrase('How much each setting decides: its share of the variance of the {figure}. {meanings}', { figure: axisTitle, meanings: sentences(bars.flatMap(({ label, meaning }) => (meaning === '' ? [] : [phrase('{setting}: {meaning}.', { setting: label, meaning })]))) }).trim(),
    alternative: words,
    chart: { kind: 'bars', over: { title: '', names: bars.map(({ label }) => label) }, y: { title: phrase('share of the variance'), scale: 'linear', kind: 'share', shown: [0, 1] }, isStacked: false, series: [{ label: phrase('share of the variance'), values: bars.map(({ share }) => share) }] },
  }]
}

/** Figures of the table beside the judged one, where points have them. */
const usual: readonly PointFigure[] = ['testAccuracy', 'bestTestAccuracy', 'testLoss', 'validationAccuracy', 'bestValidationAccuracy', 'validationLoss', 'trainAccuracy', 'imagesPerSecond', 'elapsedSeconds', 'peakRssBytes']

export const tableFigures = (rows: readonly ResultRow[], figure: PointFigure): readonly PointFigure[] =>
  [figure, ...figureNames.filter((name) => name !== figure && usual.includes(name) && rows.some((row) => row.figures[name] !== null))]

function settingTable({ rows, bestFirst, telling: axes, figure }: ReportedSweep): ReportTable {
  const figures = tableFigures(rows, figure)
  const others = rows.filter((row) => !bestFirst.includes(row))
  const hasSeeds = rows.some(({ points }) => points.length > 1)
  return {
    block: 'table',
    caption: hasSeeds
      ? phrase('All settings, the best {figure} first; mean ± standard deviation over the seeds.', { figure: withinSentence(resultFigures[figure].title) })
      : phrase('All settings, the best {figure} first.', { figure: withinSentence(resultFigures[figure].title) }),
    columns: [...textColumns(...axes.map(({ label }) => label)), ...(hasSeeds ? numberColumns(phrase('Seeds')) : []), ...numberColumns(...figures.map((name) => resultFigures[name].title))],
    rows: [...bestFirst, ...others].map((row, index) => [
      ...axes.map(({ setting }) => ({ text: valueText(setting, row.values[setting] ?? null) })),
      ...(hasSeeds ? [{ text: String(row.figures[figure]?.count ?? 0), value: row.figures[figure]?.count ?? 0 }] : []),
      ...figures.map((name) => {
        const spread = row.figures[name]
        return { text: spread ? spreadText(name, spread) : '–', value: spread?.mean ?? null, ...(index === 0 && name === figure && spread && { isStrong: true }) }
      }),
    ]),
  }
}

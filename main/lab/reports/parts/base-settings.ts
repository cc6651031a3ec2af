// The settings that the runs of one or more sweeps begin with: what all have in common, what they differ in, and what each varies.
import { enumeration, listedWords } from '@common/words/listed-words'
import { axisValuesLine } from '@common/experiments/plan-changes'
import { runOfPoint } from '@common/sweeps/point-spec'
import { sweepPoints } from '@common/sweeps/points'
import { valueText } from '@common/sweeps/results/result-axes'
import { axisLabel } from '@common/sweeps/sweep-words'
import { formatCounted } from '@common/words/format'
import { specFacts } from '@common/words/spec-facts'
import { phrase } from '@language/phrase'
import type { DatasetId, DatasetInfo } from '@contract/data/datasets'
import type { ReportBlock, ReportCell, ReportTable } from '@contract/reports/report-block'
import { isRange, type Axis } from '@contract/sweeps/axis'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { RunSpec } from '@contract/training/run-spec'
import { textColumns } from '../blocks'

export interface ReportedBase {
  readonly title: string
  readonly sweep: SweepSpec
}

const none = '–'

export function baseSettings(bases: readonly ReportedBase[], datasetInfo: (id: DatasetId) => DatasetInfo): readonly ReportBlock[] {
  if (bases.length === 0) return []
  const facts = bases.map(({ sweep }) => {
    const spec = specOfFirst(sweep)
    return new Map(specFacts(spec, datasetInfo(spec.dataset.id)).map(({ label, value }) => [label, value]))
  })
  const labels = [...new Set(facts.flatMap((of) => [...of.keys()]))].filter((label) => label !== axisLabel('seed')) // the seeds of each part stand in the table of what varies
  /** Labels of settings that each sweep varies: their value at one point stands for nothing. */
  const varied = bases.map(({ sweep }) => new Set(variedAxes(sweep).map(({ setting }) => axisLabel(setting))))
  const cell = (index: number, label: string): ReportCell => ({ text: varied[index]?.has(label) === true ? phrase('varies') : (facts[index]?.get(label) ?? none) })
  const differs = (label: string): boolean => new Set(bases.map((_, index) => cell(index, label).text)).size > 1
  const [shared, own] = [labels.filter((label) => !differs(label)), labels.filter(differs)]
  return [
    variedTable(bases),
    {
      block: 'table',
      caption: bases.length === 1 ? phrase('Settings of the runs, apart from what varies.') : phrase('Settings that all parts have in common.'),
      columns: [{ title: phrase('Setting'), kind: 'text' }, { title: phrase('Value'), kind: 'text' }],
      rows: shared.map((label) => [{ text: label }, cell(0, label)]),
    },
    ...(own.length === 0 ? [] : [differingTable(bases, own, cell)]),
  ]
}

/** The settings of the first point: an axis with one value sets it for all. */
function specOfFirst(sweep: SweepSpec): RunSpec {
  const [first] = sweepPoints(sweep)
  return (first && runOfPoint(sweep, first, new Map()).spec) ?? sweep.base
}

/** The axes along which the points differ: an axis of a list may have one value. */
function variedAxes(sweep: SweepSpec): readonly Axis[] {
  const points = sweepPoints(sweep)
  return sweep.axes.filter(({ setting }) => new Set(points.map(({ values }) => values[setting])).size > 1)
}

/** Values that a line names one by one. */
const mostNamed = 12

/** The values that the points have, which for a list of points are those of the axis and the base's own; of many, the ends or their number. */
function valuesLine(axis: Axis, sweep: SweepSpec): string {
  const values = [...new Set(sweepPoints(sweep).map((point) => point.values[axis.setting] ?? null))]
  if (values.length > mostNamed) return isRange(axis) ? axisValuesLine(axis) : formatCounted(values.length, 'value')
  const isOfNumbers = values.every((value) => typeof value === 'number')
  return enumeration((isOfNumbers ? values.toSorted((a, b) => a - b) : values).map((value) => valueText(axis.setting, value)))
}

/** What each part varies. */
function variedTable(bases: readonly ReportedBase[]): ReportTable {
  const isOne = bases.length === 1
  const rows = bases.flatMap(({ title, sweep }) => {
    const lines = [
      ...variedAxes(sweep).map((axis) => [listedWords([axis.setting, ...axis.along].map(axisLabel)), valuesLine(axis, sweep)] as const),
      [phrase('Seed'), enumeration(sweep.seeds.map(String))] as const,
    ]
    return lines.map(([label, values], index) => [...(isOne ? [] : [{ text: index === 0 ? title : '' }]), { text: label }, { text: values }])
  })
  return { block: 'table', caption: phrase('What varies from run to run.'), columns: textColumns(...(isOne ? [] : [phrase('Part')]), phrase('Setting'), phrase('Values')), rows }
}

/** Parts up to which each has a column; of more, the parts have them where there are fewer of them than settings. */
const mostColumns = 4

function differingTable(bases: readonly ReportedBase[], labels: readonly string[], cell: (index: number, label: string) => ReportCell): ReportTable {
  const caption = phrase('Settings in which the parts differ.')
  const titles = (of: readonly string[]) => of.map((title) => ({ title, kind: 'text' } as const))
  if (bases.length <= Math.max(mostColumns, labels.length)) {
    return { block: 'table', caption, columns: titles([phrase('Setting'), ...bases.map(({ title }) => title)]), rows: labels.map((label) => [{ text: label }, ...bases.map((_, index) => cell(index, label))]) }
  }
  return { block: 'table', caption, columns: titles([phrase('Part'), ...labels]), rows: bases.map(({ title }, index) => [{ text: title }, ...labels.map((label) => cell(index, label))]) }
}

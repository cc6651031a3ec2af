// What layers saw over the steps: one chart for each of a few labels beside each other, so that a report stays short.
import { smallBeginning } from '@common/words/within-sentence'
import { layerChart } from '@common/charts/layer-chart'
import { layerTroubles } from '@common/conclusions/layer-troubles'
import type { ExperimentChart } from '@common/experiments/chart'
import { drawnGroups } from '@common/experiments/chart-data/drawn-rows'
import { formatCount, pageFormats } from '@common/words/format'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ReportBlock } from '@contract/reports/report-block'
import { layerFigures, type LayerFigure, type Telemetry } from '@contract/runs/telemetry'
import { paragraph } from '../../../blocks'
import { evenly } from '../../../evenly'
import type { DrawnChart } from '../../chart-block'
import type { ReportedExperiment } from '../reported-experiment'

type LayersChart = Extract<ExperimentChart, { readonly kind: 'layers' }>

/** Most labels that have a chart, layers that have a line, and points of a line. */
const [mostCharts, mostLines, mostPoints] = [4, 7, 120]

/** A label with what the first run of it recorded. */
interface SeenLabel {
  readonly label: string
  readonly telemetry: Telemetry
  /** What is wrong in it. */
  readonly troubles: readonly string[]
}

/** The charts of the first label and of those in which most goes wrong; before the first of them what is wrong. Empty where nothing was recorded. */
export async function layersBlocks(chart: LayersChart, reported: ReportedExperiment): Promise<readonly ReportBlock[]> {
  const seen = await seenLabels(chart, reported)
  const chosen = chosenOf(seen)
  if (chosen.length === 0) return []
  const left = seen.filter((one) => !chosen.includes(one))
  const isFirst = reported.experiment.charts.find(({ kind }) => kind === 'layers') === chart
  const troubles = isFirst ? seen.flatMap(({ label, troubles: own }) => own.map((words) => phrase('{title}: {description}', { title: label, description: smallBeginning(words) }))) : []
  return [
    ...(troubles.length === 0 ? [] : [{ block: 'list', items: troubles } as const]),
    {
      block: 'beside',
      charts: chosen.map((one) => {
        const { chart: drawn, caption, alternative } = drawnOf(one, chart.figure)
        return { block: 'chart', caption: `${chart.title}: ${one.label}.${one === chosen[0] ? ` ${chart.caption} ${caption}` : ''}`.trimEnd(), alternative, chart: drawn } as const
      }),
    },
    ...(left.length === 0 ? [] : [paragraph(phrase('Recorded too, and left out here: {left}.', { left: enumeration(left.map(({ label }) => label)) }), 'note')]),
  ]
}

/** By label, those of which the figure was recorded. @throws LabError where a file of telemetry cannot be read */
async function seenLabels(chart: LayersChart, { experiment, ended, sources }: ReportedExperiment): Promise<readonly SeenLabel[]> {
  const seen: SeenLabel[] = []
  for (const { label, rows } of drawnGroups(chart, experiment.parts, ended)) {
    const run = rows.find((row) => row.run !== null)?.run ?? null
    const telemetry = run === null ? null : await sources.runs.telemetry(run)
    if (telemetry && layerChart(telemetry, chart.figure).lines.length > 0) seen.push({ label, telemetry, troubles: layerTroubles(telemetry, pageFormats) })
  }
  return seen
}

/** In the order of the rows. */
function chosenOf(seen: readonly SeenLabel[]): readonly SeenLabel[] {
  const worst = [...seen.slice(1)].sort((a, b) => b.troubles.length - a.troubles.length).slice(0, mostCharts - 1)
  return seen.filter((one, index) => index === 0 || worst.includes(one))
}

function drawnOf({ label, telemetry }: SeenLabel, figure: LayerFigure): DrawnChart {
  const { steps, lines } = layerChart(telemetry, figure)
  const { title, kind } = layerFigures[figure]
  const shown = evenly(lines, mostLines)
  const places = evenly(steps.map((_, index) => index), mostPoints)
  /** Zero has no place on a logarithmic axis. */
  const placed = (value: number | null | undefined): number | null => (value === undefined || (kind === 'size' && value !== null && value <= 0) ? null : value)
  return {
    chart: {
      kind: 'lines',
      x: { title: phrase('step'), scale: 'linear', kind: 'count', shown: [0] },
      y: kind === 'size' ? { title: phrase('root mean square'), scale: 'log', kind: 'number' } : { title: phrase('share'), scale: 'linear', kind: 'share', shown: [0, 1] },
      lines: shown.map(({ name, values }, index) => ({ label: name, colour: index, stroke: 'solid', points: places.map((place) => [steps[place] ?? 0, placed(values[place])]) })),
    },
    caption: shown.length < lines.length ? phrase('{shown} of {lines} layers, evenly from the first to the last.', { shown: shown.length, lines: formatCount(lines.length) }) : '',
    alternative: phrase('{title} of {shown} of {label} over the steps.', { title, shown: enumeration(shown.map(({ name }) => name)), label }),
  }
}

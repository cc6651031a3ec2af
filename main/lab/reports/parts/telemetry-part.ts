// What the layers of a run looked like at some of its steps: sizes of outputs and gradients, shares of zeros, and what is wrong.
import { layerTroubles } from '@common/conclusions/layer-troubles'
import { formatCount, formatCounted, pageFormats } from '@common/words/format'
import { enumeration } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ReportBlock, ReportBlockOf } from '@contract/reports/report-block'
import type { ChartLine } from '@contract/reports/report-chart'
import { layerFigures, telemetryFile, type LayerFigure, type Telemetry } from '@contract/runs/telemetry'
import { join } from 'node:path'
import { exists } from '../../../files/make-folder'
import { paragraph } from '../blocks'
import { evenly } from '../evenly'
import type { RunPart } from './run-part'

/** Layers that a chart can tell apart, and samples that it can show. */
const [mostLayers, mostSamples] = [7, 150]

/** In the order of the report. */
const shownFigures = ['activationRms', 'outputGradientRms', 'weightGradientRms', 'updateRms', 'zeroShare'] as const satisfies readonly LayerFigure[]

export const telemetryPart: RunPart = {
  missing: async ({ run, sources }) => ((await exists(join(sources.folders.run(run.id), telemetryFile))) ? null : phrase('The run was not told to record its layers.')),
  blocks: async ({ run, sources }) => {
    const telemetry = await sources.runs.telemetry(run.id)
    if (!telemetry || telemetry.samples.length === 0) return []
    const steps = formatCounted(telemetry.samples.length, 'step')
    const troubles = layerTroubles(telemetry, pageFormats)
    const charts = shownFigures.flatMap((figure) => chartOf(telemetry, figure))
    return [
      paragraph(troubles.length === 0 ? phrase('The run looked into its layers at {steps}; nothing is wrong with outputs and gradients.', { steps }) : phrase('The run looked into its layers at {steps}.', { steps })),
      ...(troubles.length === 0 ? [] : [{ block: 'list', items: [...troubles] } as const satisfies ReportBlock]),
      ...(charts.length === 0 ? [] : [{ block: 'beside', charts } as const satisfies ReportBlock]),
    ]
  },
}

function chartOf(telemetry: Telemetry, figure: LayerFigure): readonly ReportBlockOf<'chart'>[] {
  const { title, kind, help } = layerFigures[figure]
  const all = linesOf(telemetry, figure)
  if (all.length === 0) return []
  const lines = evenly(all, mostLayers).map((line, colour): ChartLine => ({ ...line, colour, stroke: 'solid' }))
  const some = lines.length < all.length ? phrase(' {lines} of {all} layers, evenly from the first to the last.', { lines: lines.length, all: formatCount(all.length) }) : ''
  return [{
    block: 'chart',
    caption: phrase('{title} of the layers. {help}{some}', { title, help, some }),
    alternative: phrase('{title} of {lines} over the steps.', { title, lines: enumeration(lines.map(({ label }) => label)) }),
    chart: {
      kind: 'lines',
      x: { title: phrase('step'), scale: 'linear', kind: 'count', shown: [0] },
      y: kind === 'size' ? { title: phrase('root mean square'), scale: 'log', kind: 'number' } : { title: phrase('share'), scale: 'linear', kind: 'share', shown: [0, 1] },
      lines,
    },
  }]
}

/** The layers that have a figure; a value of 0 has no place on a logarithmic axis. */
function linesOf({ layers, samples }: Telemetry, figure: LayerFigure): readonly Pick<ChartLine, 'label' | 'points'>[] {
  const isSize = layerFigures[figure].kind === 'size'
  const shown = evenly(samples, mostSamples)
  return layers.flatMap(({ name }, index) => {
    const points = shown.map(({ step, figures }): [number, number | null] => {
      const value = figures[figure][index] ?? null
      return [step, isSize && value === 0 ? null : value]
    })
    return points.some(([, value]) => value !== null) ? [{ label: name, points }] : []
  })
}

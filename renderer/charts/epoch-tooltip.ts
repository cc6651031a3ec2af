// The tooltip of a chart: the values of all curves at the epoch under the pointer, and a line at that epoch.
import { phrase } from '@language/phrase'
import { Interaction, Tooltip, type ChartType, type InteractionModeFunction, type Plugin, type TooltipPositionerFunction } from 'chart.js'
import { getRelativePosition } from 'chart.js/helpers'
import type { CurvePoint } from '@common/charts/curve-point'
import { isLevel, type ChartModel } from './chart-model'
import { readingsAt } from './readings'
import { seriesStyles, type ChartColours } from './series-style'

declare module 'chart.js' {
  interface InteractionModeMap {
    epoch: InteractionModeFunction
  }
  interface TooltipPositionerMap {
    pointer: TooltipPositionerFunction<ChartType>
  }
}

/** Whether the tooltip reads a series; it does not read scattered points. */
function isRead(model: ChartModel, index: number): boolean {
  return seriesStyles[model.series[index]?.role ?? 'chunks'].hasLine
}

/** Models by canvas, as Chart.js passes only the chart to the interaction mode. */
const models = new WeakMap<HTMLCanvasElement, ChartModel>()

/** Ties a canvas to the model whose curves the tooltip reads. */
export function readsFrom(canvas: HTMLCanvasElement, model: ChartModel): void {
  models.set(canvas, model)
}

Interaction.modes.epoch = (chart, event) => {
  const model = models.get(chart.canvas)
  const x = chart.scales.x?.getValueForPixel(getRelativePosition(event, chart).x)
  if (!model || x === undefined) return []
  const curves = model.series.map((series, index) => ({ points: isRead(model, index) ? series.points : [], isLevel: isLevel(series) }))
  return readingsAt(curves, x).flatMap(({ curve, point }) => {
    const element = chart.getDatasetMeta(curve).data[point]
    return element ? [{ element, datasetIndex: curve, index: point }] : []
  })
}

Tooltip.positioners.pointer = (items, pointer) => {
  const [first] = items
  return first ? { x: first.element.x, y: pointer.y } : false
}

function epochText(x: number): string {
  return Number.isInteger(x) ? String(x) : x.toFixed(2)
}

/** `test 0.412`, or `test 0.412 (epoch 3)` where the point is at another epoch than the tooltip. */
export function readingText(model: ChartModel, curve: number, point: CurvePoint, epoch: number): string {
  const series = model.series[curve]
  if (!series) return ''
  const isElsewhere = !isLevel(series) && Math.abs(point.x - epoch) > 0.005
  return `${series.label} ${model.formatValue(point.y)}${isElsewhere ? phrase(' (epoch {epoch})', { epoch: epochText(point.x) }) : ''}`.trim()
}

/** `epoch 3.24`. */
export function readingTitle(epoch: number): string {
  return phrase('epoch {epoch}', { epoch: epochText(epoch) })
}

/** The plugin that draws a line at the tooltip's epoch. */
export function epochLine(colours: ChartColours): Plugin<'line'> {
  return {
    id: 'epochLine',
    beforeDatasetsDraw(chart) {
      const [first] = chart.tooltip?.opacity ? chart.tooltip.dataPoints : []
      if (!first) return
      const { ctx, chartArea } = chart
      ctx.save()
      ctx.strokeStyle = colours.text
      ctx.globalAlpha = 0.5
      ctx.lineWidth = 1
      ctx.beginPath()
      ctx.moveTo(first.element.x, chartArea.top)
      ctx.lineTo(first.element.x, chartArea.bottom)
      ctx.stroke()
      ctx.restore()
    },
  }
}

// Marks the spikes that a cut axis leaves out, by an arrow at the upper edge and the value.
import type { Plugin } from 'chart.js'
import type { AxisRange } from '@common/charts/axis-range'
import type { ChartModel } from './chart-model'
import { letters } from './letters'
import { seriesStyles, type ChartColours } from './series-style'
import { spacedApart, spikesAbove } from '@common/charts/spikes'

/** The plugin that marks spikes above the range that a chart shows now. */
export function cutMarks(model: ChartModel, colours: ChartColours, shownRange: () => AxisRange): Plugin<'line'> {
  return {
    id: 'cutMarks',
    afterDatasetsDraw(chart) {
      const range = shownRange()
      const { ctx, chartArea, scales } = chart
      const xAxis = scales.x
      if (!range.isCut || !xAxis) return
      const size = letters(11)
      const spikes = model.series
        .filter(({ role }) => seriesStyles[role].hasLine)
        .flatMap(({ role, points }) => spikesAbove(points, range.max).map(({ x, y }) => ({ x: xAxis.getPixelForValue(x), y, colour: colours.roles[role] })))
        .filter(({ x }) => x <= chartArea.right + 1)
      ctx.save()
      ctx.font = `500 ${size}px ${chart.options.font?.family ?? 'sans-serif'}`
      ctx.textBaseline = 'middle'
      ctx.lineJoin = 'round'
      ctx.lineWidth = 4
      ctx.strokeStyle = colours.ground
      for (const { x, y, colour } of spacedApart(spikes, 7 * size)) {
        const text = model.formatValue(y)
        const isNearEdge = x + size + ctx.measureText(text).width > chartArea.right
        const middle = chartArea.top + size / 2 + 2
        const textX = isNearEdge ? x - size * 0.8 : x + size * 0.8
        ctx.textAlign = isNearEdge ? 'right' : 'left'
        ctx.fillStyle = colour
        ctx.beginPath()
        ctx.moveTo(x, middle - size / 2)
        ctx.lineTo(x + size / 2, middle + size / 3)
        ctx.lineTo(x - size / 2, middle + size / 3)
        ctx.closePath()
        ctx.stroke()
        ctx.fill()
        ctx.strokeText(text, textX, middle)
        ctx.fillText(text, textX, middle)
      }
      ctx.restore()
    },
  }
}

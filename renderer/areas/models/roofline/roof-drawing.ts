// Draws the roof of a device into a roofline chart: slope, flat top, corner, what lies beyond reach, and the names of the largest layers.
import { phrase } from '@language/phrase'
import { attainable, ridgeOf, type Roof } from '@common/roofline/roof'
import { formatByteRate, formatFlopRate } from '@common/words/format'
import type { Chart, Plugin } from 'chart.js'
import { letters } from '../../../charts/letters'
import { placeNames, type Box, type Dot, type NamedDot } from '@common/charts/point-labels'
import type { RooflineColours } from './roofline-colours'
import type { Direction, RooflineSeries } from '@common/roofline/roofline-points'

/** Layers that take less of a training step have no name in the chart. */
const smallestNamed = 0.03

/** A ceiling of convolutions is drawn where they reach less than this of the roof. */
const noticeable = 0.97

/** Two points of a line, in pixels. */
type Line = readonly [from: { readonly x: number; readonly y: number }, to: { readonly x: number; readonly y: number }]

export interface RoofDrawing {
  readonly roof: Roof
  readonly series: readonly RooflineSeries[]
  readonly colours: RooflineColours
  readonly fontFamily: string
}

export function roofDrawing({ roof, series, colours, fontFamily }: RoofDrawing): Plugin<'scatter'> {
  const font = (): string => `500 ${letters(12)}px ${fontFamily}`
  return {
    id: 'roof',
    beforeDatasetsDraw(chart) {
      const { ctx } = chart
      const { slope, top, corner } = linesOf(chart, roof)
      ctx.save()
      clip(chart)
      shade(chart, slope, top, colours)
      ctx.strokeStyle = colours.roof
      ctx.lineWidth = 2
      stroke(ctx, slope)
      stroke(ctx, top)
      ctx.lineWidth = 1
      ctx.setLineDash([2, 4])
      stroke(ctx, [corner, { x: corner.x, y: chart.chartArea.bottom }])
      if (roof.convolutionShare < noticeable) {
        ctx.setLineDash([6, 4])
        stroke(ctx, ceilingOf(chart, roof))
      }
      ctx.restore()
    },
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      ctx.save()
      ctx.font = font()
      ctx.lineJoin = 'round'
      ctx.lineWidth = 4
      ctx.strokeStyle = colours.ground
      writeNames(chart, series, colours, writeRoof(chart, roof, colours))
      ctx.restore()
    },
  }
}

/** Where an intensity and a speed lie on the canvas. */
function placeOf({ scales }: Chart<'scatter'>, intensity: number, speed: number): { x: number; y: number } {
  return { x: scales.x?.getPixelForValue(intensity) ?? 0, y: scales.y?.getPixelForValue(speed) ?? 0 }
}

function linesOf(chart: Chart<'scatter'>, roof: Roof): { readonly slope: Line; readonly top: Line; readonly corner: { readonly x: number; readonly y: number } } {
  const { min = 1, max = 1 } = chart.scales.x ?? {}
  const corner = placeOf(chart, ridgeOf(roof), roof.flopsPerSecond)
  return { slope: [placeOf(chart, min, attainable(roof, min)), corner], top: [corner, placeOf(chart, max, roof.flopsPerSecond)], corner }
}

/** The lower flat roof of convolutions, from the slope to the right end. */
function ceilingOf(chart: Chart<'scatter'>, roof: Roof): Line {
  const ceiling = roof.flopsPerSecond * roof.convolutionShare
  return [placeOf(chart, ceiling / roof.bytesPerSecond, ceiling), placeOf(chart, chart.scales.x?.max ?? 1, ceiling)]
}

function stroke(ctx: CanvasRenderingContext2D, [from, to]: Line): void {
  ctx.beginPath()
  ctx.moveTo(from.x, from.y)
  ctx.lineTo(to.x, to.y)
  ctx.stroke()
}

function clip({ ctx, chartArea }: Chart<'scatter'>): void {
  ctx.beginPath()
  ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height)
  ctx.clip()
}

/** Fills what lies above the roof, where no layer can be. */
function shade({ ctx, chartArea }: Chart<'scatter'>, [start, corner]: Line, [, end]: Line, colours: RooflineColours): void {
  ctx.beginPath()
  ctx.moveTo(chartArea.left, chartArea.top)
  for (const { x, y } of [start, corner, end]) ctx.lineTo(x, y)
  ctx.lineTo(chartArea.right, chartArea.top)
  ctx.fillStyle = colours.grid
  ctx.globalAlpha = 0.55
  ctx.fill()
  ctx.globalAlpha = 1
}

function write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  ctx.strokeText(text, x, y) // a halo, so that a line behind the text does not cross it out
  ctx.fillText(text, x, y)
}

/** The device's figures along its roof, and the intensity of the corner. @returns what the figures on the flat roof take, where no name may stand */
function writeRoof(chart: Chart<'scatter'>, roof: Roof, colours: RooflineColours): readonly Box[] {
  const { ctx, chartArea } = chart
  const { slope: [start, corner] } = linesOf(chart, roof)
  const [gap, height] = [letters(6), letters(14)]
  const taken: Box[] = []
  /** Beginning at a place, or further left where the text would leave the chart. */
  const writeFrom = (text: string, x: number, top: number): void => {
    const width = ctx.measureText(text).width
    const left = Math.min(x, chartArea.right - gap - width)
    write(ctx, text, left, top + height / 2)
    taken.push({ left, right: left + width, top, bottom: top + height })
  }
  ctx.fillStyle = colours.roof
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  writeFrom(formatFlopRate(roof.flopsPerSecond), corner.x + gap, corner.y - gap - height)
  if (roof.convolutionShare < noticeable) {
    const [ceiling] = ceilingOf(chart, roof)
    writeFrom(phrase('convolutions {speed}', { speed: formatFlopRate(roof.flopsPerSecond * roof.convolutionShare) }), corner.x + gap, ceiling.y + gap)
  }
  ctx.textAlign = 'center'
  ctx.textBaseline = 'bottom'
  const ridge = phrase('{intensity} FLOP/byte', { intensity: ridgeOf(roof).toPrecision(3) })
  const half = ctx.measureText(ridge).width / 2
  write(ctx, ridge, Math.min(Math.max(corner.x, chartArea.left + half), chartArea.right - half), chartArea.bottom - gap)
  // Along the slope, in the middle of the part that is seen.
  ctx.translate((Math.max(start.x, chartArea.left) + corner.x) / 2, (start.y + corner.y) / 2)
  ctx.rotate(Math.atan2(corner.y - start.y, corner.x - start.x))
  write(ctx, formatByteRate(roof.bytesPerSecond), 0, -gap)
  ctx.resetTransform()
  ctx.scale(chart.currentDevicePixelRatio, chart.currentDevicePixelRatio)
  return taken
}

/** Names of the layers that take most of the time, beside their larger point. @param taken where no name may stand */
function writeNames(chart: Chart<'scatter'>, series: readonly RooflineSeries[], colours: RooflineColours, taken: readonly Box[]): void {
  const { ctx } = chart
  const dots: Dot[] = []
  const named = new Map<string, NamedDot & { readonly text: string; readonly share: number; readonly colour: string }>()
  for (const [index, { network, direction, points }] of series.entries()) {
    for (const [place, { x, y }] of chart.getDatasetMeta(index).data.entries()) {
      const point = points[place]
      if (!point) continue
      const dot = { x, y, radius: radiusOf(point.share, direction) }
      dots.push(dot)
      const key = `${network} ${point.layer}`
      if (point.share < smallestNamed || (named.get(key)?.share ?? 0) >= point.share) continue
      named.set(key, { ...dot, width: ctx.measureText(point.layer).width, text: point.layer, share: point.share, colour: colours.networks[network % colours.networks.length] ?? colours.text })
    }
  }
  const names = [...named.values()].sort((a, b) => b.share - a.share)
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  for (const [index, box] of placeNames(names, dots, letters(14), chart.chartArea, taken).entries()) {
    const name = names[index]
    if (!box || !name) continue
    ctx.fillStyle = name.colour
    write(ctx, name.text, box.left, (box.top + box.bottom) / 2)
  }
}

/** Radius of the smallest point: the corners of a triangle look out behind a circle at the same place. */
const smallest: Readonly<Record<Direction, number>> = { forward: 3.5, backward: 5.5 }

/** Radius of a point in pixels: its area grows with the layer's share of the time. */
export function radiusOf(share: number, direction: Direction): number {
  return letters(smallest[direction] + 9 * Math.sqrt(share))
}

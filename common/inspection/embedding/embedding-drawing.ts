// An embedding as a drawing for files: points in their colours and shapes, names at the centres of classes, and what each mark means.
import { html, type Markup } from '../../markup/markup'
import type { PictureDrawing } from '../../pictures/picture-svg'
import { formatCount } from '../../words/plain-format'
import { centreLabels } from './centre-labels'
import { groupCentres, pointGroups, type Colouring, type EmbeddedPoints } from './embedded-points'
import { wholeView, type PlotView } from './plot-view'
import { printColours, shapeCorners, type PointShape, type PointStyle } from './point-style'

export interface EmbeddingDrawingOptions {
  readonly colouring: Colouring
  /** Names of the classes. */
  readonly classes: readonly string[]
}

/** Of the plot, in CSS pixels; below it stand the marks with their names, in columns. */
const [plotWidth, plotHeight, margin] = [720, 540, 20]
const [labelSize, legendSize, legendLine, columnWidth] = [12, 11, 17, 144]

/** Radius of a point: many points are smaller. */
const radiusOf = (points: number): number => (points > 2000 ? 1.6 : 2.6)

export function embeddingDrawing(points: EmbeddedPoints, { colouring, classes }: EmbeddingDrawingOptions): PictureDrawing {
  const view = wholeView(points.places, { width: plotWidth, height: plotHeight }, margin)
  const groups = pointGroups(points, colouring, classes)
  const radius = radiusOf(points.labels.length)
  const marks = groups.map(({ style, points: of }) => html`<path d="${of.map((point) => outline(points.places, point, view, radius, style.shape)).join('')}" fill="${printColours[style.colour]}" fill-opacity="0.75"/>`)
  const names = centreLabels(groupCentres(points.places, pointGroups(points, 'class', classes)), view, { width: plotWidth, height: plotHeight }, labelSize)
  const columns = Math.floor(plotWidth / columnWidth)
  const legend = groups.map(({ name, style, points: of }, place) => legendEntry(`${name} (${formatCount(of.length)})`, style, (place % columns) * columnWidth, plotHeight + 16 + Math.floor(place / columns) * legendLine))
  const body = html`<rect x="0.5" y="0.5" width="${plotWidth - 1}" height="${plotHeight - 1}" fill="none" stroke="#e4e7eb"/>${marks}${names.map(({ name, x, y }) => nameMark(name, x, y))}${legend}`
  return { body, width: plotWidth, height: plotHeight + 8 + Math.ceil(groups.length / columns) * legendLine }
}

const short = (value: number): string => String(Math.round(value * 10) / 10)

function outline(places: Float32Array, point: number, { x, y, scale }: PlotView, radius: number, shape: PointShape): string {
  const [centreX, centreY] = [x + scale * (places[2 * point] ?? 0), y + scale * (places[2 * point + 1] ?? 0)]
  return `M${shapeCorners[shape].map(([dx, dy]) => `${short(centreX + radius * dx)} ${short(centreY + radius * dy)}`).join('L')}Z`
}

/** Letters on a white rim, which keeps them apart from the points below. */
const nameMark = (name: string, x: number, y: number): Markup =>
  html`<text x="${short(x)}" y="${short(y + labelSize / 3)}" font-size="${labelSize}" font-weight="600" text-anchor="middle" fill="#1c1f23" stroke="#ffffff" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke">${name}</text>`

function legendEntry(words: string, { colour, shape }: PointStyle, x: number, y: number): Markup {
  const corners = shapeCorners[shape].map(([dx, dy]) => `${short(x + 6 + 4 * dx)},${short(y + 4 * dy)}`).join(' ')
  return html`<polygon points="${corners}" fill="${printColours[colour]}"/><text x="${x + 16}" y="${y + 4}" font-size="${legendSize}" fill="#1c1f23">${words}</text>`
}

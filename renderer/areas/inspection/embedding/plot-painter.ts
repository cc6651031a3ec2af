// Draws an embedding on a canvas: all points of a group as one path, so that ten thousand are drawn within a frame.
import { centreLabels } from '@common/inspection/embedding/centre-labels'
import type { PointCentre, PointGroup } from '@common/inspection/embedding/embedded-points'
import type { PlotSize, PlotView } from '@common/inspection/embedding/plot-view'
import { shapeCorners, type PointColour, type PointShape } from '@common/inspection/embedding/point-style'
import { groundColours, themeColourReader } from '../../../charts/theme-colour'

export interface PaintedEmbedding {
  readonly places: Float32Array
  readonly groups: readonly PointGroup[]
  readonly centres: readonly PointCentre[]
  readonly view: PlotView
  readonly size: PlotSize
  /** Radius of a point in pixels. */
  readonly radius: number
  /** The group that stands out; null: all are alike. */
  readonly emphasis: string | null
  /** Point that is the chosen image; null: none of these is. */
  readonly chosen: number | null
  /** Point under the pointer. */
  readonly hovered: number | null
  readonly letters: number
}

const alphas = { usual: 0.75, faint: 0.12 } as const

/** Names of colours in the theme. */
const themeColour = (colour: PointColour): string => (colour === 'right' ? 'published' : `network-${colour}`)

export function paintEmbedding(context: CanvasRenderingContext2D, painted: PaintedEmbedding): void {
  const { places, groups, view, size, radius, emphasis, chosen, hovered } = painted
  const colour = themeColourReader()
  context.clearRect(0, 0, size.width, size.height)
  const atLast = groups.filter(({ name }) => name === emphasis)
  for (const { name, style, points } of [...groups.filter((group) => group.name !== emphasis), ...atLast]) {
    context.globalAlpha = emphasis === null || emphasis === name ? alphas.usual : alphas.faint
    context.fillStyle = colour(themeColour(style.colour))
    context.beginPath()
    for (const point of points) trace(context, places, point, painted, radius, style.shape)
    context.fill()
  }
  context.globalAlpha = 1
  const { ground } = groundColours(colour)
  const ink = getComputedStyle(document.documentElement).getPropertyValue('--ui-text-highlighted').trim()
  names(context, painted, ink, ground)
  for (const [point, width] of [[hovered, 1.5], [chosen, 2.5]] as const) {
    if (point !== null) ring(context, places, point, view, { radius: radius + 4, ink, ground, width })
  }
}

function trace(context: CanvasRenderingContext2D, places: Float32Array, point: number, { view: { x, y, scale }, size }: PaintedEmbedding, radius: number, shape: PointShape): void {
  const [centreX, centreY] = [x + scale * (places[2 * point] ?? 0), y + scale * (places[2 * point + 1] ?? 0)]
  const reach = 2 * radius
  if (centreX < -reach || centreY < -reach || centreX > size.width + reach || centreY > size.height + reach) return
  for (const [corner, [dx, dy]] of shapeCorners[shape].entries()) {
    if (corner === 0) context.moveTo(centreX + radius * dx, centreY + radius * dy)
    else context.lineTo(centreX + radius * dx, centreY + radius * dy)
  }
  context.closePath()
}

interface Ring {
  readonly radius: number
  readonly ink: string
  readonly ground: string
  readonly width: number
}

/** A ring with a rim, which is seen on points of any colour. */
function ring(context: CanvasRenderingContext2D, places: Float32Array, point: number, { x, y, scale }: PlotView, { radius, ink, ground, width }: Ring): void {
  for (const [stroke, lineWidth] of [[ground, width + 2.5], [ink, width]] as const) {
    context.beginPath()
    context.arc(x + scale * (places[2 * point] ?? 0), y + scale * (places[2 * point + 1] ?? 0), radius, 0, 2 * Math.PI)
    context.strokeStyle = stroke
    context.lineWidth = lineWidth
    context.stroke()
  }
}

function names(context: CanvasRenderingContext2D, { centres, view, size, letters, emphasis }: PaintedEmbedding, ink: string, ground: string): void {
  context.font = `600 ${letters}px ${getComputedStyle(document.body).fontFamily}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  for (const { name, x, y } of centreLabels(centres, view, size, letters)) {
    context.globalAlpha = emphasis === null || emphasis === name || !centres.some((centre) => centre.name === emphasis) ? 1 : 0.35
    context.strokeStyle = ground
    context.lineWidth = 4
    context.strokeText(name, x, y)
    context.fillStyle = ink
    context.fillText(name, x, y)
  }
  context.globalAlpha = 1
}

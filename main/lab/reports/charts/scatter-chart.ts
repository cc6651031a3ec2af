// Points of two figures, named where there is room: filled on the front and joined by it, hollow elsewhere, published ones with a mark of their own.
import { nameGap, placeNames, type Box, type Dot } from '@common/charts/point-labels'
import { html, type Markup } from '@common/markup/markup'
import { phrase } from '@language/phrase'
import type { ScatterChart } from '@contract/reports/report-chart'
import { chartFrame, type Frame } from './chart-frame'
import { valueScale } from './chart-scale'
import { chartMeasures, lineHeight, type ChartSize } from './chart-size'
import { barBetween } from './drawn-line'
import { legend, type LegendEntry } from './legend'
import { colourOf, marks, type Place } from './marks'
import { short, svgElement, svgText, toBaseline, wordsWidth } from './svg-element'

type Point = ScatterChart['points'][number]

interface PlacedPoint extends Dot {
  readonly point: Point
  /** Ends of its bar; null: its spread is not known. */
  readonly bar: { readonly low: Place; readonly high: Place } | null
}

interface PlacedLine {
  readonly label: string
  readonly places: readonly Place[]
}

/** Radius of marks that are all alike, and the range of those whose size says something. */
const [usualRadius, smallestRadius, largestRadius] = [4, 2.5, 11]
/** Shape of published points. */
const publishedShape = 3
const legendGap = 6

export function scatterChart(chart: ScatterChart, alternative: string, size: ChartSize): Markup {
  const { width, plotHeight } = chartMeasures[size]
  const lines = chart.lines ?? []
  const corners = lines.flatMap(({ points }) => points)
  const x = valueScale(chart.x, [...chart.points.map((point) => point.x), ...corners.map(([at]) => at)], { most: size === 'full' ? 8 : 5, isTight: true, inset: 0.05 })
  const y = valueScale(chart.y, [...chart.points.flatMap((point) => [point.y, ...(point.spread === null ? [] : [point.y - point.spread, point.y + point.spread])]), ...corners.map(([, at]) => at)], { most: 5 })
  const frame = chartFrame({ x: { scale: x, title: chart.x.title }, y: { scale: y, title: chart.y.title }, width, plotHeight, right: 14, hasGridOfX: true })
  const placeOf = (atX: number, atY: number): Place | null => {
    const [along, up] = [x.placeOf(atX), y.placeOf(atY)]
    return along === null || up === null ? null : { x: frame.xOf(along), y: frame.yOf(up) }
  }
  const points = chart.points.flatMap((point): readonly PlacedPoint[] => {
    const place = placeOf(point.x, point.y)
    if (!place) return []
    const [low, high] = point.spread === null ? [null, null] : [placeOf(point.x, point.y - point.spread), placeOf(point.x, point.y + point.spread)]
    return [{ ...place, point, radius: radiusOf(point), bar: low && high ? { low, high } : null }]
  })
  const placedLines = lines.map(({ label, points: own }): PlacedLine => ({ label, places: own.flatMap(([atX, atY]) => placeOf(atX, atY) ?? []) }))
  const front = points.filter(({ point }) => point.isOnFront).sort((a, b) => a.x - b.x)
  const key = legend(legendEntries(chart), width)
  return svgElement({ width, height: frame.height + (key.height > 0 ? key.height + legendGap : 0), alternative, look: size }, [
    frame.axes,
    html`<path class="leader" d="${placedLines.map(({ places }) => lineThrough(places)).join('')}" />`,
    html`<path class="front" d="${lineThrough(front)}" />`,
    groupsOf(points).map((group) => groupMarkup(group, chart)),
    namesMarkup(points, placedLines, front, frame, width),
    key.at(0, frame.height + legendGap),
  ])
}

const radiusOf = ({ size }: Point): number => (size === undefined ? usualRadius : Math.sqrt(smallestRadius ** 2 + size * (largestRadius ** 2 - smallestRadius ** 2)))

const lineThrough = (places: readonly Place[]): string => (places.length < 2 ? '' : places.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join(''))

/** Points of one look. */
interface PointGroup {
  readonly group: number
  readonly isFilled: boolean
  readonly isPublished: boolean
  readonly points: readonly PlacedPoint[]
}

/** Points by their look; without a front all that are not published are filled. */
function groupsOf(points: readonly PlacedPoint[]): readonly PointGroup[] {
  const hasFront = points.some(({ point }) => point.isOnFront)
  const groups = new Map<string, { group: number; isFilled: boolean; isPublished: boolean; points: PlacedPoint[] }>()
  for (const placed of points) {
    const { group = 0, isOnFront, isPublished } = placed.point
    const isFilled = !isPublished && (isOnFront || !hasFront)
    const key = [group, isFilled, isPublished].join()
    const known = groups.get(key)
    if (known) known.points.push(placed)
    else groups.set(key, { group, isFilled, isPublished, points: [placed] })
  }
  return [...groups.values()]
}

/** Shape and colour of a group's marks. */
const lookOf = (group: number, isPublished: boolean, isFilled: boolean) => ({ shape: isPublished ? publishedShape : group >= publishedShape ? group + 1 : group, colour: colourOf(group), isHollow: !isFilled })

function groupMarkup({ group, isFilled, isPublished, points }: PointGroup, { points: all }: ScatterChart): Markup {
  const bars = points.flatMap(({ bar }) => (bar ? [barBetween(bar)] : [])).join('')
  const look = lookOf(group, isPublished, isFilled)
  const hasSizes = all.some(({ size }) => size !== undefined)
  // Large marks may cover each other: each is drawn by itself, the largest first.
  const drawn = hasSizes ? [...points].sort((a, b) => b.radius - a.radius).map((point) => marks([point], { ...look, radius: Math.round(point.radius * 10) / 10 })) : marks(points, { ...look, radius: usualRadius })
  return html`${bars === '' ? null : html`<path class="spread s${look.colour}" d="${bars}" />`}<g class="${hasSizes ? 'translucent' : 'opaque'}">${drawn}</g>`
}

/** Pixels between two of the boxes that stand for a line, and half its width with some air. */
const [lineStep, halfLine] = [6, 1.5]

/** Boxes along a line, which names go round. */
const boxesAlong = (places: readonly Place[]): readonly Box[] =>
  places.slice(1).flatMap((to, index) => {
    const from = places[index] ?? to
    const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / lineStep))
    return Array.from({ length: count }, (_, step): Box => {
      const [x, y] = [from.x + ((to.x - from.x) * step) / count, from.y + ((to.y - from.y) * step) / count]
      return { left: x - halfLine, right: x + lineStep, top: y - halfLine, bottom: y + halfLine }
    })
  })

/** Distances of names from their points: beside them, or further away and joined to them. */
const nameGaps = [nameGap, 16, 28]

/** The line from a point to its name; none where that stands beside it. */
function leaderTo({ x, y, radius }: Dot, { left, right, top, bottom }: Box): string {
  const [toX, toY] = [Math.min(Math.max(x, left - 1), right + 1), Math.min(Math.max(y, top + 2), bottom - 1)]
  const distance = Math.hypot(toX - x, toY - y)
  if (distance <= radius + 2 * nameGap) return ''
  const from = (radius + 1.5) / distance
  return `M${short(x + (toX - x) * from)} ${short(y + (toY - y) * from)}L${short(toX)} ${short(toY)}`
}

/** Names of lines above their right ends, then of points: those of the front first, then published ones, then the others as far as there is room. */
function namesMarkup(points: readonly PlacedPoint[], lines: readonly PlacedLine[], front: readonly PlacedPoint[], { plot }: Frame, width: number): Markup {
  const ends = lines.flatMap(({ label, places }) => {
    const end = places.at(-1)
    const own = Math.min(wordsWidth(label), width)
    return label === '' || !end ? [] : [{ label, end: { x: Math.max(end.x, own), y: end.y }, width: own }]
  })
  const lineBoxes = ends.map(({ end, width: own }): Box => ({ left: end.x - own, right: end.x, top: end.y - lineHeight - 3, bottom: end.y - 3 }))
  const rank = ({ point }: PlacedPoint): number => (point.isOnFront ? 0 : point.isPublished ? 1 : 2)
  const named = points.filter(({ point }) => point.label !== '').sort((a, b) => rank(a) - rank(b))
  const bars = points.flatMap(({ bar }): readonly Box[] => (bar ? [{ left: bar.low.x - 3, right: bar.low.x + 3, top: bar.high.y, bottom: bar.low.y }] : []))
  const taken = [...lineBoxes, ...bars, ...boxesAlong(front), ...lines.flatMap(({ places }) => boxesAlong(places))]
  const boxes = placeNames(named.map((dot) => ({ x: dot.x, y: dot.y, radius: dot.radius, width: wordsWidth(dot.point.label) })), points, lineHeight - 2, { left: plot.left, right: width, top: plot.top - lineHeight / 2, bottom: plot.bottom }, taken, nameGaps)
  const placed = named.flatMap((dot, index) => {
    const box = boxes[index]
    return box ? [{ dot, box }] : []
  })
  const words = placed.map(({ dot, box }) => svgText({ x: box.left, y: (box.top + box.bottom) / 2 + toBaseline, text: dot.point.label, look: 'words' }))
  return html`<path class="leader" d="${placed.map(({ dot, box }) => leaderTo(dot, box)).join('')}" />${ends.map(({ label, end }) => svgText({ x: end.x, y: end.y - 7, text: label, look: 'tick', anchor: 'end', room: width }))}${words}`
}

/** Keys of the looks that there are, where there is more than one. */
function legendEntries({ points, groups = [] }: ScatterChart): readonly LegendEntry[] {
  const key = (group: number, isPublished: boolean, isFilled: boolean) => (x: number, y: number) => [marks([{ x: x + 13, y }], { ...lookOf(group, isPublished, isFilled), radius: usualRadius })]
  const hasFront = points.some(({ isOnFront }) => isOnFront)
  const kinds: readonly (LegendEntry & { readonly isThere: boolean })[] = [
    { text: phrase('on the front: nothing else is better in both'), key: key(0, false, true), isThere: hasFront },
    { text: phrase('behind the front'), key: key(0, false, false), isThere: hasFront && points.some(({ isOnFront, isPublished }) => !isOnFront && !isPublished) },
    { text: phrase('published'), key: key(0, true, false), isThere: points.some(({ isPublished }) => isPublished) },
  ]
  const ofGroups = groups.length > 1 ? groups.map((text, group): LegendEntry => ({ text, key: key(group, false, true) })) : []
  return [...ofGroups, ...kinds.filter(({ isThere }) => isThere)]
}

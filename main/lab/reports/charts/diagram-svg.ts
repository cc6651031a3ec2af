// A network as boxes and arrows, from the input down; long ones in columns from left to right.
import type { DiagramGraph, Point } from '@common/diagram/layered-layout'
import { html, type Markup } from '@common/markup/markup'
import type { ReportBlockOf } from '@contract/reports/report-block'
import { lineHeight } from './chart-size'
import { columnGap, diagramColumns, portSize, type DiagramColumn } from './diagram-columns'
import { short, svgElement, svgText, toBaseline, widestOf, wrappedWords } from './svg-element'

type Diagram = ReportBlockOf<'diagram'>
type Box = Diagram['boxes'][number]

/** Of boxes; they are as wide as the longest of their words needs, and longer titles are wrapped. */
const boxSize = { least: 120, most: 190, mostOfFew: 260, padding: 10, edge: 5 }
/** Boxes up to which a diagram has room for wide ones. */
const fewBoxes = 16
/** Most lines of a title. */
const mostTitleLines = 4
/** What there is room for on a page, with letters at their size. */
const page = { width: 680, height: 780 }
/** Half a page: what fits it in columns is drawn so, as a figure that needs the whole page leaves the one before it white. */
const halfPage = { width: 680, height: 430 }
const arrowHead = { length: 6, half: 3.5 }
/** Radius of corners of boxes and bends. */
const corner = 5

export function diagramSvg({ boxes, arrows, alternative }: Diagram): Markup {
  const most = boxes.length <= fewBoxes ? boxSize.mostOfFew : boxSize.most
  const width = Math.min(Math.max(widestOf(boxes.flatMap(({ title, detail }) => [title, detail])) + 2 * boxSize.padding, boxSize.least), most)
  const drawn = new Map(boxes.map((box) => [box.id, drawnBox(box, width)]))
  const known = new Set(boxes.map(({ id }) => id))
  const edges = arrows.filter(([from, to]) => known.has(from) && known.has(to))
  const graph: DiagramGraph = { nodes: boxes.map(({ id }) => ({ id, width, height: drawn.get(id)?.height ?? 0 })), edges }
  const low = diagramColumns(graph, halfPage)
  const laidOut = low.width <= halfPage.width && low.height <= halfPage.height ? low : diagramColumns(graph, page)
  const placed = laidOut.columns.map((column) => ({ column, inside: centresIn(column) }))
  const centres = new Map(placed.flatMap(({ inside }) => [...inside]))
  const paths = placed.flatMap(({ column, inside }) => [...innerArrows(column), ...enteringArrow(column, (id) => edgesOf(centres.get(id), drawn.get(id)), inside.get(column.entry?.to ?? ''))])
  const body = [
    html`<path class="arrow" d="${paths.map(({ path }) => path).join('')}" /><path class="arrow-head" d="${paths.map(({ end }) => (end ? headAt(end) : '')).join('')}" />`,
    placed.map(({ column, inside }) => portMarkup(column, inside.get(column.entry?.to ?? ''))),
    [...drawn].map(([id, box]) => boxMarkup(box, centres.get(id) ?? { x: 0, y: 0 }, width)),
  ]
  return svgElement({ width: Math.max(laidOut.width, 1), height: Math.max(laidOut.height, 1), alternative, look: 'natural' }, body)
}

/** Centres of the boxes of a column. */
const centresIn = ({ left, layout, ids }: DiagramColumn): ReadonlyMap<string, Point> => new Map(ids.map((id, index) => [id, { x: left + (layout.nodes[index]?.x ?? 0), y: layout.nodes[index]?.y ?? 0 }]))

interface Arrow {
  readonly path: string
  /** Its tip, at which it points down; null: it ends in a port. */
  readonly end: Point | null
}

/** Arrows within a column, bent as they were laid out. */
function innerArrows({ left, layout }: DiagramColumn): readonly Arrow[] {
  return layout.edges.flatMap((own): readonly Arrow[] => {
    const points = own.map(({ x, y }) => ({ x: x + left, y }))
    const end = points.at(-1)
    return end ? [{ path: bent([...points.slice(0, -1), { x: end.x, y: end.y - arrowHead.length }]), end }] : []
  })
}

/** A box with its words as lines. */
interface DrawnBox extends Box {
  readonly lines: readonly string[]
  readonly height: number
}

function drawnBox(box: Box, width: number): DrawnBox {
  const wrapped = wrappedWords(box.title, roomIn(width))
  // What is beyond the last line is cut off at its end.
  const lines = wrapped.length <= mostTitleLines ? wrapped : [...wrapped.slice(0, mostTitleLines - 1), wrapped.slice(mostTitleLines - 1).join(' ')]
  return { ...box, lines, height: (lines.length + (box.detail === '' ? 0 : 1)) * lineHeight + 2 * boxSize.edge }
}

const roomIn = (width: number): number => width - 2 * boxSize.padding + 2

interface BoxEdges {
  readonly x: number
  readonly top: number
  readonly bottom: number
}

const edgesOf = (centre: Point | undefined, box: DrawnBox | undefined): BoxEdges | null => (centre && box ? { x: centre.x, top: centre.y - box.height / 2, bottom: centre.y + box.height / 2 } : null)

/** The arrow from a box of an earlier column to the top of this one, through the gap before it. */
function enteringArrow({ left, entry }: DiagramColumn, edges: (id: string) => BoxEdges | null, port: Point | undefined): readonly Arrow[] {
  const start = entry && edges(entry.from)
  if (!start) return []
  const gap = left - columnGap / 2
  const way = (turnAt: number, x: number): readonly Point[] => [{ x: start.x, y: start.bottom }, { x: start.x, y: start.bottom + 12 }, { x: gap, y: start.bottom + 12 }, { x: gap, y: turnAt }, { x, y: turnAt }]
  if (entry.isPort) return port ? [{ path: rounded(way(port.y, port.x)), end: null }] : []
  const target = edges(entry.to)
  if (!target) return []
  return [{ path: rounded([...way(target.top - arrowHead.length - 8, target.x), { x: target.x, y: target.top - arrowHead.length }]), end: { x: target.x, y: target.top } }]
}

/** The dot of a column from which several arrows go on. */
function portMarkup({ entry }: DiagramColumn, at: Point | undefined): Markup | null {
  return entry?.isPort === true && at ? html`<circle class="arrow-head" cx="${short(at.x)}" cy="${short(at.y)}" r="${portSize / 2}" />` : null
}

/** A curve along points: half way to each bend straight, and around it. */
function bent(points: readonly Point[]): string {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (!first || !last) return ''
  const bends = rest.slice(0, -1).map(({ x, y }, index) => {
    const next = rest[index + 1] ?? last
    return `Q${short(x)} ${short(y)} ${short((x + next.x) / 2)} ${short((y + next.y) / 2)}`
  })
  return `M${short(first.x)} ${short(first.y)}${bends.join('')}L${short(last.x)} ${short(last.y)}`
}

/** Level and upright lines with round corners. */
function rounded(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const [before, after] = [points[index - 1], points[index + 1]]
      if (!before) return `M${short(point.x)} ${short(point.y)}`
      if (!after) return `L${short(point.x)} ${short(point.y)}`
      const [enter, leave] = [towards(point, before), towards(point, after)]
      return `L${short(enter.x)} ${short(enter.y)}Q${short(point.x)} ${short(point.y)} ${short(leave.x)} ${short(leave.y)}`
    })
    .join('')
}

/** The point that lies a corner's radius from one point towards another. */
function towards(from: Point, to: Point): Point {
  const distance = Math.hypot(to.x - from.x, to.y - from.y)
  const share = distance === 0 ? 0 : Math.min(corner, distance / 2) / distance
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

const headAt = ({ x, y }: Point): string => `M${short(x - arrowHead.half)} ${short(y - arrowHead.length)}h${2 * arrowHead.half}L${short(x)} ${short(y)}z`

/** A box with its lines; kinds differ in their colour and in their frame. */
function boxMarkup({ lines, detail, kind, height }: DrawnBox, { x, y }: Point, width: number): Markup {
  const [left, top] = [x - width / 2, y - height / 2]
  const baseline = (line: number): number => top + boxSize.edge + (line + 0.5) * lineHeight + toBaseline
  const words = lines.map((text, line) => svgText({ x, y: baseline(line), text, look: 'words', anchor: 'middle', room: roomIn(width) }))
  const last = detail === '' ? null : svgText({ x, y: baseline(lines.length), text: detail, look: 'tick', anchor: 'middle', room: roomIn(width) })
  return html`<rect class="box box-${kind}" x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${short(height)}" rx="${kind === 'input' ? short(Math.min(height / 2, 20)) : corner}" />${words}${last}`
}

// A network as boxes and arrows, from the input down; long ones in columns from left to right.
import type { DiagramGraph, Point } from '@common/diagram/layered-layout'
import type { ReportBlockOf } from '@contract/reports/report-block'
import { html, type Markup } from '../markup'
import { lineHeight } from './chart-size'
import { columnGap, diagramColumns, portSize, type DiagramColumn } from './diagram-columns'
import { short, svgElement, svgText, toBaseline, widestOf } from './svg-element'

type Diagram = ReportBlockOf<'diagram'>
type Box = Diagram['boxes'][number]

/** Of boxes; they are as wide as the longest of their words needs. */
const boxSize = { least: 120, most: 240, padding: 10, height: 2 * lineHeight + 10 }
/** What there is room for on a page, with letters at their size. */
const page = { width: 680, height: 780 }
const arrowHead = { length: 6, half: 3.5 }
/** Radius of corners of boxes and bends. */
const corner = 5

export function diagramSvg({ boxes, arrows, alternative }: Diagram): Markup {
  const width = Math.min(Math.max(widestOf(boxes.flatMap(({ title, detail }) => [title, detail])) + 2 * boxSize.padding, boxSize.least), boxSize.most)
  const known = new Set(boxes.map(({ id }) => id))
  const edges = arrows.filter(([from, to]) => known.has(from) && known.has(to))
  const graph: DiagramGraph = { nodes: boxes.map(({ id }) => ({ id, width, height: boxSize.height })), edges }
  const laidOut = diagramColumns(graph, page)
  const placed = laidOut.columns.map((column) => ({ column, inside: centresIn(column) }))
  const centres = new Map(placed.flatMap(({ inside }) => [...inside]))
  const paths = placed.flatMap(({ column, inside }) => [...innerArrows(column), ...enteringArrow(column, centres, inside.get(column.entry?.to ?? ''))])
  const body = [
    html`<path class="arrow" d="${paths.map(({ path }) => path).join('')}" /><path class="arrow-head" d="${paths.map(({ end }) => (end ? headAt(end) : '')).join('')}" />`,
    placed.map(({ column, inside }) => portMarkup(column, inside.get(column.entry?.to ?? ''))),
    boxes.map((box) => boxMarkup(box, centres.get(box.id) ?? { x: 0, y: 0 }, width)),
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

/** The arrow from a box of an earlier column to the top of this one, through the gap before it. */
function enteringArrow({ left, entry }: DiagramColumn, centres: ReadonlyMap<string, Point>, target: Point | undefined): readonly Arrow[] {
  const start = entry && centres.get(entry.from)
  if (!start || !target) return []
  const gap = left - columnGap / 2
  const foot = start.y + boxSize.height / 2
  const top = target.y - (entry.isPort ? 0 : boxSize.height / 2)
  const turnAt = entry.isPort ? top : top - arrowHead.length - 8
  const way = [{ x: start.x, y: foot }, { x: start.x, y: foot + 12 }, { x: gap, y: foot + 12 }, { x: gap, y: turnAt }, { x: target.x, y: turnAt }]
  return [entry.isPort ? { path: rounded(way), end: null } : { path: rounded([...way, { x: target.x, y: top - arrowHead.length }]), end: { x: target.x, y: top } }]
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

/** A box with its two lines; kinds differ in their colour and in their frame. */
function boxMarkup({ title, detail, kind }: Box, { x, y }: Point, width: number): Markup {
  const [left, top] = [x - width / 2, y - boxSize.height / 2]
  const room = width - 2 * boxSize.padding + 2
  const lines = detail === '' ? 1 : 2
  const first = y - ((lines - 1) * lineHeight) / 2 + toBaseline
  return html`<rect class="box box-${kind}" x="${short(left)}" y="${short(top)}" width="${short(width)}" height="${boxSize.height}" rx="${kind === 'input' ? boxSize.height / 2 : corner}" />${svgText({ x, y: first, text: title, look: 'words', anchor: 'middle', room })}${detail === '' ? null : svgText({ x, y: first + lineHeight, text: detail, look: 'tick', anchor: 'middle', room })}`
}

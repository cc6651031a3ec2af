// Columns of a network's diagram: a long network is cut behind layers that all ways lead through, and its parts stand beside each other, so that it fits a page.
import { layOut, type DiagramGraph, type Layout, type LayoutGaps } from '@common/diagram/layered-layout'

/** A part of the diagram with its place; all lengths in pixels. */
export interface DiagramColumn {
  readonly left: number
  readonly layout: Layout
  /** Ids of the boxes, in the order of the layout's nodes; a port comes last. */
  readonly ids: readonly string[]
  /** Arrows within, in the order of the layout's edges. */
  readonly edges: DiagramGraph['edges']
  /** What leads into it from the column before; null: nothing does. */
  readonly entry: DiagramEntry | null
}

export interface DiagramEntry {
  /** Id of the box that the arrow comes from. */
  readonly from: string
  /** Id of the box, or of the port, that it leads to. */
  readonly to: string
  /** Whether it leads to a port: a dot from which several arrows go on. */
  readonly isPort: boolean
}

export interface ColumnsOfDiagram {
  readonly width: number
  readonly height: number
  readonly columns: readonly DiagramColumn[]
}

interface Size {
  readonly width: number
  readonly height: number
}

/** Closer than in a window, where one can move about; the margin above leaves room for the arrow from another column. */
const gaps: LayoutGaps = { nodesep: 16, ranksep: 26, edgesep: 10, marginx: 6, marginy: 20 }
/** Between two columns: room for the arrow that leads to the top of the next. */
export const columnGap = 28
/** Diameter of a port. */
export const portSize = 8
/** Most columns beside each other. */
const mostColumns = 6
/** Nothing that a box may be called: boxes have no spaces at their ends. */
const portId = ' port '

/** Lays a graph out in as many columns as make it largest on a page. @param page width and height that there is room for */
export function diagramColumns(graph: DiagramGraph, page: Size): ColumnsOfDiagram {
  const pieces = piecesBetweenCuts(graph)
  const depths = depthsOf(graph)
  const choices = Array.from({ length: Math.max(1, Math.min(mostColumns, pieces.length)) }, (_, index) => balanced(pieces, depths, index + 1))
  const scales = choices.map((groups) => {
    const { width, height } = roughSize(graph, groups, depths)
    return Math.min(1, page.width / width, page.height / height)
  })
  const best = scales.reduce((found, scale, index) => (scale > (scales[found] ?? 0) + 1e-9 ? index : found), 0)
  return columnsOf(graph, choices[best] ?? [])
}

/** Nodes in the order of computation, cut where all arrows that lead on come from one node. */
function piecesBetweenCuts({ nodes, edges }: DiagramGraph): readonly (readonly string[])[] {
  const order = inOrder({ nodes, edges })
  const places = new Map(order.map((id, index) => [id, index]))
  const farthest = order.map((_, index) => index)
  for (const [from, to] of edges) {
    const place = places.get(from) ?? 0
    farthest[place] = Math.max(farthest[place] ?? 0, places.get(to) ?? 0)
  }
  // How many nodes send arrows over each gap between neighbours.
  const senders = order.map(() => 0)
  farthest.forEach((end, begin) => {
    for (let gap = begin; gap < end; gap++) senders[gap] = (senders[gap] ?? 0) + 1
  })
  const pieces: string[][] = [[]]
  order.forEach((id, index) => {
    pieces.at(-1)?.push(id)
    if ((senders[index] ?? 0) <= 1 && index < order.length - 1) pieces.push([])
  })
  return pieces
}

/** Nodes so that arrows lead onward (Kahn's algorithm); nodes of a circle come last, in their own order. */
function inOrder({ nodes, edges }: DiagramGraph): readonly string[] {
  const targets = targetsOf(edges)
  const waiting = new Map(nodes.map(({ id }) => [id, 0]))
  for (const [, to] of edges) waiting.set(to, (waiting.get(to) ?? 0) + 1)
  const order = nodes.map(({ id }) => id).filter((id) => waiting.get(id) === 0)
  // The list grows while it is gone through.
  for (const id of order) {
    for (const to of targets.get(id) ?? []) {
      const left = (waiting.get(to) ?? 0) - 1
      waiting.set(to, left)
      if (left === 0) order.push(to)
    }
  }
  const placed = new Set(order)
  return [...order, ...nodes.map(({ id }) => id).filter((id) => !placed.has(id))]
}

function targetsOf(edges: DiagramGraph['edges']): ReadonlyMap<string, readonly string[]> {
  const targets = new Map<string, string[]>()
  for (const [from, to] of edges) {
    const known = targets.get(from)
    if (known) known.push(to)
    else targets.set(from, [to])
  }
  return targets
}

/** Row of each node: the longest way to it. */
function depthsOf(graph: DiagramGraph): ReadonlyMap<string, number> {
  const targets = targetsOf(graph.edges)
  const depths = new Map<string, number>()
  for (const id of inOrder(graph)) {
    const depth = depths.get(id) ?? 0
    depths.set(id, depth)
    for (const to of targets.get(id) ?? []) depths.set(to, Math.max(depths.get(to) ?? 0, depth + 1))
  }
  return depths
}

/** Rows that nodes take, and the most nodes in one. */
function rowsOf(ids: readonly string[], depths: ReadonlyMap<string, number>): { readonly rows: number; readonly widest: number } {
  const counts = new Map<number, number>()
  for (const id of ids) counts.set(depths.get(id) ?? 0, (counts.get(depths.get(id) ?? 0) ?? 0) + 1)
  return { rows: counts.size, widest: [...counts.values()].reduce((most, count) => Math.max(most, count), 0) }
}

/** Pieces in `count` columns, each filled until it has its share of the rows. */
function balanced(pieces: readonly (readonly string[])[], depths: ReadonlyMap<string, number>, count: number): readonly (readonly string[])[] {
  const share = pieces.reduce((sum, piece) => sum + rowsOf(piece, depths).rows, 0) / count
  const columns: string[][] = [[]]
  let filled = 0
  for (const piece of pieces) {
    const { rows } = rowsOf(piece, depths)
    if (filled + rows / 2 > share * columns.length && columns.length < count && columns.at(-1)?.length !== 0) columns.push([])
    columns.at(-1)?.push(...piece)
    filled += rows
  }
  return columns
}

/** About how large columns become; a layout of each choice would take too long. */
function roughSize({ nodes }: DiagramGraph, groups: readonly (readonly string[])[], depths: ReadonlyMap<string, number>): Size {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)
  const [width, height] = [meanOf(nodes.map((node) => node.width)), meanOf(nodes.map((node) => node.height))]
  const shapes = groups.map((ids) => rowsOf(ids, depths))
  return {
    width: shapes.reduce((sum, { widest }) => sum + widest * (width + gaps.nodesep) + columnGap, 0),
    height: shapes.reduce((most, { rows }) => Math.max(most, rows * (height + gaps.ranksep)), 0),
  }
}

function columnsOf(graph: DiagramGraph, groups: readonly (readonly string[])[]): ColumnsOfDiagram {
  let left = 0
  const columns = groups.map((ids): DiagramColumn => {
    const column = columnOf(graph, ids, left)
    left += column.layout.width + columnGap
    return column
  })
  return { width: Math.max(left - columnGap, 0), height: columns.reduce((most, { layout }) => Math.max(most, layout.height), 0), columns }
}

/** Lays out one column. Where several arrows lead into it, they come from a port at its top. */
function columnOf({ nodes, edges }: DiagramGraph, ids: readonly string[], left: number): DiagramColumn {
  const own = new Set(ids)
  const members = nodes.filter(({ id }) => own.has(id))
  const inner = edges.filter(([from, to]) => own.has(from) && own.has(to))
  const entering = edges.filter(([from, to]) => !own.has(from) && own.has(to))
  const [first] = entering
  const isPort = entering.length > 1
  const port = isPort ? [{ id: portId, width: portSize, height: portSize }] : []
  const all = [...inner, ...(isPort ? entering.map(([, to]) => [portId, to] as const) : [])]
  return {
    ...{ left, edges: all },
    layout: layOut({ nodes: [...members, ...port], edges: all }, gaps),
    ids: [...members, ...port].map(({ id }) => id),
    entry: first ? { from: first[0], to: isPort ? portId : first[1], isPort } : null,
  }
}

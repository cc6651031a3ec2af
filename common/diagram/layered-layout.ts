// Places the layers of a network in rows from the input down, so that arrows run down and cross little: the layered layout of dagre.
// E. R. Gansner et al., "A Technique for Drawing Directed Graphs", IEEE TSE 19(3), 1993.
import { Graph, layout as dagreLayout } from '@dagrejs/dagre'

/** Boxes and arrows to be placed; sizes in pixels. */
export interface DiagramGraph {
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number }[]
  readonly edges: readonly (readonly [from: string, to: string])[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A placed graph; all coordinates in pixels from its top left corner. */
export interface Layout {
  readonly width: number
  readonly height: number
  /** Centres of the boxes, in the order of the nodes. */
  readonly nodes: readonly Point[]
  /** Bends of the arrows from box to box, in the order of the edges. */
  readonly edges: readonly (readonly Point[])[]
}

/** Between boxes beside and below each other, between arrows, and around all. */
const layoutGaps = { nodesep: 20, ranksep: 34, edgesep: 12, marginx: 24, marginy: 24 }

export type LayoutGaps = typeof layoutGaps

export function layOut({ nodes, edges }: DiagramGraph, gaps: LayoutGaps = layoutGaps): Layout {
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', ranker: 'tight-tree', ...gaps })
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  edges.forEach(([from, to], index) => {
    graph.setEdge(from, to, {}, String(index))
  })
  dagreLayout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  const at = ({ x, y }: Point): Point => ({ x, y })
  return {
    width,
    height,
    nodes: nodes.map(({ id }) => at(graph.node(id) as Point)),
    edges: edges.map(([v, w], index) => ((graph.edge({ v, w, name: String(index) }) as { points: readonly Point[] }).points).map(at)),
  }
}

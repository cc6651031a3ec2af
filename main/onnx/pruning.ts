// Removes nodes and initializers that no output of a graph needs.
import type { Graph } from './graph'

/** Without the nodes and initializers that no output needs. The graph has no subgraphs. */
export function pruned(graph: Graph): Graph {
  const needed = new Set(graph.outputs.map(({ name }) => name))
  const nodes = graph.nodes.toReversed().filter((node) => {
    const isNeeded = node.outputs.some(({ name }) => needed.has(name))
    if (isNeeded) for (const value of node.inputs) if (value) needed.add(value.name)
    return isNeeded
  })
  return { ...graph, nodes: nodes.reverse(), initializers: new Map([...graph.initializers].filter(([name]) => needed.has(name))) }
}

// The single reader of a node's output.
import type { Graph, Node } from '../../../onnx/graph'

/** The node that reads a node's output, where there is exactly one and the output does not leave the graph. */
export function onlyReader(graph: Graph, node: Node): Node | undefined {
  const [value] = node.outputs
  if (!value || graph.outputs.includes(value)) return undefined
  const readers = graph.nodes.filter(({ inputs }) => inputs.includes(value))
  return readers.length === 1 ? readers[0] : undefined
}

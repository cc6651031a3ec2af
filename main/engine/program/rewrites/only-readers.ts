// The single readers of the outputs of a graph's nodes.
import type { Graph, Node, Value } from '../../../onnx/graph'

/** For a node, the node that reads its first output, where there is exactly one and the output does not leave the graph. */
export function onlyReaders({ nodes, outputs }: Graph): (node: Node) => Node | undefined {
  const readers = new Map<Value, Node | 'several'>(outputs.map((value) => [value, 'several']))
  for (const node of nodes) {
    for (const value of node.inputs) if (value) readers.set(value, (readers.get(value) ?? node) === node ? node : 'several')
  }
  return ({ outputs: [value] }) => {
    const reader = value && readers.get(value)
    return reader === 'several' ? undefined : reader
  }
}

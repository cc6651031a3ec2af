// A file's graph in the form in which it is trained: attributes and inputs of nodes that concern training are removed, as the engine decides these itself.
import type { Graph, Node } from '../../onnx/graph'

/** The same graph without what concerns training. */
export const trainableForm = (graph: Graph): Graph => ({ ...graph, nodes: graph.nodes.map(inUse) })

function inUse(node: Node): Node {
  switch (node.operator) {
    case 'BatchNormalization':
      return { ...node, attributes: Object.fromEntries(Object.entries(node.attributes).filter(([name]) => name !== 'training_mode')) }
    case 'Dropout':
      return { ...node, inputs: node.inputs.slice(0, 2) }
    default:
      return node
  }
}

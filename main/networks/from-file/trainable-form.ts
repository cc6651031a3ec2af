// A file's graph in the form in which it is trained: attributes and inputs of nodes that concern training are removed, as the engine decides these itself.
import type { Graph, Node, Value } from '../../onnx/graph'

/** Names of training programs' own inputs and outputs; a parameter must have another name. */
const reserved: ReadonlySet<string> = new Set(['images', 'labels', 'losses', 'logits', 'steps', 'step', 'go_on', 'indices', 'weights', 'learning_rates'])

/** The name of a file's tensor in a network to train. */
export const trainableName = (name: string): string => (reserved.has(name) ? `${name}.tensor` : name)

/** The same graph without what concerns training, its tensors under names that no training program uses itself. */
export function trainableForm(graph: Graph): Graph {
  const named = (value: Value): Value => (graph.initializers.has(value.name) ? { ...value, name: trainableName(value.name) } : value)
  return {
    ...graph,
    initializers: new Map([...graph.initializers].map(([name, tensor]) => [trainableName(name), tensor])),
    nodes: graph.nodes.map(inUse).map((node) => ({ ...node, inputs: node.inputs.map((value) => value && named(value)) })),
  }
}

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

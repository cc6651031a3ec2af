// The form in which a file's graph is trained: what its nodes say about training is left out, since training decides that itself.
import type { Graph, Node, Value } from '../../onnx/graph'

/** Names that programs give to inputs of their own; a parameter must have another one. */
const reserved: ReadonlySet<string> = new Set(['images', 'labels', 'losses', 'logits', 'steps', 'step', 'go_on', 'indices', 'weights', 'learning_rates'])

/** The name of a file's tensor in a network to train. */
export const trainableName = (name: string): string => (reserved.has(name) ? `${name}.tensor` : name)

/** The same graph as it is used, its tensors under names that do not collide with those of a training program. */
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

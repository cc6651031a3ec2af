// Gives every batch normalisation its own running averages; some files store equal tensors once and share them.
import { freshNames } from '../../onnx/fresh-names'
import type { Graph, Node, Value } from '../../onnx/graph'
import type { Tensor } from '../../onnx/tensor'

/** Positions of running mean and variance among the inputs of a batch normalisation. */
const averageInputs = [3, 4]

/** An equivalent graph in which each running average is read by one input of one node only. */
export function withOwnAverages(graph: Graph): Graph {
  const initializers = new Map<string, Tensor>(graph.initializers)
  const readers = new Map<string, number>()
  for (const { inputs } of graph.nodes) for (const value of inputs) if (value) readers.set(value.name, (readers.get(value.name) ?? 0) + 1)
  const fresh = freshNames(graph)
  const owned = (node: Node, value: Value | null, index: number): Value | null => {
    const tensor = value && initializers.get(value.name)
    if (!value || !tensor || !averageInputs.includes(index) || readers.get(value.name) === 1) return value
    const own = { ...value, name: fresh(`${node.name}.${index === 3 ? 'running_mean' : 'running_var'}`) }
    initializers.set(own.name, { ...tensor, data: tensor.data.slice() })
    return own
  }
  const nodes = graph.nodes.map((node) =>
    node.operator === 'BatchNormalization' ? { ...node, inputs: node.inputs.map((value, index) => owned(node, value, index)) } : node,
  )
  return { ...graph, nodes, initializers }
}

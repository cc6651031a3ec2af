// Exchanges ReLU and a max-pool behind it: they commute, and both passes then touch several times fewer elements.
import type { Graph, Value } from '../../../onnx/graph'
import { onlyReaders } from './only-readers'

/** A graph of the same function and gradients in which every such pair runs pool first. */
export function poolBeforeRelu(graph: Graph): Graph {
  const nodes = [...graph.nodes]
  const places = new Map(graph.nodes.map((node, place) => [node, place]))
  const onlyReader = onlyReaders(graph)
  for (const relu of graph.nodes) {
    const pool = relu.operator === 'Relu' ? onlyReader(relu) : undefined
    const [x] = relu.inputs
    const [y] = pool?.outputs ?? []
    const [first, second] = [places.get(relu), pool && places.get(pool)]
    if (pool?.operator !== 'MaxPool' || pool.outputs.length !== 1 || !x || !y || first === undefined || second === undefined) continue
    const pooled: Value = { ...y, name: `${y.name}.${relu.name}` }
    nodes[first] = { ...pool, inputs: [x], outputs: [pooled] }
    nodes[second] = { ...relu, inputs: [pooled], outputs: [y] }
  }
  return { ...graph, nodes }
}

// Exchanges ReLU and a max-pool behind it: they commute, and both passes then touch several times fewer elements.
import type { Graph, Value } from '../../../onnx/graph'
import { onlyReader } from './only-reader'

/** A graph of the same function and gradients in which every such pair runs pool first. */
export function poolBeforeRelu(graph: Graph): Graph {
  const nodes = [...graph.nodes]
  for (const relu of graph.nodes) {
    const pool = relu.operator === 'Relu' ? onlyReader(graph, relu) : undefined
    const [x] = relu.inputs
    const [y] = pool?.outputs ?? []
    if (pool?.operator !== 'MaxPool' || pool.outputs.length !== 1 || !x || !y) continue
    const pooled: Value = { ...y, name: `${y.name}.${relu.name}` }
    nodes[nodes.indexOf(relu)] = { ...pool, inputs: [x], outputs: [pooled] }
    nodes[nodes.indexOf(pool)] = { ...relu, inputs: [pooled], outputs: [y] }
  }
  return { ...graph, nodes }
}

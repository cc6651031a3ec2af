// Gives a graph's inputs other shapes and infers all shapes anew, e.g. a batch size where the file leaves it open.
import type { Graph, Value } from './graph'
import { inferShapes } from './shape-inference'
import type { Shape } from './tensor'

/**
 * @param shapes of the graph's inputs, by name; inputs that are not named keep theirs
 * @throws Error with the name of the node that the shapes do not fit
 */
export function fixInputs(graph: Graph, shapes: ReadonlyMap<string, Shape>): Graph {
  const values = new Map<string, Value>()
  const define = (value: Value): Value => {
    values.set(value.name, value)
    return value
  }
  const current = (value: Value): Value => values.get(value.name) ?? value
  const inputs = graph.inputs.map((value) => define({ ...value, shape: shapes.get(value.name) ?? value.shape }))
  const nodes = graph.nodes.map((node) => {
    const own = { ...node, inputs: node.inputs.map((value) => value && current(value)) }
    try {
      const types = inferShapes({ ...own, constantOf: (value) => graph.initializers.get(value.name) })
      return { ...own, outputs: node.outputs.map((value, index) => define({ ...value, ...types[index] })) }
    } catch (error) {
      throw new Error(`${node.name} (${node.operator}): ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  })
  return { ...graph, inputs, nodes, outputs: graph.outputs.map(current) }
}

// The tape: writes a graph's nodes into a program's forward pass and keeps the values that the backward pass needs.
import { nodeTitle, type Graph, type Node, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { inLayouts } from './layout'
import { layoutOf, type ForwardResult, type TrainingContext } from './rule'
import { rules } from './rules'

/** A node that has run forward. */
export interface TapeEntry extends ForwardResult {
  readonly node: Node
  readonly inputs: readonly (Value | null)[]
}

/**
 * Emits the forward pass of a graph.
 * @param bindings what the graph's inputs are in the program, by name; grows by all values of the graph. A buffer, an input of the graph
 *   that the pass updates, is bound to its next value in the end.
 * @param training null for a pass that nothing is differentiated through: every operator is emitted as it stands
 */
export function recordForward(g: GraphBuilder, graph: Graph, bindings: Map<string, Value>, training: TrainingContext | null): TapeEntry[] {
  const inputNames = new Set(graph.inputs.map(({ name }) => name))
  for (const [name, tensor] of graph.initializers) bindings.set(name, g.constant(tensor, name))
  const readers = readersOf(graph)
  return graph.nodes.map((node) => {
    const inputs = node.inputs.map((value) => value && bound(bindings, value, node))
    const entry = { node, inputs, ...g.within({ of: nodeTitle(node), pass: 'forward' }, () => emit(g, node, inputs, training, readers)) }
    node.outputs.forEach((value, index) => {
      const output = entry.outputs[index]
      if (output) bindings.set(value.name, output)
    })
    entry.updates?.forEach((next, index) => {
      const buffer = node.inputs[index]
      if (buffer && inputNames.has(buffer.name)) bindings.set(buffer.name, next)
    })
    return entry
  })
}

/** Number of times that each value is read, by a node or as an output of the graph. */
function readersOf({ nodes, outputs }: Graph): ReadonlyMap<string, number> {
  const readers = new Map<string, number>()
  for (const value of [...nodes.flatMap(({ inputs }) => inputs), ...outputs]) if (value) readers.set(value.name, (readers.get(value.name) ?? 0) + 1)
  return readers
}

function emit(g: GraphBuilder, node: Node, inputs: readonly (Value | null)[], training: TrainingContext | null, readers: ReadonlyMap<string, number>): ForwardResult {
  const rule = rules[node.operator]
  const taken = inLayouts(g, layoutOf(rule), inputs)
  const trained = training && 'forward' in rule ? rule.forward({ g, node, inputs: taken, training, isOnlyReader: (input) => readers.get(node.inputs[input]?.name ?? '') === 1 }) : null
  if (trained) return withOwnOutputs(node, inputs, trained)
  // A rule that looks at layouts itself has written nothing, and the operator itself takes values as their shapes say.
  const read = layoutOf(rule) === 'any' ? inLayouts(g, 'plain', inputs) : taken
  const outputs = g.nodeWithOutputs(node.operator, read, node.attributes, { name: node.name, outputs: node.outputs.length })
  return withOwnOutputs(node, inputs, { outputs, saved: [] })
}

/** Gradients are kept by the names of values: where an output were an input itself, that input's gradient would be counted twice. */
function withOwnOutputs(node: Node, inputs: readonly (Value | null)[], result: ForwardResult): ForwardResult {
  const names = new Set(inputs.map((value) => value?.name))
  if (result.outputs.some(({ name }) => names.has(name))) throw new Error(`${node.name} (${node.operator}) gives an input as its output`)
  return result
}

function bound(bindings: ReadonlyMap<string, Value>, value: Value, node: Node): Value {
  const own = bindings.get(value.name)
  if (!own) throw new Error(`${node.name} reads ${value.name}, which is not known`)
  return own
}

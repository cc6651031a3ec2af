// Finds the logits of a file's network: before a softmax at its end, and without the axes of size one that some networks leave.
import { intAttribute, type Graph, type Node, type Value } from '../../onnx/graph'
import { unsupported } from '../../onnx/problems'
import { pruned } from '../../onnx/pruning'
import { axisOf } from '../../onnx/shape-inference/inference'
import { int64, type Tensor } from '../../onnx/tensor'

export interface Logits {
  /** The graph with the logits [N, classes] as its only output. */
  readonly graph: Graph
  readonly logits: Value
  /** The softmax at the end of the file that was left out; null where there is none. */
  readonly softmax: string | null
}

/** Operators that keep the order of the elements. */
const reshaping: ReadonlySet<string> = new Set(['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'])

/**
 * The first output as logits. A `Softmax` at the end is left out: cross-entropy has its own softmax, and a second one would change the
 * loss. A `LogSoftmax` may stay, since the cross-entropy of its output is that of its input.
 * @throws LabError `onnx/unsupported` where the output is not one number by class
 */
export function findLogits(graph: Graph): Logits {
  const [output] = graph.outputs
  if (!output) throw unsupported('it has no output')
  const [batch = 0] = output.shape
  const classes = output.shape.slice(1).reduce((product, size) => product * size, 1)
  const extra = output.shape.slice(1).filter((size) => size !== 1).length
  if (output.type !== 'float32' || output.shape.length < 2 || extra > 1) {
    throw unsupported(`its output ${output.name} of shape [${output.shape.join(', ')}] is not one number for each class`, 'Choose a network that classifies.')
  }
  const softmax = finalSoftmax(graph.nodes, output)
  const source = softmax?.inputs[0] ?? output
  const named = { ...graph, outputs: [source] }
  if (source.shape.length === 2) return { graph: pruned(named), logits: source, softmax: softmax?.name ?? null }
  const shape: Value = { name: `${source.name}.matrix_shape`, type: 'int64', shape: [2] }
  const logits: Value = { name: `${source.name}.matrix`, type: 'float32', shape: [batch, classes] }
  const node: Node = { name: logits.name, operator: 'Reshape', inputs: [source, shape], outputs: [logits], attributes: {} }
  const target: Tensor = int64([batch, classes])
  const initializers = new Map([...graph.initializers, [shape.name, target] as const])
  return { graph: pruned({ ...graph, initializers, nodes: [...graph.nodes, node], outputs: [logits] }), logits, softmax: softmax?.name ?? null }
}

/** The softmax over classes that computes the output, perhaps followed by reshaping; null where there is none. */
function finalSoftmax(nodes: readonly Node[], output: Value): Node | null {
  const producers = new Map(nodes.flatMap((node) => node.outputs.map(({ name }) => [name, node] as const)))
  let producer = producers.get(output.name)
  while (producer && reshaping.has(producer.operator)) producer = producers.get(producer.inputs[0]?.name ?? '')
  const [input] = producer?.inputs ?? []
  if (producer?.operator !== 'Softmax' || !input) return null
  const { shape } = input
  const axis = axisOf(intAttribute(producer, 'axis', -1), shape.length)
  return shape.every((size, other) => other === 0 || other === axis || size === 1) ? producer : null
}

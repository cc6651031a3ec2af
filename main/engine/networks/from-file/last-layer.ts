// Replaces the last layer of a file's network, so that it tells another number of classes apart.
import { firstOutput, intAttribute, type Graph, type Node } from '../../onnx/graph'
import { unsupported } from '../../onnx/problems'
import type { StoredModel } from '../../onnx/stored-model'
import { elementCount, type Shape, type Tensor } from '../../onnx/tensor'

export interface ReplacedLayer {
  readonly model: StoredModel
  /** Names of the tensors that have another shape now, and no values that mean anything. */
  readonly drawn: readonly string[]
}

/** Nodes between the last layer and the logits that do not look at single classes, and views of its weight. */
const passed: ReadonlySet<string> = new Set(['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'GlobalAveragePool', 'ReduceMean', 'AveragePool', 'LogSoftmax'])

/**
 * @param graph of the model, its output the logits
 * @throws LabError `onnx/last-layer` where the logits do not come out of a layer with a weight for each class
 */
export function withClasses(model: StoredModel, graph: Graph, classes: number): ReplacedLayer {
  const shapes = new Map<string, Shape>()
  const [logits] = graph.outputs
  if (logits) collect(graph, producerOf(graph, logits.name), classes, shapes)
  const initializers = new Map(model.graph.initializers)
  const missing = [...shapes.keys()].find((name) => !initializers.has(name))
  if (shapes.size === 0 || missing !== undefined) {
    throw unsupported(`its last layer, which has to be replaced for ${classes} classes, was not found`, 'Choose a data set with as many classes as the network has.')
  }
  for (const [name, shape] of shapes) initializers.set(name, zeros(shape))
  return { model: { ...model, graph: { ...model.graph, initializers } }, drawn: [...shapes.keys()] }
}

const zeros = (shape: Shape): Tensor => ({ type: 'float32', shape, data: new Float32Array(elementCount(shape)) })

const producerOf = ({ nodes }: Graph, name: string): Node | undefined => nodes.find(({ outputs }) => outputs.some((value) => value.name === name))

/** Finds the layer behind the logits, and what shapes its tensors take. */
function collect(graph: Graph, node: Node | undefined, classes: number, shapes: Map<string, Shape>): void {
  if (!node) return
  const resized = (index: number, axis: number): void => {
    const input = node.inputs[index]
    if (input) resizeWeight(graph, input.name, axis < 0 ? axis + input.shape.length : axis, classes, shapes)
  }
  switch (node.operator) {
    case 'Gemm':
      resized(1, intAttribute(node, 'transB', 0) === 1 ? 0 : 1)
      resized(2, -1)
      return
    case 'MatMul':
      resized(1, -1)
      return
    case 'Conv':
      resized(1, 0)
      resized(2, 0)
      return
    case 'Add': {
      // A bias behind the product.
      const bias = node.inputs.findIndex((value) => value && graph.initializers.has(value.name))
      const product = node.inputs[1 - bias]
      if (bias < 0 || !product) return
      resized(bias, -1)
      collect(graph, producerOf(graph, product.name), classes, shapes)
      return
    }
    default:
      if (passed.has(node.operator)) collect(graph, producerOf(graph, node.inputs[0]?.name ?? ''), classes, shapes)
  }
}

/** Gives an initializer, perhaps behind a Transpose or Identity, as many entries along an axis as there are classes. */
function resizeWeight(graph: Graph, name: string, axis: number, classes: number, shapes: Map<string, Shape>): void {
  const tensor = graph.initializers.get(name)
  if (tensor) {
    shapes.set(name, tensor.shape.with(axis, classes))
    return
  }
  const view = producerOf(graph, name)
  const source = view?.inputs[0]
  if (!view || !source || (view.operator !== 'Transpose' && view.operator !== 'Identity')) return
  const perm = view.attributes.perm
  const order = perm?.type === 'ints' ? perm.value : firstOutput(view).shape.map((_, index) => index).reverse()
  resizeWeight(graph, source.name, view.operator === 'Transpose' ? (order[axis] ?? axis) : axis, classes, shapes)
}

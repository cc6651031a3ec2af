// Replaces the last layer of a file's network by one for another number of classes.
import { phrase } from '@language/phrase'
import { firstOutput, intAttribute, type Graph, type Node } from '../../onnx/graph'
import { unsupported } from '../../onnx/problems'
import type { StoredModel, StoredNode } from '../../onnx/stored-model'
import { elementCount, int64, toNumbers, type Shape, type Tensor } from '../../onnx/tensor'

export interface ReplacedLayer {
  readonly model: StoredModel
  /** Names of the tensors whose shape has changed; their values must be drawn. */
  readonly drawn: readonly string[]
}

/** Operators that may stand between the last layer and the logits: they treat all classes alike. */
const passed: ReadonlySet<string> = new Set(['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Transpose', 'GlobalAveragePool', 'ReduceMean', 'AveragePool', 'LogSoftmax'])

/** Operators by which some exporters store a weight: as a constant, or as a copy of another. */
const storing: ReadonlySet<string> = new Set(['Constant', 'Identity'])

/** Operators whose output is still the same weight as their input. */
const views: ReadonlySet<string> = new Set(['Expand', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

/**
 * @param graph of the model, its output the logits
 * @throws LabError `onnx/unsupported` where the logits are not the output of a layer with weights for each class
 */
export function withClasses(model: StoredModel, graph: Graph, classes: number): ReplacedLayer {
  const { weights, targets } = new LastLayer(graph, classes)
  const initializers = new Map(model.graph.initializers)
  const isStored = (node: StoredNode): boolean => storing.has(node.operator) && weights.has(node.outputs[0] ?? '')
  const stored = new Set(model.graph.nodes.filter(isStored).flatMap(({ outputs }) => outputs))
  const missing = [...weights.keys()].find((name) => !initializers.has(name) && !stored.has(name))
  if (weights.size === 0 || missing !== undefined) {
    throw unsupported(phrase('its last layer, which has to be replaced for {classes} classes, was not found', { classes }), phrase('Choose a data set with as many classes as the network has.'))
  }
  for (const [name, shape] of weights) initializers.set(name, zeros(shape))
  const nodes = model.graph.nodes.filter((node) => !isStored(node)).map((node) => {
    const target = targets.get(node.outputs[0] ?? '')
    if (!target) return node
    const name = `${node.outputs[0] ?? ''}/shape_for_${classes}`
    initializers.set(name, int64(target))
    return { ...node, inputs: node.inputs.with(1, name) }
  })
  return { model: { ...model, graph: { ...model.graph, nodes, initializers } }, drawn: [...weights.keys()] }
}

const zeros = (shape: Shape): Tensor => ({ type: 'float32', shape, data: new Float32Array(elementCount(shape)) })

/** The layer that computes the logits: its shapes that depend on the number of classes. */
class LastLayer {
  /** New shapes of the layer's tensors, by name. */
  readonly weights = new Map<string, Shape>()
  /** New target shapes of the nodes whose target names the number of classes, by the name of their output. */
  readonly targets = new Map<string, Shape>()
  /** Number of classes in the file, and of images in a batch of the graph. */
  readonly #own: number
  readonly #batch: number
  readonly #graph: Graph
  readonly #producers: ReadonlyMap<string, Node>
  readonly #classes: number

  constructor(graph: Graph, classes: number) {
    this.#graph = graph
    this.#producers = new Map(graph.nodes.flatMap((node) => node.outputs.map(({ name }) => [name, node] as const)))
    this.#classes = classes
    const [logits] = graph.outputs
    const [batch = 0, own = 0] = logits?.shape ?? []
    this.#own = own
    this.#batch = batch
    // Walks back from the logits to the layer.
    let node = logits && this.#producers.get(logits.name)
    while (node) node = this.#nodeBefore(node)
  }

  /** Collects what a node has of the layer; returns the next node on the way back, undefined at the end of the way. */
  #nodeBefore(node: Node): Node | undefined {
    const [first, second] = node.inputs
    switch (node.operator) {
      case 'Gemm':
        this.#resize(node, 1, intAttribute(node, 'transB', 0) === 1 ? 0 : 1)
        this.#resize(node, 2, -1)
        return undefined
      case 'MatMul':
        this.#resize(node, 1, -1)
        return undefined
      case 'Conv':
        this.#resize(node, 1, 0)
        this.#resize(node, 2, 0)
        return undefined
      case 'Add': {
        // A bias added after the product: its axis of classes may be any.
        const bias = node.inputs.findIndex((value) => value && this.#isWeight(value.name))
        const product = node.inputs[1 - bias]
        if (bias < 0 || !product) return undefined
        this.#resize(node, bias, this.#axisOfClasses(node.inputs[bias]?.shape ?? []) ?? -1)
        return this.#producers.get(product.name)
      }
      default:
        if (!passed.has(node.operator) || !first) return undefined
        if (node.operator === 'Reshape' && second) this.#retarget(node, this.#axisOfClasses(firstOutput(node).shape, 1))
        return this.#producers.get(first.name)
    }
  }

  /** Whether a value is a tensor of the file, or a view of one. */
  #isWeight(name: string): boolean {
    let source = name
    for (let view = this.#producers.get(source); view && views.has(view.operator); view = this.#producers.get(source)) source = view.inputs[0]?.name ?? ''
    return this.#graph.initializers.has(source)
  }

  #resize(node: Node, index: number, axis: number): void {
    const input = node.inputs[index]
    if (input && input.shape.length > 0) this.#resizeWeight(input.name, axis < 0 ? axis + input.shape.length : axis)
  }

  /** Gives a tensor (or the tensor of a view) the new number of classes along an axis. */
  #resizeWeight(name: string, axis: number): void {
    let [current, place]: [string, number | null] = [name, axis]
    while (place !== null) {
      const tensor = this.#graph.initializers.get(current)
      if (tensor) this.weights.set(current, tensor.shape.with(place, this.#classes))
      const view = tensor ? undefined : this.#producers.get(current)
      const source = view?.inputs[0]
      if (!view || !source || !views.has(view.operator)) return
      if (view.operator === 'Reshape' || view.operator === 'Expand') this.#retarget(view, place)
      ;[current, place] = [source.name, axisBefore(view, place) ?? this.#axisOfClasses(source.shape)]
    }
  }

  /** Replaces the old number of classes in a node's target shape by the new one. */
  #retarget(node: Node, axis: number | null): void {
    const target = this.#graph.initializers.get(node.inputs[1]?.name ?? '')
    const numbers = target ? toNumbers(target) : []
    if (axis === null || numbers[axis] !== this.#own) return
    const replaced = numbers.with(axis, this.#classes)
    const isBatch = axis > 0 && numbers[0] === this.#batch && !numbers.includes(-1) && node.inputs[0]?.shape[0] === this.#batch
    this.targets.set(firstOutput(node).name, isBatch ? replaced.with(0, -1) : replaced)
  }

  /** The axis whose length is the file's number of classes; null where there is none, or more than one. */
  #axisOfClasses(shape: Shape, from = 0): number | null {
    const axes = shape.flatMap((size, axis) => (axis >= from && size === this.#own ? [axis] : []))
    return axes.length === 1 ? (axes[0] ?? null) : null
  }
}

/** The axis of a view's input that becomes `axis` of its output; null where that depends on sizes. */
function axisBefore(view: Node, axis: number): number | null {
  const { shape } = firstOutput(view)
  const perm = view.attributes.perm
  switch (view.operator) {
    case 'Transpose':
      return perm?.type === 'ints' ? (perm.value[axis] ?? axis) : shape.length - 1 - axis
    case 'Identity':
      return axis
    default:
      return null
  }
}

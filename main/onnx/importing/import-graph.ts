// Imports the graph of a file: infers shapes, folds shape arithmetic, upgrades old operators, decides branches. The result has the engine's operators only.
import { phrase } from '@language/phrase'
import { listedWords } from '@common/words/listed-words'
import type { Graph, Node, Value } from '../graph'
import { isOperator, type Operator } from '../operators'
import { ofNodes, unsupported, Unsupported } from '../problems'
import { pruned } from '../pruning'
import { inferShapes } from '../shape-inference'
import type { InferenceContext, ValueType } from '../shape-inference/inference'
import { labelOf, type StoredGraph, type StoredModel, type StoredNode, type TensorKind } from '../stored-model'
import { DYNAMIC, elementCount, type Shape, type Tensor } from '../tensor'
import { UniqueNames } from '../unique-names'
import { fold } from './folding/fold'
import { FoldingBudget } from './folding/folding-budget'
import { computeFromShape } from './folding/shape-sources'
import { formulaNumbers } from './formula-numbers'
import { inFloat32, type OperatorCall } from './in-float32'
import { assertInputs } from './input-signatures'
import { assertAttributesKnown, writableAttributes } from './known-attributes'
import { isUniform, mayBeLearnt, weightPlaces } from './learnt'
import { quantizedRefusal } from './quantized'
import { keepingImages, rebatched, type Batches } from './rebatching'
import { upgraded } from './upgrades'
import type { UpgradeContext } from './upgrades/rewrite'

/** Versions of ONNX's operator set that the upgrades know. */
const opsets = { oldest: 7, newest: 24 }

/** Most elements of one value: more would fit into no memory, and only a damaged or hostile file asks for them. */
const maxElements = 2 ** 33

/** A node that the engine cannot take. */
export interface RefusedNode {
  readonly node: StoredNode
  readonly error: Unsupported
}

/** The error for a graph some of whose nodes the engine cannot take. */
export class NodesRefused extends Unsupported {
  /** The refused nodes in the order of the graph, without nodes that fail only because they read the output of a refused one. */
  readonly nodes: readonly RefusedNode[]

  constructor(nodes: readonly RefusedNode[]) {
    const errors = nodes.map(({ error }) => error)
    const [first] = errors
    super(ofNodes(errors.map(({ what }) => what)), first?.remedy ?? '', { cause: first })
    this.nodes = nodes
  }
}

/** Thrown for a node that reads the output of a refused node: not this node is to blame, but the refused one. */
class FollowsRefused extends Error {}

/** Operators of the lab's training programs that are refused in files. */
const notInFiles: ReadonlySet<Operator> = new Set<Operator>(['BlockedConv', 'Loop', 'MaxUnpool', 'ReorderInput', 'ReorderOutput', 'Shape', 'SoftmaxCrossEntropyLoss'])

export interface ImportedGraph {
  /** The initializers are the weights of the file, and the constants that nodes still read. */
  readonly graph: Graph
  /** Names of the initializers that may be weights; `declared` by the file itself, or `supposed`. All others are constants of a formula. */
  readonly weights: ReadonlyMap<string, 'declared' | 'supposed'>
  /** What the user should know of how the file was read, as sentences. */
  readonly notes: readonly string[]
}

export interface ImportOptions {
  /** Whether a weight and its copies, which some exporters write as `Identity` nodes of it, are one weight. Default: each copy is a weight of its own. */
  readonly sharesCopies?: boolean
}

/**
 * @param shapes of the graph's inputs, by name; inputs that are not named keep theirs, with dimensions left open
 * @throws NodesRefused with every node that the engine cannot take, or that the shapes do not fit; Unsupported for any other reason
 */
export function importGraph(model: StoredModel, shapes: ReadonlyMap<string, Shape> = new Map(), options: ImportOptions = {}): ImportedGraph {
  const { opset, graph, otherFloats } = model
  if (opset < opsets.oldest || opset > opsets.newest) {
    throw unsupported(phrase("it is written in version {opset} of ONNX's operator set", { opset }), phrase('Export it with one from {oldest} to {newest}.', { oldest: opsets.oldest, newest: opsets.newest }))
  }
  const { narrowed, ...imported } = new GraphImport(opset, batchesOf(graph, shapes), options).import(graph, shapes)
  const floats = [...new Set([...otherFloats, ...narrowed])]
  return { ...imported, notes: floats.length === 0 ? [] : [phrase('The file computes in {types}; the lab computes and trains it in float32.', { types: listedWords(floats) })] }
}

/** null where the file leaves its batch open, or is fixed at the batch that is asked for. */
function batchesOf({ inputs: [images] }: StoredGraph, shapes: ReadonlyMap<string, Shape>): Batches | null {
  const stored = images?.shape?.[0]
  const wanted = images && shapes.get(images.name)?.[0]
  return stored === undefined || wanted === undefined || stored === DYNAMIC || stored === wanted ? null : { stored, wanted }
}

class GraphImport {
  /** Values by their names in the file; two names may stand for one value. */
  readonly #values = new Map<string, Value>()
  readonly #tensors = new Map<string, Tensor>()
  /** Names of tensors that are no weights: nodes that read only such tensors are folded. */
  readonly #constants = new Set<string>()
  /** Names of values that are computed from the images. */
  readonly #fromImages = new Set<string>()
  /** Outputs of nodes that upgrades have dropped, with a description of each. */
  readonly #leftOut = new Map<string, string>()
  /** Makes names for upgrades, none of which is a name of the file. */
  readonly #madeNames = new UniqueNames()
  /** Whether a tensor is read in a place where layers have their weights. */
  #isWeightPlace: (name: string, tensor: Tensor) => boolean = () => false
  /** Names of tensors that are constants of a formula by their place. */
  #numbers: ReadonlySet<string> = new Set()
  /** Kinds of tensors that the file itself states. */
  readonly #kinds = new Map<string, TensorKind>()
  readonly #nodes: Node[] = []
  readonly #refused: RefusedNode[] = []
  /** Names of values that are not computed, because a node on the way to them is refused. */
  readonly #missing = new Set<string>()
  readonly #nodeNames = new UniqueNames()
  readonly #budget = new FoldingBudget()
  /** Types of numbers that become float32. */
  readonly #narrowed = new Set<string>()
  readonly #context: UpgradeContext

  readonly #batches: Batches | null
  readonly #options: ImportOptions
  /** Images in a batch of the graph. */
  #imageCount: number = DYNAMIC

  constructor(opset: number, batches: Batches | null, options: ImportOptions) {
    this.#batches = batches
    this.#options = options
    this.#context = {
      opset,
      valueOf: (name) => this.#valueOf(name, phrase('the graph')),
      constantOf: (name) => this.#tensors.get(this.#values.get(name)?.name ?? ''),
      constant: (tensor, hint) => {
        const name = this.#context.freshName(hint)
        this.#addConstant(name, tensor)
        return name
      },
      freshName: (hint) => this.#madeNames.unique(hint),
    }
  }

  import(graph: StoredGraph, shapes: ReadonlyMap<string, Shape>): Omit<ImportedGraph, 'notes'> & { readonly narrowed: Iterable<string> } {
    for (const name of valueNames(graph)) this.#madeNames.unique(name)
    this.#isWeightPlace = weightPlaces(graph)
    this.#numbers = formulaNumbers(graph.nodes, {
      has: (name) => graph.initializers.has(name),
      isSingle: (name) => elementCount(graph.initializers.get(name)?.shape ?? [0]) === 1,
      statesWeights: graph.kinds.size > 0,
    })
    this.#addInitializers(graph)
    const inputs = graph.inputs.map(({ name, type, shape: stored }) => {
      const shape = shapes.get(name) ?? stored
      if (!shape) throw unsupported(phrase('its input {name} says nothing of its shape', { name }))
      if (this.#values.has(name)) throw unsupported(phrase('it has two inputs called {name}', { name }))
      const value = { name, type, shape }
      this.#values.set(name, value)
      this.#fromImages.add(name)
      return value
    })
    this.#imageCount = inputs[0]?.shape[0] ?? DYNAMIC
    for (const node of graph.nodes) this.#take(node)
    if (this.#refused.length > 0) throw new NodesRefused(this.#refused)
    const outputs = graph.outputs.map((name) => this.#valueOf(name, phrase('the list of outputs')))
    const imported = pruned({ name: graph.name, inputs, outputs, initializers: this.#tensors, nodes: this.#nodes })
    const weights = [...imported.initializers.keys()].filter((name) => !this.#constants.has(name))
    return { graph: imported, weights: new Map(weights.map((name) => [name, this.#kinds.get(name) === 'parameter' ? 'declared' : 'supposed'])), narrowed: this.#narrowed }
  }

  #addInitializers({ initializers, kinds }: StoredGraph): void {
    for (const [name, kind] of kinds) this.#kinds.set(name, kind)
    for (const [name, tensor] of initializers) {
      if (this.#values.has(name)) throw unsupported(phrase('a branch has a tensor {name}, but the file has another value of this name', { name }))
      const own = this.#readWeight(name, tensor)
      this.#addTensor(name, own)
      if (!this.#isWeight(name, own)) this.#constants.add(name)
    }
  }

  /** A weight of float64 as float32; any other tensor as it is, since shapes are computed exactly. */
  #readWeight(name: string, tensor: Tensor): Tensor {
    return tensor.type === 'float64' && (this.#kinds.get(name) === 'parameter' || this.#isWeightPlace(name, tensor)) ? this.#asFloat32(tensor) : tensor
  }

  #asFloat32(tensor: Tensor): Tensor {
    this.#narrowed.add(tensor.type)
    return { type: 'float32', shape: tensor.shape, data: Float32Array.from(tensor.data, Number) }
  }

  /** Whether a tensor is a weight: by the kind that the file states; without one, by place, name and values. */
  #isWeight(name: string, tensor: Tensor): boolean {
    if (tensor.type !== 'float32') return false
    const kind = this.#kinds.get(name)
    if (kind) return kind === 'parameter'
    return this.#isWeightPlace(name, tensor) || (!this.#numbers.has(name) && mayBeLearnt(name, tensor))
  }

  #addTensor(name: string, tensor: Tensor): void {
    this.#values.set(name, { name, type: tensor.type, shape: tensor.shape })
    this.#tensors.set(name, tensor)
  }

  #addConstant(name: string, tensor: Tensor): void {
    this.#addTensor(name, tensor)
    this.#constants.add(name)
  }

  /** Imports one node of the file: folded, upgraded, decided or placed; or notes why that is impossible, and goes on to find what else is. */
  #take(node: StoredNode): void {
    const stored = { ...node, inputs: withoutTrailing(node.inputs) }
    try {
      if (stored.inputs.some((name) => this.#missing.has(name))) throw new FollowsRefused()
      const refusal = quantizedRefusal(stored)
      if (refusal) throw refusal
      if (stored.domain !== '') {
        throw unsupported(phrase('{node} is an operator of the domain {domain}, which the lab does not know', { node: labelOf(stored), domain: stored.domain }))
      }
      assertAttributesKnown(stored)
      this.#assertNew(stored)
      if (stored.operator === 'If') this.#decide(stored)
      else for (const fitting of rebatched(keepingImages(stored, this.#imageCount, this.#context, this.#fromImages), this.#batches, this.#context, this.#fromImages)) this.#takeUpgraded(fitting)
    } catch (error) {
      for (const name of stored.outputs) if (name !== '') this.#missing.add(name)
      if (!(error instanceof FollowsRefused)) this.#refused.push({ node: stored, error: this.#refusal(stored, error) })
    }
  }

  /** Each value is computed once: a second node, or a tensor or an input of the same name, would make it unclear which one a node reads. */
  #assertNew(node: StoredNode): void {
    const own = new Set<string>()
    for (const name of node.outputs) {
      if (name === '') continue
      if (this.#values.has(name) || own.has(name)) throw unsupported(phrase('{node} computes {name}, but the file has another value of this name', { node: labelOf(node), name }))
      own.add(name)
    }
  }

  #refusal(node: StoredNode, error: unknown): Unsupported {
    if (error instanceof Unsupported) return error
    const why = phrase('{node}: {fault}', { node: labelOf(node), fault: error instanceof Error ? error.message : String(error) })
    if (!this.#batches) return unsupported(why, undefined, { cause: error })
    const { stored: fixed, wanted } = this.#batches
    return unsupported(phrase('{why}, as the file is fixed at {fixed} images a batch and {wanted} are wanted', { why, fixed, wanted }), phrase('Export it with an open (dynamic) batch size.'), { cause: error })
  }

  #takeUpgraded(stored: StoredNode): void {
    const nodes = upgraded(stored, this.#context)
    for (const node of nodes) this.#place(node)
    const computed = new Set(nodes.flatMap(({ outputs }) => outputs))
    for (const [index, name] of stored.outputs.entries()) {
      if (name !== '' && !computed.has(name)) this.#leftOut.set(name, phrase('output {index} of {node}, which the lab does not compute', { index, node: labelOf(stored) }))
    }
  }

  /** Takes one branch of an `If` whose condition is known, as conditions on shapes are. */
  #decide(node: StoredNode): void {
    const condition = this.#context.constantOf(node.inputs[0] ?? '')
    const branch = condition && node.subgraphs.get(Number(condition.data[0]) === 0 ? 'else_branch' : 'then_branch')
    if (!branch) throw unsupported(phrase('{node} decides when it runs what to compute', { node: labelOf(node) }), phrase('Export the network without branches that depend on its data.'))
    this.#addInitializers(branch)
    for (const inner of branch.nodes) this.#take(inner)
    node.outputs.forEach((name, index) => {
      this.#values.set(name, this.#valueOf(branch.outputs[index] ?? '', labelOf(node)))
    })
  }

  #place(node: StoredNode): void {
    const label = labelOf(node)
    if (node.subgraphs.size > 0) throw unsupported(phrase('{node} holds a graph of its own', { node: label }), phrase('Export the network without loops and branches.'))
    const inputs = node.inputs.map((name) => (name === '' ? null : this.#valueOf(name, label)))
    const names = node.outputs.filter((name) => name !== '')
    if (this.#placeAlias(node, inputs[0] ?? null)) return
    const sources = computeFromShape(node, inputs, (value) => this.#tensors.get(value.name), (bytes) => { this.#budget.takeBytes(bytes, label) })
    const [output] = names
    if (sources && output !== undefined) {
      const tensor = this.#readWeight(output, sources)
      this.#addTensor(output, tensor)
      if (!this.#isWeightPlace(output, tensor) || tensor.type !== 'float32') this.#constants.add(output)
      return
    }
    const { operator } = node
    if (!isOperator(operator) || notInFiles.has(operator)) throw unsupported(phrase('{node} is an operator that the lab does not know', { node: label }))
    const isKnown = inputs.length > 0 && inputs.every((value) => value === null || this.#constants.has(value.name))
    const toFloat32 = { narrowed: this.#narrowed, float32Of: (value: Value) => this.#float32Of(value) }
    const call: OperatorCall = { operator, inputs, attributes: node.attributes }
    if (isKnown && this.#placeFolded(node, inFloat32(call, { ...toFloat32, keepsFloat64: true }))) return
    this.#placeComputed(node, inFloat32(call, { ...toFloat32, keepsFloat64: false }))
  }

  /** Folds a node whose inputs are known; false where that is impossible. */
  #placeFolded(node: StoredNode, call: OperatorCall): boolean {
    const inference = this.#inferenceOf(call)
    const outputs = outputsOf(node, inferShapes(inference))
    const folded = fold(inference, outputs, (count) => { this.#budget.takeElements(count, labelOf(node)) })
    folded?.forEach((tensor, index) => {
      this.#addConstant(outputs[index]?.name ?? '', tensor)
    })
    return folded !== null
  }

  #placeComputed(node: StoredNode, call: OperatorCall): void {
    const { operator, inputs, attributes } = call
    const types = inferShapes(this.#inferenceOf(call))
    const [[x], [output]] = [inputs, node.outputs]
    if (operator === 'Cast' && x && types[0]?.type === x.type && output !== undefined) {
      this.#values.set(output, x) // Keras casts values to the type that they have already
      return
    }
    const outputs = outputsOf(node, types)
    assertInputs(operator, inputs, labelOf(node))
    const empty = outputs.find(({ shape }) => shape.includes(0))
    if (empty) throw new Error(phrase('its output of shape [{shape}] holds nothing', { shape: empty.shape.join(', ') }))
    if (inputs.some((value) => value && this.#fromImages.has(value.name))) for (const { name } of outputs) this.#fromImages.add(name)
    for (const value of outputs) this.#values.set(value.name, value)
    this.#nodes.push({ name: this.#nodeNames.unique(node.name || (node.outputs[0] ?? operator)), operator, inputs, outputs, attributes: writableAttributes(operator, attributes) })
  }

  #inferenceOf(call: OperatorCall): InferenceContext {
    return { ...call, constantOf: (value) => this.#tensors.get(value.name) }
  }

  /** The same constant in float32; a value that is computed is in float32 already. */
  #float32Of(value: Value): Value {
    const tensor = this.#tensors.get(value.name)
    if (!tensor) return value
    const name = this.#context.freshName(`${value.name}/float32`)
    this.#addConstant(name, this.#asFloat32(tensor))
    return { name, type: 'float32', shape: value.shape }
  }

  /**
   * Imports an `Identity` of an initializer. PyTorch's exporter stores equal tensors of different layers once, and writes the others as such nodes, under
   * their own names: each is a weight of its own. Layers that share a weight read the same tensor there. Keras does the same with tensors filled with one
   * number, as those of untrained normalisations.
   */
  #placeAlias(node: StoredNode, value: Value | null): boolean {
    const { operator, outputs: [name] } = node
    const tensor = operator === 'Identity' && value ? this.#tensors.get(value.name) : undefined
    if (!tensor || !value || name === undefined) return false
    if (this.#constants.has(value.name) || (this.#options.sharesCopies && !isUniform(tensor))) this.#values.set(name, value)
    else {
      this.#budget.takeBytes(tensor.data.byteLength, labelOf(node))
      this.#addTensor(name, { ...tensor, data: tensor.data.slice() })
      if (this.#numbers.has(name) && !this.#isWeightPlace(name, tensor)) this.#constants.add(name)
    }
    return true
  }

  #valueOf(name: string, reader: string): Value {
    const value = this.#values.get(name)
    if (!value && this.#missing.has(name)) throw new FollowsRefused()
    if (!value) throw unsupported(phrase('{reader} reads {name}, {fault}', { reader, name, fault: this.#leftOut.get(name) ?? phrase('which nothing before it computes') }))
    return value
  }
}

/** The outputs of a node with their types. @throws Error where it has none such, or an output is too large */
function outputsOf({ outputs }: StoredNode, types: readonly ValueType[]): readonly Value[] {
  return outputs.map((name, index) => {
    const type = types[index]
    if (!type) throw new Error(phrase('it has no output {index}', { index }))
    if (elementCount(type.shape) > maxElements) throw new Error(phrase('its output of shape [{shape}] is too large', { shape: type.shape.join(', ') }))
    return { name, ...type }
  })
}

/** Names of all values of a graph, and of the graphs that its nodes hold. */
function valueNames(graph: StoredGraph): readonly string[] {
  const names: string[] = []
  const graphs = [graph]
  for (const { inputs, initializers, nodes } of graphs) {
    for (const { name } of inputs) names.push(name)
    for (const name of initializers.keys()) names.push(name)
    for (const { outputs, subgraphs } of nodes) {
      for (const name of outputs) names.push(name)
      graphs.push(...subgraphs.values()) // visited by the loop as well
    }
  }
  return names
}

/** Optional inputs that are left out at the end, which a file may name by nothing: newer operators have them, the one that the engine writes may not. */
function withoutTrailing(inputs: readonly string[]): readonly string[] {
  return inputs.slice(0, inputs.findLastIndex((name) => name !== '') + 1)
}

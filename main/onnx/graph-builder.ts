// Builds a graph node by node; the shape of every value is known as soon as it exists.
import type { Attributes, Graph, Node, NodeOrigin, Value } from './graph'
import type { Operator } from './operators'
import { inferShapes } from './shape-inference'
import type { ValueType } from './shape-inference/inference'
import { toNumbers, type ElementType, type Shape, type Tensor } from './tensor'
import { UniqueNames } from './unique-names'

/** What a graph and its subgraphs share: names in use, one scope for values and one for nodes, and the origin of what is being emitted. */
class BuildScope {
  origin: Partial<NodeOrigin> | null = null
  readonly nodes = new UniqueNames()
  readonly values = new UniqueNames()
}

export interface NodeOptions {
  /** Name of the node; its first output gets the same. Default: the operator's. */
  readonly name?: string
  /** Number of outputs to have; default 1. */
  readonly outputs?: number
}

/** Most elements of a constant that is shared: equal ones are stored once. */
const sharedConstantLimit = 64

/** Emits other operators in place of one node; returns the value that replaces the node's first output. */
export type Substitute = (g: GraphBuilder, node: Omit<Node, 'outputs'>) => Value

/** Substitutes by the operator that they replace. */
export type Substitutes = Readonly<Partial<Record<Operator, Substitute>>>

export class GraphBuilder {
  readonly #nodes: Node[] = []
  readonly #inputs: Value[] = []
  readonly #initializers = new Map<string, Tensor>()
  readonly #sharedConstants = new Map<string, Value>()
  readonly #producers = new Map<Value, Node>()

  readonly #name: string
  readonly #substitutes: Substitutes
  readonly #parent: GraphBuilder | undefined
  readonly #scope: BuildScope

  /**
   * @param substitutes for operators that the graph must not contain
   * @param parent the builder of the graph that this one is a subgraph of: its values can be read here
   */
  constructor(name: string, substitutes: Substitutes = {}, parent?: GraphBuilder) {
    this.#name = name
    this.#substitutes = substitutes
    this.#parent = parent
    this.#scope = parent ? parent.#scope : new BuildScope()
  }

  /** Declares an input of the graph. */
  input(name: string, type: ElementType, shape: Shape): Value {
    const value = { name: this.#scope.values.unique(name), type, shape }
    this.#inputs.push(value)
    return value
  }

  /** Adds a constant tensor; equal small ones share one initializer. */
  constant(tensor: Tensor, name = 'constant'): Value {
    const key = tensor.data.length <= sharedConstantLimit ? `${tensor.type}[${tensor.shape.join()}]${toNumbers(tensor).join()}` : null
    const shared = key === null ? undefined : this.#sharedConstants.get(key)
    if (shared) return shared
    const value = { name: this.#scope.values.unique(name), type: tensor.type, shape: tensor.shape }
    this.#initializers.set(value.name, tensor)
    if (key !== null) this.#sharedConstants.set(key, value)
    return value
  }

  /** The tensor behind a value, where it is an initializer here or in an outer graph. */
  constantOf(value: Value): Tensor | undefined {
    return this.#initializers.get(value.name) ?? this.#parent?.constantOf(value)
  }

  /**
   * Appends a node and returns its first output.
   * @throws Error with the name of the node where its inputs do not fit
   */
  node(operator: Operator, inputs: readonly (Value | null)[], attributes: Attributes = {}, options: NodeOptions = {}): Value {
    const [first] = this.nodeWithOutputs(operator, inputs, attributes, options)
    if (!first) throw new Error(`${operator} has no output`)
    return first
  }

  /** Appends a node and returns all its outputs. */
  nodeWithOutputs(
    operator: Operator,
    inputs: readonly (Value | null)[],
    attributes: Attributes = {},
    options: NodeOptions = {},
  ): readonly Value[] {
    const substitute = this.#substitutes[operator]
    if (substitute) return [substitute(this, { name: options.name ?? operator, operator, inputs, attributes })]
    return this.#appended(operator, inputs, attributes, options)
  }

  /** As {@link node}, but never substituted: for substitutes, which may emit the operator that they replace. */
  plainNode(operator: Operator, inputs: readonly (Value | null)[], attributes: Attributes = {}, options: NodeOptions = {}): Value {
    const [first] = this.#appended(operator, inputs, attributes, options)
    if (!first) throw new Error(`${operator} has no output`)
    return first
  }

  #appended(operator: Operator, inputs: readonly (Value | null)[], attributes: Attributes, options: NodeOptions): readonly Value[] {
    const name = options.name ?? operator
    const types = this.#infer(name, operator, inputs, attributes).slice(0, options.outputs ?? 1)
    const values = types.map((type, index) => ({ ...type, name: index === 0 ? name : `${name}.${index}` }))
    return this.nodeWithKnownOutputs(operator, inputs, attributes, values, name)
  }

  /** Appends a node whose outputs the caller knows, as those of a Loop. */
  nodeWithKnownOutputs(
    operator: Operator,
    inputs: readonly (Value | null)[],
    attributes: Attributes,
    wanted: readonly Value[],
    name: string = operator,
  ): readonly Value[] {
    const outputs = wanted.map((value) => ({ ...value, name: this.#scope.values.unique(value.name) }))
    const { origin } = this.#scope
    const node = { name: this.#scope.nodes.unique(name), operator, inputs, outputs, attributes, ...(origin && { origin }) }
    this.#nodes.push(node)
    for (const value of outputs) this.#producers.set(value, node)
    return outputs
  }

  /** Notes the origin of all nodes that are emitted meanwhile; where such calls are nested, the inner one counts. */
  within<T>(origin: Partial<NodeOrigin>, emit: () => T): T {
    const outer = this.#scope.origin
    this.#scope.origin = { ...outer, ...origin }
    try {
      return emit()
    } finally {
      this.#scope.origin = outer
    }
  }

  /** The node that computes a value in this graph; undefined for inputs, constants and values of outer graphs. */
  producerOf(value: Value): Node | undefined {
    return this.#producers.get(value)
  }

  /** Number of nodes so far. */
  get nodeCount(): number {
    return this.#nodes.length
  }

  /** The nodes that were appended after the first `count`. */
  nodesSince(count: number): readonly Node[] {
    return this.#nodes.slice(count)
  }

  /** A builder for a subgraph of this graph, as a Loop's body. */
  subgraph(name: string): GraphBuilder {
    return new GraphBuilder(name, this.#substitutes, this)
  }

  /** The graph that computes these outputs; nodes and initializers that nothing needs are left out. */
  build(outputs: readonly Value[]): Graph {
    const needed = new Set(outputs.map((value) => value.name))
    const nodes: Node[] = []
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((value) => needed.has(value.name))) continue
      nodes.push(node)
      for (const name of namesReadBy(node)) needed.add(name)
    }
    nodes.reverse()
    const initializers = new Map([...this.#initializers].filter(([name]) => needed.has(name)))
    return { name: this.#name, inputs: this.#inputs, outputs, initializers, nodes }
  }

  #infer(name: string, operator: Operator, inputs: readonly (Value | null)[], attributes: Attributes): readonly ValueType[] {
    try {
      return inferShapes({ operator, inputs, attributes, constantOf: (value) => this.constantOf(value) })
    } catch (error) {
      const shapes = inputs.map((value) => (value ? `[${value.shape.join(', ')}]` : 'none')).join(', ')
      throw new Error(`${name} (${operator} of ${shapes}): ${error instanceof Error ? error.message : String(error)}`, { cause: error })
    }
  }
}

/** Names of the values that a node reads, including those that its subgraphs read from outside. */
function namesReadBy(node: Node): string[] {
  const own = node.inputs.flatMap((value) => (value ? [value.name] : []))
  const inner = Object.values(node.attributes).flatMap((attribute) =>
    attribute.type === 'graph'
      ? [...attribute.value.nodes.flatMap(namesReadBy), ...attribute.value.outputs.map((value) => value.name)]
      : [],
  )
  return [...own, ...inner]
}

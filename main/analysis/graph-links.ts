// Who computes and who reads each value of a graph, and which values are learnt.
import { firstOutput, type Graph, type Node, type Value } from '../onnx/graph'
import { toNumbers } from '../onnx/tensor'

export class GraphLinks {
  readonly #graph: Graph
  readonly #producers = new Map<string, Node>()
  readonly #readers = new Map<string, Set<Node>>()
  readonly #order = new Map<Node, number>()
  readonly #outputs: ReadonlySet<string>
  /** Names of parameters, and of values that are made of these and constants alone. */
  readonly #learnt: Set<string>

  constructor(graph: Graph, parameters: Iterable<string>) {
    this.#graph = graph
    this.#learnt = new Set(parameters)
    this.#outputs = new Set(graph.outputs.map(({ name }) => name))
    for (const [index, node] of graph.nodes.entries()) {
      this.#order.set(node, index)
      for (const { name } of node.outputs) this.#producers.set(name, node)
      const inputs = node.inputs.filter((value) => value !== null)
      for (const { name } of inputs) this.#readers.set(name, (this.#readers.get(name) ?? new Set()).add(node))
      if (inputs.some((value) => this.isLearnt(value)) && inputs.every((value) => this.isLearnt(value) || this.isConstant(value))) {
        for (const { name } of node.outputs) this.#learnt.add(name)
      }
    }
  }

  /** Whether a value is a parameter or made of parameters, as a transposed weight. */
  isLearnt = ({ name }: Value): boolean => this.#learnt.has(name)

  isConstant = ({ name }: Value): boolean => this.#graph.initializers.has(name)

  /** The values that a node reads and that depend on the images. */
  dataInputs(node: Node): readonly Value[] {
    return node.inputs.filter((value) => value !== null && !this.isLearnt(value) && !this.isConstant(value)) as readonly Value[]
  }

  /** The node that computes a value; undefined for inputs and constants. */
  producerOf({ name }: Value): Node | undefined {
    return this.#producers.get(name)
  }

  /** Whether all that read a node's output are among these, and it is no output of the network. */
  isReadOnlyBy(node: Node, readers: ReadonlySet<Node>): boolean {
    const { name } = firstOutput(node)
    const own: ReadonlySet<Node> = this.#readers.get(name) ?? new Set()
    return !this.#outputs.has(name) && own.size <= readers.size && [...own].every((reader) => readers.has(reader))
  }

  /** Nodes in the order of the graph. */
  inOrder(nodes: Iterable<Node>): readonly Node[] {
    return [...nodes].sort((a, b) => this.placeOf(a) - this.placeOf(b))
  }

  placeOf(node: Node): number {
    return this.#order.get(node) ?? 0
  }

  /** The single number of a constant; null of other values. */
  numberOf({ name }: Value): number | null {
    const tensor = this.#graph.initializers.get(name)
    return tensor?.data.length === 1 ? (toNumbers(tensor)[0] ?? null) : null
  }
}

// Finds what turns logits into probabilities at the end of a file's network: a softmax, as one node or written out, or another bounded function.
import { phrase } from '@language/phrase'
import { intAttribute, type Graph, type Node, type Value } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import { axisOf } from '../../onnx/shape-inference/inference'
import { reducedAxes } from '../../onnx/shape-inference/reduction'
import { toNumbers } from '../../onnx/tensor'

/** The softmax over classes at the end of a network. */
export interface FinalSoftmax {
  readonly logits: Value
  /** The nodes that compute it, in their order. */
  readonly nodes: readonly Node[]
}

/** Operators that keep the order of the elements. */
const reshaping: ReadonlySet<Operator> = new Set<Operator>(['Identity', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'])

/** Functions with bounds, as names in sentences. */
const bounded: Partial<Readonly<Record<Operator, string>>> = {
  HardSigmoid: phrase('a hard sigmoid'),
  Sigmoid: phrase('a sigmoid'),
  Tanh: phrase('a tanh'),
}

/** The last function of a network, where it is none whose outputs are logits. */
export interface FinalFunction {
  readonly node: Node
  /** As a name in sentences. */
  readonly title: string
}

/** The end of a network, looked at from one of its outputs. */
export class NetworkEnd {
  readonly #graph: Pick<Graph, 'nodes' | 'initializers'>
  readonly #producers: ReadonlyMap<string, Node>

  constructor(graph: Pick<Graph, 'nodes' | 'initializers'>) {
    this.#graph = graph
    this.#producers = new Map(graph.nodes.flatMap((node) => node.outputs.map(({ name }) => [name, node] as const)))
  }

  /** The softmax that computes an output, perhaps followed by reshaping; null where there is none. @param writtenOut whether to find one of several nodes, too */
  softmax(output: Value, writtenOut: boolean): FinalSoftmax | null {
    const last = this.#last(output)
    const [input] = last?.inputs ?? []
    if (!last || !input) return null
    if (last.operator === 'Softmax') return isOverClasses(input, [axisOf(intAttribute(last, 'axis', -1), input.shape.length)]) ? { logits: input, nodes: [last] } : null
    return writtenOut ? this.#writtenSoftmax(last) : null
  }

  /** The bounded function that computes an output, perhaps followed by reshaping; null where there is none. */
  boundedFunction(output: Value): FinalFunction | null {
    const node = this.#last(output)
    const title = node && bounded[node.operator]
    return node && title !== undefined ? { node, title } : null
  }

  /** Nodes that an output depends on. */
  depth(output: Value): number {
    const found = new Set<Node>()
    const open = [output.name]
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      const node = this.#producers.get(name)
      if (!node || found.has(node)) continue
      found.add(node)
      for (const input of node.inputs) if (input) open.push(input.name)
    }
    return found.size
  }

  /** The last node that does more than reshape. */
  #last(output: Value): Node | undefined {
    let node = this.#producers.get(output.name)
    while (node && reshaping.has(node.operator)) node = this.#producers.get(node.inputs[0]?.name ?? '')
    return node
  }

  #producerOf(value: Value | null | undefined): Node | undefined {
    return value ? this.#producers.get(value.name) : undefined
  }

  /**
   * e / sum(e), or e * (1 / sum(e)), with e = exp(x); and exp(logSoftmax(x)). Where x is logits minus their maximum, which changes no probability, the
   * logits are those before the subtraction.
   */
  #writtenSoftmax(last: Node): FinalSoftmax | null {
    const [a, b] = last.inputs
    if (last.operator === 'Exp') {
      const inner = this.#producerOf(a)
      const [logits] = inner?.inputs ?? []
      const isIt = inner?.operator === 'LogSoftmax' && logits && isOverClasses(logits, [axisOf(intAttribute(inner, 'axis', -1), logits.shape.length)])
      return isIt ? { logits, nodes: [inner, last] } : null
    }
    if (!a || !b) return null
    if (last.operator === 'Div') return this.#share(a, b, [last])
    if (last.operator !== 'Mul') return null
    for (const [exponential, factor] of [[a, b], [b, a]] as const) {
      const inverse = this.#producerOf(factor)
      const [one, sum] = inverse?.operator === 'Div' ? inverse.inputs : []
      const found = inverse && one && sum && this.#isNumber(one, 1) ? this.#share(exponential, sum, [inverse, last]) : null
      if (found) return found
    }
    return null
  }

  /** exp(x) divided by its sum over the classes. */
  #share(exponential: Value, sum: Value, behind: readonly Node[]): FinalSoftmax | null {
    const [exp, total] = [this.#producerOf(exponential), this.#last(sum)]
    const [x] = exp?.operator === 'Exp' ? exp.inputs : []
    if (!exp || !x || total?.operator !== 'ReduceSum' || total.inputs[0]?.name !== exponential.name || !isOverClasses(x, this.#axesOf(total))) return null
    const centred = this.#producerOf(x)
    const [logits, maximum] = centred?.operator === 'Sub' ? centred.inputs : []
    const largest = this.#producerOf(maximum)
    const nodes = [exp, total, ...behind]
    if (centred && largest?.operator === 'ReduceMax' && logits && largest.inputs[0]?.name === logits.name && isOverClasses(logits, this.#axesOf(largest))) {
      return { logits, nodes: [largest, centred, ...nodes] }
    }
    return { logits: x, nodes }
  }

  #axesOf(node: Node): readonly number[] {
    return reducedAxes({ ...node, constantOf: ({ name }) => this.#graph.initializers.get(name) })
  }

  #isNumber({ name }: Value, number: number): boolean {
    const tensor = this.#graph.initializers.get(name)
    return tensor?.data.length === 1 && toNumbers(tensor)[0] === number
  }
}

/** Whether axes of a value hold all classes of an image and nothing of other images. */
function isOverClasses({ shape }: Value, axes: readonly number[]): boolean {
  return shape.length > 1 && !axes.includes(0) && shape.every((size, axis) => axis === 0 || size === 1 || axes.includes(axis))
}

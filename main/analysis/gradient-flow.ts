// Which values of a network depend on its parameters, and through which of them gradients flow back.
import type { Node, Value } from '../onnx/graph'
import { operatorCosts } from './operator-costs'
import type { Gradient } from './operator-costs/operator-cost'

/** `parameter`: a parameter, or a value made of parameters alone, as a reshaped weight. `activation`: a value made of the images and of parameters. */
type Role = 'parameter' | 'activation'

/** The gradient of one input of a node. */
export interface InputGradient {
  readonly input: Value
  readonly role: Role
  readonly gradient: Gradient
}

export class GradientFlow {
  readonly #roles = new Map<string, Role>()
  readonly #gradients = new Map<Node, readonly InputGradient[]>()

  /**
   * @param nodes each behind the nodes whose outputs it reads; a value that no node reads is an output of the network
   * @param images name of the value that holds the images
   * @param parameters names of the parameters
   */
  constructor(nodes: readonly Node[], images: string, parameters: Iterable<string>) {
    for (const name of parameters) this.#roles.set(name, 'parameter')
    const fromImages = new Set([images])
    const read = new Set<string>()
    for (const node of nodes) this.#place(node, fromImages, read)
    this.#cutOff(nodes, read)
  }

  /** Whether a value is a parameter, or made of parameters alone. */
  isParameter({ name }: Value): boolean {
    return this.#roles.get(name) === 'parameter'
  }

  /** The gradients by the inputs of a node that training computes: none by the images or by constants. */
  gradientsOf(node: Node): readonly InputGradient[] {
    return this.#gradients.get(node) ?? []
  }

  /** Finds the inputs of a node that gradients can flow to, and the roles of its outputs. */
  #place(node: Node, fromImages: Set<string>, read: Set<string>): void {
    const { gradient } = operatorCosts[node.operator]
    const gradients: InputGradient[] = []
    const isFromImages = node.inputs.some((input) => input && fromImages.has(input.name))
    node.inputs.forEach((input, index) => {
      if (!input) return
      read.add(input.name)
      const role = this.#roles.get(input.name)
      const own = role && gradient(node, index)
      if (own) gradients.push({ input, role, gradient: own })
    })
    this.#gradients.set(node, gradients)
    for (const { name } of node.outputs) {
      if (isFromImages) fromImages.add(name)
      if (gradients.length > 0) this.#roles.set(name, isFromImages ? 'activation' : 'parameter')
    }
  }

  /** Removes the gradients of nodes whose output only operators without a gradient read, as a comparison: no gradient of the loss reaches these nodes. */
  #cutOff(nodes: readonly Node[], read: ReadonlySet<string>): void {
    const reached = new Set<string>()
    for (const node of nodes.toReversed()) {
      const [output] = node.outputs
      if (output && read.has(output.name) && !reached.has(output.name)) this.#gradients.delete(node)
      for (const { input } of this.gradientsOf(node)) reached.add(input.name)
    }
  }
}

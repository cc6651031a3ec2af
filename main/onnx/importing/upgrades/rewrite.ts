// Writes the nodes that replace a node in an upgrade.
import { phrase } from '@language/phrase'
import type { Attributes, Value } from '../../graph'
import type { StoredNode } from '../../stored-model'
import { elementCount, type Shape, type Tensor } from '../../tensor'

/** The graph around a node, for upgrades: its values, and new constants and names. */
export interface UpgradeContext {
  /** Version of the operator set that the file is written in. */
  readonly opset: number
  /** Type and shape of an input. @throws LabError where nothing before the node computes it */
  readonly valueOf: (name: string) => Value
  /** The values of an input; undefined where it is computed when the graph runs. */
  readonly constantOf: (name: string) => Tensor | undefined
  /** Adds a constant to the graph; returns its name. */
  readonly constant: (tensor: Tensor, hint: string) => string
  /** A name that no value has yet. */
  readonly freshName: (hint: string) => string
}

/** The nodes that replace a node; null: the node stays as it is. */
export type Upgrade = (node: StoredNode, context: UpgradeContext) => readonly StoredNode[] | null

/** Writes nodes one after the other, so that a decomposition reads like its formula. */
export class Rewrite {
  readonly #nodes: StoredNode[] = []

  readonly #node: StoredNode
  readonly #context: UpgradeContext

  constructor(node: StoredNode, context: UpgradeContext) {
    this.#node = node
    this.#context = context
  }

  /** The name of a constant. */
  constant(tensor: Tensor): string {
    return this.#context.constant(tensor, this.#nameOf('constant'))
  }

  /** Appends a node of one output; returns the output's name. */
  emit(operator: string, inputs: readonly string[], attributes: Attributes = {}): string {
    const output = this.#context.freshName(this.#nameOf(operator))
    this.#append(operator, inputs, [output], attributes)
    return output
  }

  /** Appends the last node, which computes the outputs of the old one; returns all nodes. */
  ending(operator: string, inputs: readonly string[], attributes: Attributes = {}): readonly StoredNode[] {
    this.#append(operator, inputs, this.#node.outputs, attributes)
    return this.#nodes
  }

  #append(operator: string, inputs: readonly string[], outputs: readonly string[], attributes: Attributes): void {
    const name = `${this.#node.name || (this.#node.outputs[0] ?? this.#node.operator)}${outputs === this.#node.outputs ? '' : `/${operator}`}`
    this.#nodes.push({ name, domain: '', operator, inputs, outputs, attributes, subgraphs: new Map() })
  }

  #nameOf(part: string): string {
    return `${this.#node.outputs[0] ?? this.#node.name}/${part}`
  }
}

/** Most elements of a constant that an upgrade makes. */
const maxConstant = 1 << 24

/** Number of elements of a constant of this shape. @throws Error where these are more than any network needs */
export function constantSize(shape: Shape): number {
  const count = elementCount(shape)
  if (!(count <= maxConstant)) throw new Error(phrase('it needs a constant of shape [{shape}]', { shape: shape.join(', ') }))
  return count
}

/** Attributes without the named ones. */
export function without(attributes: Attributes, ...names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)))
}

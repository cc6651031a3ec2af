// A computation graph in ONNX's terms: values, nodes with attributes, inputs, outputs, initializers.
import type { Operator } from './operators'
import type { ElementType, Shape, Tensor } from './tensor'

/** A value in a graph: an output of a node, an input of the graph or an initializer. */
export interface Value {
  /** Unique in the graph and its subgraphs. */
  readonly name: string
  readonly type: ElementType
  readonly shape: Shape
  /**
   * Channels in a block of a value of images, whose shape is [N, C, height, width] but whose elements lie as [N, C / block, height, width, block];
   * absent: elements lie as the shape says. See `blocked-layout.ts`.
   */
  readonly block?: number
}

/** An attribute with the type that ONNX stores it under. */
export type Attribute =
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'ints'; readonly value: readonly number[] }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'floats'; readonly value: readonly number[] }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'tensor'; readonly value: Tensor }
  | { readonly type: 'graph'; readonly value: Graph }

export type Attributes = Readonly<Record<string, Attribute>>

/** What a node of a program is there for. */
export interface NodeOrigin {
  /** Name of the network's node, or of its parameter, that it computes for. */
  readonly of: string
  readonly pass: 'forward' | 'backward' | 'update'
}

export interface Node {
  readonly name: string
  readonly operator: Operator
  /** null: an optional input that is left out. */
  readonly inputs: readonly (Value | null)[]
  readonly outputs: readonly Value[]
  readonly attributes: Attributes
  /** As far as it was noted by whoever emitted it; files do not hold it. */
  readonly origin?: Partial<NodeOrigin>
}

/** The name by which users know a node, or of the network's node that a node of a program computes for: its own, unless it stands there for another. */
export const nodeTitle = ({ name, origin }: Pick<Node, 'name' | 'origin'>): string => origin?.of ?? name

/** The nodes are sorted: each stands behind the nodes whose outputs it reads. */
export interface Graph {
  readonly name: string
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
  readonly initializers: ReadonlyMap<string, Tensor>
  readonly nodes: readonly Node[]
}

export const int = (value: number): Attribute => ({ type: 'int', value })
export const ints = (value: readonly number[]): Attribute => ({ type: 'ints', value })
export const float = (value: number): Attribute => ({ type: 'float', value })
export const floats = (value: readonly number[]): Attribute => ({ type: 'floats', value })
export const string = (value: string): Attribute => ({ type: 'string', value })
export const subgraph = (value: Graph): Attribute => ({ type: 'graph', value })

/** An integer attribute of a node, or its default. */
export function intAttribute(node: Pick<Node, 'attributes'>, name: string, fallback: number): number {
  const attribute = node.attributes[name]
  return attribute?.type === 'int' ? attribute.value : fallback
}

/** A list of integers among a node's attributes, or its default. */
export function intsAttribute(node: Pick<Node, 'attributes'>, name: string, fallback: readonly number[]): readonly number[] {
  const attribute = node.attributes[name]
  return attribute?.type === 'ints' ? attribute.value : fallback
}

/** A float attribute of a node, or its default. */
export function floatAttribute(node: Pick<Node, 'attributes'>, name: string, fallback: number): number {
  const attribute = node.attributes[name]
  return attribute?.type === 'float' ? attribute.value : fallback
}

/** A string attribute of a node, or its default. */
export function stringAttribute(node: Pick<Node, 'attributes'>, name: string, fallback: string): string {
  const attribute = node.attributes[name]
  return attribute?.type === 'string' ? attribute.value : fallback
}

/** An input that the operator cannot do without. */
export function requiredInput(node: Pick<Node, 'operator' | 'inputs'>, index: number): Value {
  const value = node.inputs[index]
  if (!value) throw new Error(`${node.operator} lacks its input ${index}`)
  return value
}

/** The only, or first, output of a node. */
export function firstOutput(node: Pick<Node, 'operator' | 'outputs'>): Value {
  const value = node.outputs[0]
  if (!value) throw new Error(`${node.operator} has no output`)
  return value
}

// Content of an ONNX file before import: nodes of any operator and operator-set version, without inferred shapes.
import { phrase } from '@language/phrase'
import type { Attributes } from './graph'
import type { Metadata } from './metadata'
import type { ElementType, Shape, Tensor } from './tensor'

/** A node of a file; the engine need not know its operator. */
export interface StoredNode {
  /** Empty where the file gives none. */
  readonly name: string
  /** Empty for the operators of ONNX itself. */
  readonly domain: string
  readonly operator: string
  /** Names of values; empty for an optional input that is left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Attributes
  /** Graphs that the node holds, by the name of the attribute. */
  readonly subgraphs: ReadonlyMap<string, StoredGraph>
}

export interface StoredInput {
  readonly name: string
  readonly type: ElementType
  /** null where the file leaves even the number of dimensions open. */
  readonly shape: Shape | null
}

/** A parameter is learnt; a buffer belongs to the network but is not learnt. */
export type TensorKind = 'parameter' | 'buffer'

export interface StoredGraph {
  readonly name: string
  /** Inputs that are not initializers. */
  readonly inputs: readonly StoredInput[]
  readonly outputs: readonly string[]
  readonly initializers: ReadonlyMap<string, Tensor>
  /** Kinds of tensors that the file itself states: PyTorch tells parameters from buffers. */
  readonly kinds: ReadonlyMap<string, TensorKind>
  readonly nodes: readonly StoredNode[]
}

export interface StoredModel {
  readonly graph: StoredGraph
  /** Version of ONNX's operator set that the nodes are written in. */
  readonly opset: number
  readonly metadata: Metadata
  /** Names of floating-point types other than float32, of tensors and inputs that were read as float32. */
  readonly otherFloats: readonly string[]
}

/** The name of a node in messages. */
export function labelOf({ name, operator, outputs }: Pick<StoredNode, 'name' | 'operator' | 'outputs'>): string {
  return phrase('node {name} ({operator})', { name: name || (outputs[0] ?? phrase('(unnamed)')), operator })
}

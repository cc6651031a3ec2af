// What the rule table holds for each operator: how training runs it forward, and how gradients pass through it.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { nodeTitle, type Node, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import type { InferenceContext } from '../../onnx/shape-inference/inference'
import type { Capabilities } from '../capabilities'
import type { RuleLayout } from './layout'
import type { SharedValues } from './shared-values'
import type { SitePlan } from './site'

/** How a program computes, whatever it computes. */
export interface ComputeOptions {
  /** Of the program's device. */
  readonly capabilities: Capabilities
  /** Whether convolutions may be computed by fast algorithms, whose rounding is up to twenty times coarser than the direct way's. */
  readonly fastConvolutions: boolean
  /** The way of each site that has several. */
  readonly plan: SitePlan
}

/** Context of a forward pass in training; a trained network in use has none. */
export interface TrainingContext extends ComputeOptions {
  /** The mask of a dropout node, of the shape of its value: 1 for units that are kept, 0 for the others; null where nothing is dropped. */
  readonly dropoutMask: (node: Node, rate: number) => Value | null
  /** 1 for each image of the batch, 0 for padding images: float32 [N]. */
  readonly imageMask: () => Value
  /** Whether a batch normalisation uses the statistics of the batch; otherwise it uses its running averages, which stay as they are. */
  readonly normalizesByBatch: (node: Node) => boolean
}

/** A node of the network with its inputs in the graph that is being built. */
export interface ForwardContext {
  readonly g: GraphBuilder
  readonly node: Node
  readonly inputs: readonly (Value | null)[]
  readonly training: TrainingContext
  /** Whether the node is the only one of its graph that reads an input. */
  readonly isOnlyReader: (input: number) => boolean
}

/** Results of a rule's forward pass. */
export interface ForwardResult {
  readonly outputs: readonly Value[]
  /** Values beside inputs and outputs that the backward pass needs. */
  readonly saved: readonly Value[]
  /** Values that the passes share, whichever computes them. */
  readonly shared?: SharedValues
  /** Next values of inputs that are buffers, by the position of the input. */
  readonly updates?: ReadonlyMap<number, Value>
}

/** A node that has run forward, and the gradients of its outputs. */
export interface BackwardContext extends ComputeOptions {
  readonly g: GraphBuilder
  readonly node: Node
  readonly inputs: readonly (Value | null)[]
  readonly outputs: readonly Value[]
  readonly saved: readonly Value[]
  readonly shared?: SharedValues
  /** Gradient of the loss by each output; null where the loss does not depend on it. */
  readonly gradOutputs: readonly (Value | null)[]
  /** Whether the gradient by an input is asked for. */
  readonly needs: (input: number) => boolean
}

/** How an operator is trained through: a pair of forward and backward, as in JAX's custom_vjp. */
export interface Rule {
  /** The layouts in which it takes inputs, outputs and gradients; default `plain`. */
  readonly layout?: RuleLayout
  /** Emits the operator as training needs it. Null, or no `forward` at all: the operator is emitted as it stands. */
  readonly forward?: (context: ForwardContext) => ForwardResult | null
  /** Gradient of the loss by each input, null for those not asked for or not differentiable. */
  readonly backward: (context: BackwardContext) => readonly (Value | null)[]
}

/** An operator that gradients do not pass through, and why. */
export interface NoGradient {
  readonly noGradient: string
}

/** An operator whose output varies in steps: its derivative is zero wherever it has one, as PyTorch takes it too. */
export const stepwise = { isStepwise: true } as const

export type RuleEntry = Rule | NoGradient | typeof stepwise

/** The layouts in which an operator takes its values in training. */
export const layoutOf = (entry: RuleEntry): RuleLayout => ('layout' in entry && entry.layout) || 'plain'

/** The error for a node that gradients cannot pass. */
export function noRule(node: Node, why: string): LabError {
  const remedy = phrase('Replace this operator in the network before you export it.')
  return new LabError('autodiff/no-rule', phrase('Node {node} ({operator}) cannot be trained through: {why}.', { node: nodeTitle(node), operator: node.operator, why }), remedy)
}

/** The gradient of the loss by the first output; rules are called only where there is one. */
export function gradOfOutput({ node, gradOutputs }: Pick<BackwardContext, 'node' | 'gradOutputs'>): Value {
  const [grad] = gradOutputs
  if (!grad) throw new Error(`the gradient of ${node.name} is not known`)
  return grad
}

/** An input that the operator cannot do without. */
export function inputOf({ node, inputs }: Pick<ForwardContext, 'node' | 'inputs'>, index: number): Value {
  const value = inputs[index]
  if (!value) throw new Error(`${node.name} lacks its input ${index}`)
  return value
}

/** The first output of a node that has run forward. */
export function outputOf({ node, outputs }: BackwardContext): Value {
  const [value] = outputs
  if (!value) throw new Error(`${node.name} has no output`)
  return value
}

/** A node of the program in the form that shape inference takes. */
export function inferenceOf({ g, node, inputs }: Pick<ForwardContext, 'g' | 'node' | 'inputs'>): InferenceContext {
  return { operator: node.operator, attributes: node.attributes, inputs, constantOf: (value) => g.constantOf(value) }
}

// Makes the rules of element-wise functions of one or two operands from their derivatives.
import type { Node, Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { greater, scalar, where } from '../../../onnx/operations'
import { mulRepeated, sumTo } from '../broadcast'
import { gradOfOutput, inputOf, outputOf, type Rule } from '../rule'

/** A function y = f(x) of each element, with its attributes in `node`. */
export interface UnaryCall {
  readonly x: Value
  readonly y: Value
  readonly node: Node
}

/** The rule of y = f(x): the gradient times dy/dx. */
export function unary(derivative: (g: GraphBuilder, call: UnaryCall) => Value): Rule {
  return {
    layout: 'alike',
    backward: (context) => {
      const { g, node } = context
      const call = { x: inputOf(context, 0), y: outputOf(context), node }
      return [mulRepeated(g, gradOfOutput(context), derivative(g, call))]
    },
  }
}

/** A function y = f(a, b) of each pair of elements, and the gradient of y. */
export interface BinaryCall {
  readonly a: Value
  readonly b: Value
  readonly y: Value
  readonly grad: Value
}

/** The rule of y = f(a, b) from the gradients of both operands in the shape of y, which are summed to where each was broadcast. */
export function binary(...gradients: readonly [OfOperand, OfOperand]): Rule {
  return {
    layout: 'alike',
    backward: (context) => {
      const { g, needs } = context
      const operands = [inputOf(context, 0), inputOf(context, 1)] as const
      const call = { a: operands[0], b: operands[1], y: outputOf(context), grad: gradOfOutput(context) }
      return operands.map(({ shape }, index) => (needs(index) ? sumTo(g, gradients[index === 0 ? 0 : 1](g, call), shape) : null))
    },
  }
}

type OfOperand = (g: GraphBuilder, call: BinaryCall) => Value

/** `right` where x is positive, `left` elsewhere. */
export const wherePositive = (g: GraphBuilder, x: Value, right: Value, left: Value): Value => where(g, greater(g, x, scalar(g, 0)), right, left)

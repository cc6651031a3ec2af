// Reverse-mode differentiation: walks the tape backwards and asks each operator's rule for the gradients of its inputs.
// A. Griewank, A. Walther, "Evaluating Derivatives", 2nd ed., SIAM 2008, chapter 3.
import { LabError } from '@contract/problem'
import type { Value } from '../onnx/graph'
import type { GraphBuilder } from '../onnx/graph-builder'
import { add } from '../onnx/operations'
import type { Rule } from './rule'
import { rules } from './rules'
import type { TapeEntry } from './tape'

/**
 * Emits the backward pass.
 * @param output the value that gradients start from
 * @param gradOutput the gradient of the loss by it, of the same shape
 * @param wrt the values whose gradients are asked for; what does not depend on them costs nothing
 * @returns gradients by the name of the value; a value that the output does not depend on has none
 * @throws LabError `autodiff/no-rule` that names the node which gradients cannot pass
 */
export function emitGradients(
  g: GraphBuilder,
  tape: readonly TapeEntry[],
  output: Value,
  gradOutput: Value,
  wrt: readonly Value[],
): ReadonlyMap<string, Value> {
  const wanted = dependents(tape, wrt)
  const gradients = new Map([[output.name, gradOutput]])
  for (const entry of tape.toReversed()) {
    const { node, inputs, outputs } = entry
    const gradOutputs = outputs.map((value) => gradients.get(value.name) ?? null)
    const needs = (index: number): boolean => wanted.has(inputs[index]?.name ?? '')
    if (gradOutputs.every((grad) => grad === null) || !inputs.some((_, index) => needs(index))) continue
    const gradInputs = ruleOf(entry).backward({ g, ...entry, gradOutputs, needs })
    gradInputs.forEach((grad, index) => {
      const input = inputs[index]
      if (!grad || !input || !needs(index)) return
      const sum = gradients.get(input.name)
      gradients.set(input.name, sum ? add(g, sum, grad) : grad)
    })
    if (inputs.some((input, index) => needs(index) && input && !gradients.has(input.name))) {
      throw new LabError('autodiff/no-rule', `The gradient rule of ${node.name} (${node.operator}) leaves out an input that needs one.`)
    }
  }
  return gradients
}

/** Names of the values that vary with one of `wrt`. */
function dependents(tape: readonly TapeEntry[], wrt: readonly Value[]): ReadonlySet<string> {
  const names = new Set(wrt.map((value) => value.name))
  for (const { inputs, outputs } of tape) {
    if (inputs.some((value) => value && names.has(value.name))) for (const value of outputs) names.add(value.name)
  }
  return names
}

function ruleOf({ node }: TapeEntry): Rule {
  const entry = rules[node.operator]
  if ('backward' in entry) return entry
  throw new LabError(
    'autodiff/no-rule',
    `Node ${node.name} (${node.operator}) cannot be trained through: ${entry.noGradient}.`,
    'Replace this operator in the network, or freeze the layers before it.',
  )
}

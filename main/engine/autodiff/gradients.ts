// Reverse-mode differentiation: walks the tape backwards and asks each operator's rule for the gradients of its inputs.
// A. Griewank, A. Walther, "Evaluating Derivatives", 2nd ed., SIAM 2008, chapter 3.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { nodeTitle, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { isFloat } from '../../onnx/tensor'
import { addInLayout, inLayouts } from './layout'
import { layoutOf, noRule, type ComputeOptions, type Rule } from './rule'
import { rules } from './rules'
import type { TapeEntry } from './tape'

/**
 * Emits the backward pass.
 * @param gradOutputs the gradients that the backward pass starts from, by name of the value
 * @param wrt the values whose gradients are asked for; nodes that do not depend on them get no backward pass
 * @param options as in the forward pass
 * @returns gradients by the name of the value; a value that the outputs do not depend on has none
 * @throws LabError `autodiff/no-rule` with the name of the node that gradients cannot pass
 */
export function emitGradients(
  g: GraphBuilder,
  tape: readonly TapeEntry[],
  gradOutputs: ReadonlyMap<string, Value>,
  wrt: readonly Value[],
  { capabilities, fastConvolutions, plan }: ComputeOptions,
): ReadonlyMap<string, Value> {
  const wanted = dependents(tape, wrt)
  const gradients = new Map(gradOutputs)
  for (const entry of tape.toReversed()) {
    const { node, inputs, outputs } = entry
    const gradsOfNode = outputs.map((value) => gradients.get(value.name) ?? null)
    const needs = (index: number): boolean => wanted.has(inputs[index]?.name ?? '')
    if (gradsOfNode.every((grad) => grad === null) || !inputs.some((_, index) => needs(index))) continue
    g.within({ of: nodeTitle(node), pass: 'backward' }, () => {
      const rule = ruleOf(entry)
      const [output = null] = outputs
      const taken = <T extends Value | null>(values: readonly T[]) => inLayouts(g, layoutOf(rule), values, output)
      const gradInputs = rule.backward({ g, ...entry, inputs: taken(inputs), outputs: taken(outputs), gradOutputs: taken(gradsOfNode), capabilities, fastConvolutions, plan, needs })
      gradInputs.forEach((grad, index) => {
        const input = inputs[index]
        if (!grad || !input || !needs(index)) return
        const sum = gradients.get(input.name)
        gradients.set(input.name, sum ? addInLayout(g, sum, grad) : grad)
      })
    })
    const leftOut = inputs.findIndex((input, index) => needs(index) && input && !gradients.has(input.name))
    if (leftOut >= 0) {
      const message = phrase('Node {node} ({operator}) cannot be trained through: its input {leftOut} depends on parameters, and the lab has no gradient by that input.', { node: nodeTitle(node), operator: node.operator, leftOut })
      throw new LabError('autodiff/no-rule', message, phrase('Export the network with that input as a constant.'))
    }
  }
  return gradients
}

/** Names of the values that depend differentiably on one of `wrt`. Integers and bools do not: they vary in steps, with derivative zero. */
function dependents(tape: readonly TapeEntry[], wrt: readonly Value[]): ReadonlySet<string> {
  const names = new Set(wrt.map((value) => value.name))
  for (const { node, inputs, outputs } of tape) {
    if ('isStepwise' in rules[node.operator] || !inputs.some((value) => value && names.has(value.name))) continue
    for (const { name, type } of outputs) if (isFloat(type)) names.add(name)
  }
  return names
}

function ruleOf({ node }: TapeEntry): Rule {
  const entry = rules[node.operator]
  if ('backward' in entry) return entry
  throw noRule(node, 'noGradient' in entry ? entry.noGradient : phrase('its output varies in steps'))
}

// Finds the nodes of a network that its parameters cannot be trained through, before any program is compiled.
import type { Graph, Node } from '../../onnx/graph'
import { rules } from './rules'

export interface UntrainableNode {
  readonly node: Node
  /** Why, as the end of a sentence without its full stop. */
  readonly why: string
}

/** @param parameters names of the values that are to be trained */
export function untrainableNodes({ nodes }: Graph, parameters: readonly string[]): readonly UntrainableNode[] {
  const dependent = new Set(parameters)
  return nodes.flatMap((node) => {
    const rule = rules[node.operator]
    if ('isStepwise' in rule || !node.inputs.some((value) => value && dependent.has(value.name))) return []
    for (const { name, type } of node.outputs) if (type === 'float32') dependent.add(name)
    return 'noGradient' in rule && node.outputs.some(({ name }) => dependent.has(name)) ? [{ node, why: rule.noGradient }] : []
  })
}

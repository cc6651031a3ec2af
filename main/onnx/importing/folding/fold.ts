// Constant folding: computes nodes whose inputs are known at import, as in the shape arithmetic of exporters.
import type { InferenceContext, ValueType } from '../../shape-inference/inference'
import { elementCount, type Tensor } from '../../tensor'
import { elementwiseFolds } from './elementwise'
import type { Fold } from './fold-call'
import { known, tensorOf, type Known } from './known'
import { movementFolds } from './movement'
import { reductionFolds } from './reduction'

/** Most elements of a folded tensor; larger ones are computed when the graph runs. */
const maxElements = 1 << 16

const folds: Readonly<Record<string, Fold>> = { ...elementwiseFolds, ...movementFolds, ...reductionFolds }

/**
 * @param types types and shapes of the outputs of the node
 * @returns the outputs; null where the operator is not folded, a tensor is too large, or no tensors of its type are kept
 */
export function fold(inference: InferenceContext, types: readonly ValueType[]): readonly Tensor[] | null {
  const compute = folds[inference.operator]
  const outputs = types.flatMap(({ type, shape }) => (type === 'float16' || elementCount(shape) > maxElements ? [] : [{ type, shape }]))
  if (!compute || outputs.length < types.length) return null
  const inputs: (Known | null)[] = []
  for (const value of inference.inputs) {
    const tensor = value && inference.constantOf(value)
    if (value && (!tensor || tensor.data.length > maxElements)) return null
    inputs.push(tensor ? known(tensor) : null)
  }
  return compute({ inputs, outputs, attributes: inference.attributes, inference })?.map(tensorOf) ?? null
}

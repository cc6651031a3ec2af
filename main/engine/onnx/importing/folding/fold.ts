// Constant folding: computes nodes whose inputs are known while the graph is read, as the shape arithmetic that exporters write.
import type { InferenceContext, ValueType } from '../../shape-inference/inference'
import { elementCount, type Tensor } from '../../tensor'
import { elementwiseFolds } from './elementwise'
import type { Fold } from './fold-call'
import { known, tensorOf, type Known } from './known'
import { movementFolds } from './movement'
import { reductionFolds } from './reduction'

/** Larger tensors are left to be computed when the graph runs. */
const maxElements = 1 << 16

const folds: Readonly<Record<string, Fold>> = { ...elementwiseFolds, ...movementFolds, ...reductionFolds }

/**
 * @param outputs types and shapes of the outputs that the node has
 * @returns their values; null where the operator is not folded or the tensors are too large
 */
export function fold(inference: InferenceContext, outputs: readonly ValueType[]): readonly Tensor[] | null {
  const compute = folds[inference.operator]
  if (!compute || outputs.some(({ shape }) => elementCount(shape) > maxElements)) return null
  const inputs: (Known | null)[] = []
  for (const value of inference.inputs) {
    const tensor = value && inference.constantOf(value)
    if (value && (!tensor || tensor.data.length > maxElements)) return null
    inputs.push(tensor ? known(tensor) : null)
  }
  return compute({ inputs, outputs, attributes: inference.attributes, inference })?.map(tensorOf) ?? null
}

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
 * @param types of the outputs that the node has, and their shapes
 * @returns their values; null where the operator is not folded, the tensors are too large or no tensor has their type
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

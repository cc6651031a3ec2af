// Constant folding: computes nodes whose inputs are known at import, as in the shape arithmetic of exporters.
import { sum } from '@common/statistics/sum'
import type { InferenceContext, ValueType } from '../../shape-inference/inference'
import { elementCount, type Tensor } from '../../tensor'
import { elementwiseFolds } from './elementwise'
import type { Fold } from './fold-call'
import { known, tensorOf } from './known'
import { movementFolds } from './movement'
import { reductionFolds } from './reduction'

/** Most elements of a folded tensor; larger ones are computed when the graph runs. */
const maxElements = 1 << 16

const folds: Readonly<Record<string, Fold>> = { ...elementwiseFolds, ...movementFolds, ...reductionFolds }

/**
 * @param types types and shapes of the outputs of the node
 * @param takeElements asked before so many elements of inputs and outputs are gone through
 * @returns the outputs; null where the operator is not folded, a tensor is too large, or no tensors of its type are kept
 */
export function fold(inference: InferenceContext, types: readonly ValueType[], takeElements: (count: number) => void): readonly Tensor[] | null {
  const compute = folds[inference.operator]
  const outputs = types.flatMap(({ type, shape }) => (type === 'float16' || elementCount(shape) > maxElements ? [] : [{ type, shape }]))
  if (!compute || outputs.length < types.length) return null
  const tensors: (Tensor | null)[] = []
  for (const value of inference.inputs) {
    const tensor = value && inference.constantOf(value)
    if (value && (!tensor || tensor.data.length > maxElements)) return null
    tensors.push(tensor ?? null)
  }
  takeElements(sum([...tensors.map((tensor) => tensor?.data.length ?? 0), ...outputs.map(({ shape }) => elementCount(shape))]))
  const inputs = tensors.map((tensor) => tensor && known(tensor))
  return compute({ inputs, outputs, attributes: inference.attributes, inference })?.map(tensorOf) ?? null
}

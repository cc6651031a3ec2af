// Which tensors of a file may be weights, and which are numbers of a formula: files do not say, so names and values must.
import type { StoredNode } from '../stored-model'
import { elementCount, type Tensor } from '../tensor'

/** Names that exporters make up, for constants as well as for weights that they have transposed or folded. */
const madeUp = /::|(^|\/)(const|val_|scalar)|_(cast|min|max)$/i

/**
 * Whether a tensor may be a weight: of float32, and not a single number (or one number repeated) under a name that an exporter made up.
 * Where a tensor is used decides in the end.
 */
export function mayBeLearnt(name: string, tensor: Tensor): boolean {
  return tensor.type === 'float32' && elementCount(tensor.shape) > 0 && !(madeUp.test(name) && isUniform(tensor))
}

/** Whether all elements are equal. */
export function isUniform({ data }: Tensor): boolean {
  const [first] = data
  return data.every((value: number | bigint) => value === first)
}

/** The inputs that layers take their weights by. */
const weightInputs: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [1, 2],
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Gemm: [1, 2],
  MatMul: [0, 1],
  PRelu: [1],
}

/** Names of the values that nodes read as the weights of a layer: whatever is constant there is a weight. */
export function weightPlaces(nodes: readonly StoredNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ operator, inputs }) => (weightInputs[operator] ?? []).flatMap((index) => inputs[index] ?? [])))
}

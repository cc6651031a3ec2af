// Brings the computations of a file into float32, the type that the engine trains in: constants of float64, and casts to other types of numbers.
import { TensorProto_DataType } from '../generated/onnx_pb'
import { int, intAttribute, type Node, type Value } from '../graph'

/** What a node computes, without its names. */
export type OperatorCall = Pick<Node, 'operator' | 'inputs' | 'attributes'>

/** Floating-point types that become float32, by ONNX's number of the type. */
const others: ReadonlyMap<number, string> = new Map<TensorProto_DataType, string>([
  [TensorProto_DataType.BFLOAT16, 'bfloat16'],
  [TensorProto_DataType.DOUBLE, 'float64'],
  [TensorProto_DataType.FLOAT16, 'float16'],
])

export interface Float32Context {
  /** Whether float64 stays, as in the arithmetic of shapes, which is exact. */
  readonly keepsFloat64: boolean
  /** Gets the names of the types that were replaced. */
  readonly narrowed: Set<string>
  /** The same constant in float32. */
  readonly float32Of: (value: Value) => Value
}

/** The same call in float32. */
export function inFloat32({ operator, inputs, attributes }: OperatorCall, { keepsFloat64, narrowed, float32Of }: Float32Context): OperatorCall {
  const target = operator === 'Cast' ? others.get(intAttribute({ attributes }, 'to', 0)) : undefined
  const isReplaced = target !== undefined && !(keepsFloat64 && target === 'float64')
  if (isReplaced) narrowed.add(target)
  return {
    operator,
    inputs: keepsFloat64 ? inputs : inputs.map((value) => (value?.type === 'float64' ? float32Of(value) : value)),
    attributes: isReplaced ? { ...attributes, to: int(TensorProto_DataType.FLOAT) } : attributes,
  }
}

// Constant tensors and their element types, as ONNX knows them.
import { phrase } from '@language/phrase'

/** The element types of tensors whose values are known, by the names that ONNX Runtime uses for them. */
export const tensorTypes = ['float32', 'float64', 'uint8', 'int8', 'int32', 'int64', 'bool'] as const
export type TensorType = (typeof tensorTypes)[number]

/** The element types that programs compute with. Only casts make float16 values; no input, output or constant has this type. */
export const elementTypes = [...tensorTypes, 'float16'] as const
export type ElementType = (typeof elementTypes)[number]

export const isFloat = (type: ElementType): boolean => type === 'float32' || type === 'float64' || type === 'float16'

/** Dimensions, outermost first. {@link DYNAMIC} stands for a size that is known at run time only. */
export type Shape = readonly number[]

/** A dimension known at run time only: the steps of a chunk, or the batch of an exported network. */
export const DYNAMIC = -1

interface ArrayByType {
  float32: Float32Array
  float64: Float64Array
  uint8: Uint8Array
  int8: Int8Array
  int32: Int32Array
  int64: BigInt64Array
  bool: Uint8Array
}

export type TensorData = ArrayByType[TensorType]

/** Bytes of one element. */
export const elementBytes: Readonly<Record<ElementType, number>> = {
  float32: 4,
  float64: 8,
  uint8: 1,
  int8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
}

/** A tensor whose values are known: row-major data of the given shape. */
export interface Tensor {
  readonly type: TensorType
  readonly shape: Shape
  readonly data: TensorData
}

/** Number of elements of a shape without dynamic dimensions; 1 for a scalar. */
export function elementCount(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1)
}

/** A float32 tensor; without a shape, a number becomes a scalar and a list a vector. */
export function float32(values: number | readonly number[] | Float32Array, shape?: Shape): Tensor {
  const data = values instanceof Float32Array ? values : Float32Array.from(typeof values === 'number' ? [values] : values)
  return checked({ type: 'float32', data, shape: shape ?? (typeof values === 'number' ? [] : [data.length]) })
}

/** An int64 tensor; without a shape, a number becomes a scalar and a list a vector. @throws Error where a number is not whole: attributes of a file may give any */
export function int64(values: number | readonly number[], shape?: Shape): Tensor {
  const list = typeof values === 'number' ? [values] : values
  const broken = list.find((value) => !Number.isInteger(value))
  if (broken !== undefined) throw new Error(Number.isFinite(broken) ? phrase('{number} is no whole number', { number: broken }) : phrase('its sizes do not divide one another'))
  const data = BigInt64Array.from(list, (value) => BigInt(value))
  return checked({ type: 'int64', data, shape: shape ?? (typeof values === 'number' ? [] : [list.length]) })
}

/** An int32 vector. */
export function int32(values: readonly number[]): Tensor {
  return { type: 'int32', data: Int32Array.from(values), shape: [values.length] }
}

/** A bool tensor of one element. */
export function bool(value: boolean): Tensor {
  return { type: 'bool', shape: [], data: Uint8Array.of(value ? 1 : 0) }
}

/** The values of a small tensor as numbers: shapes, axes, constants that decide a graph. */
export function toNumbers(tensor: Tensor): number[] {
  return Array.from(tensor.data, Number)
}

function checked(tensor: Tensor): Tensor {
  if (elementCount(tensor.shape) !== tensor.data.length) {
    throw new Error(`a tensor of shape [${tensor.shape.join(', ')}] cannot hold ${tensor.data.length} values`)
  }
  return tensor
}

// Small tensors whose values are known at import, as plain numbers: operands of shape arithmetic.
import { elementCount, toNumbers, type TensorType, type Shape, type Tensor } from '../../tensor'

export interface Known {
  readonly type: TensorType
  readonly shape: Shape
  /** Row-major. Truth values are 0 and 1. */
  readonly values: readonly number[]
}

export function known(tensor: Tensor): Known {
  return { type: tensor.type, shape: tensor.shape, values: toNumbers(tensor) }
}

/** Converts values to the type of the tensor, as {@link tensorFrom}. */
export const tensorOf = ({ type, shape, values }: Known): Tensor => tensorFrom(type, shape, values.length, (index) => values[index] ?? NaN)

/** A tensor whose elements are converted to its type: integer types cut fractions off, and int64 limits larger numbers to its range. */
export function tensorFrom(type: TensorType, shape: Shape, count: number, valueOf: (index: number) => number): Tensor {
  if (type === 'int64') return { type, shape, data: filledBy(new BigInt64Array(count), (index) => bigIntOf(valueOf(index))) }
  const value = type === 'bool' ? (index: number) => (valueOf(index) === 0 ? 0 : 1) : valueOf
  return { type, shape, data: filledBy(new arrays[type](count), value) }
}

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, int8: Int8Array, uint8: Uint8Array, bool: Uint8Array } as const

function filledBy<Element, List extends { readonly length: number; [index: number]: Element }>(list: List, valueOf: (index: number) => Element): List {
  for (let index = 0; index < list.length; index++) list[index] = valueOf(index)
  return list
}

const largest = 2n ** 63n - 1n

/** Exporters write the largest integer for "to the end", which a double rounds up. */
function bigIntOf(value: number): bigint {
  if (Number.isNaN(value)) return 0n
  if (value >= 2 ** 63) return largest
  return value <= -(2 ** 63) ? -largest - 1n : BigInt(Math.trunc(value))
}

/** Row-major values of a shape, each from its place. */
export function valuesAt(shape: Shape, valueOf: (place: readonly number[]) => number): number[] {
  const place = shape.map(() => 0)
  return Array.from({ length: elementCount(shape) }, () => {
    const value = valueOf(place)
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] ?? 0) + 1
      if (place[axis] !== shape[axis]) break
      place[axis] = 0
    }
    return value
  })
}

/** The value at a place under broadcasting: axes of size 1 repeat, and leading axes may be missing. */
export function valueAt({ shape, values }: Known, place: readonly number[]): number {
  const skipped = place.length - shape.length
  const index = shape.reduce((sum, size, axis) => sum * size + (size === 1 ? 0 : (place[axis + skipped] ?? 0)), 0)
  return values[index] ?? NaN
}

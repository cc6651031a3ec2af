// Reads tensors of an ONNX file; checks their shapes against their data before it allocates memory.
import { phrase } from '@language/phrase'
import { tensorTypeOfCode } from '../element-type-codes'
import { TensorProto_DataLocation, type TensorProto } from '../generated/onnx_pb'
import { unreadable } from '../problems'
import { elementBytes, elementCount, type Tensor, type TensorData, type TensorType } from '../tensor'
import type { ExternalData } from './external-data'
import { halfFloats } from './half-floats'

/** Most dimensions of a tensor. */
const maxRank = 16

/** Tensors of float16 and bfloat16 become float32. @throws LabError `onnx/unreadable` where shape and data do not agree; Error for a type that the engine does not compute with */
export function readTensor(proto: TensorProto, external: ExternalData): Tensor {
  const half = halfFloats.get(proto.dataType)
  const type = half ? 'float32' : tensorTypeOfCode(proto.dataType)
  const shape = shapeOf(proto)
  const count = elementCount(shape)
  if (!Number.isSafeInteger(count * elementBytes[type])) throw unreadable(phrase('Tensor {name} of shape [{shape}] is too large.', { name: proto.name, shape: shape.join(', ') }))
  return { type, shape, data: half ? widened(halvesOf(proto, count, external), half.toFloat32) : dataOf(proto, type, count, external) }
}

function widened(bits: Uint16Array, toFloat32: (bits: number) => number): Float32Array {
  const numbers = new Float32Array(bits.length)
  for (let index = 0; index < bits.length; index++) numbers[index] = toFloat32(bits[index] ?? 0)
  return numbers
}

/** The bits of numbers of 16 bits. */
function halvesOf(proto: TensorProto, count: number, external: ExternalData): Uint16Array {
  const bytes = bytesOf(proto, Uint16Array.BYTES_PER_ELEMENT * count, external)
  if (bytes) return new Uint16Array(bytes.buffer)
  assertHolds(proto, Uint16Array.BYTES_PER_ELEMENT * proto.int32Data.length, Uint16Array.BYTES_PER_ELEMENT * count)
  return Uint16Array.from(proto.int32Data)
}

function shapeOf({ name, dims, segment }: TensorProto): number[] {
  const shape = dims.map(Number)
  if (shape.length > maxRank || shape.some((size) => size < 0 || !Number.isSafeInteger(size))) {
    throw unreadable(phrase('Tensor {name} has no possible shape: [{shape}].', { name, shape: shape.slice(0, maxRank).join(', ') }))
  }
  if (segment) throw unreadable(phrase('Tensor {name} is stored in segments.', { name }))
  return shape
}

function dataOf(proto: TensorProto, type: TensorType, count: number, external: ExternalData): TensorData {
  const length = count * elementBytes[type]
  const bytes = bytesOf(proto, length, external)
  if (bytes) return typedArray(type, bytes)
  const list = listOf(proto, type)
  assertHolds(proto, list.length * elementBytes[type], length)
  return fromList(type, list)
}

/** The data of a tensor at the beginning of a buffer of their own; null where its numbers are stored one by one. @param length bytes that it has by its shape */
function bytesOf(proto: TensorProto, length: number, external: ExternalData): Uint8Array<ArrayBuffer> | null {
  if (proto.dataLocation === TensorProto_DataLocation.EXTERNAL) {
    const entries = new Map(proto.externalData.map(({ key, value }) => [key, value]))
    const offset = Number(entries.get('offset') ?? 0)
    const stored = Number(entries.get('length') ?? length)
    if (!Number.isSafeInteger(offset) || offset < 0 || stored !== length) {
      throw unreadable(phrase('Tensor {name} needs {length} bytes, but its data are stored as {stored} from byte {offset}.', { name: proto.name, length, stored, offset }))
    }
    return external({ location: entries.get('location') ?? '', offset, length })
  }
  if (proto.rawData.length === 0) return null
  assertHolds(proto, proto.rawData.length, length)
  // A copy, because a view may begin at any byte of the file, and would keep the whole file in memory.
  return new Uint8Array(proto.rawData)
}

function assertHolds(proto: TensorProto, stored: number, wanted: number): void {
  if (stored !== wanted) throw unreadable(phrase('Tensor {name} of {elements} elements holds {stored} bytes of data instead of {wanted}.', { name: proto.name, elements: elementCount(shapeOf(proto)), stored, wanted }))
}

/** The field that holds the values of a type one by one. */
function listOf(proto: TensorProto, type: TensorType): readonly (number | bigint)[] {
  switch (type) {
    case 'float32':
      return proto.floatData
    case 'float64':
      return proto.doubleData
    case 'int64':
      return proto.int64Data
    case 'int8':
    case 'int32':
    case 'uint8':
    case 'bool':
      return proto.int32Data
  }
}

function fromList(type: TensorType, list: readonly (number | bigint)[]): TensorData {
  switch (type) {
    case 'float32':
      return Float32Array.from(list, Number)
    case 'float64':
      return Float64Array.from(list, Number)
    case 'int8':
      return Int8Array.from(list, Number)
    case 'int32':
      return Int32Array.from(list, Number)
    case 'int64':
      return BigInt64Array.from(list, BigInt)
    case 'uint8':
    case 'bool':
      return Uint8Array.from(list, Number)
  }
}

/** @param bytes a whole number of elements, at the beginning of a buffer */
function typedArray(type: TensorType, bytes: Uint8Array): TensorData {
  const { buffer } = bytes
  switch (type) {
    case 'float32':
      return new Float32Array(buffer)
    case 'float64':
      return new Float64Array(buffer)
    case 'int8':
      return new Int8Array(buffer)
    case 'int32':
      return new Int32Array(buffer)
    case 'int64':
      return new BigInt64Array(buffer)
    case 'uint8':
    case 'bool':
      return new Uint8Array(buffer)
  }
}

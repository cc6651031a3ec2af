// Numbers of 16 bits, as float32: the engine computes with none of these types, and every one of their numbers is one of float32.
import { TensorProto_DataType } from '../generated/onnx_pb'

/** Types of 16 bits by their numbers in ONNX, each with the way from its bits to the bits of float32. */
export const halfFloats: ReadonlyMap<number, { readonly name: string; readonly toFloat32: (bits: number) => number }> = new Map([
  [TensorProto_DataType.FLOAT16, { name: 'float16', toFloat32: ofFloat16 }],
  // The upper half of a float32.
  [TensorProto_DataType.BFLOAT16, { name: 'bfloat16', toFloat32: (bits: number) => numberOf(bits << 16) }],
] as const)

const word = new DataView(new ArrayBuffer(4))

function numberOf(bits: number): number {
  word.setInt32(0, bits)
  return word.getFloat32(0)
}

/** IEEE 754 binary16: one bit of sign, 5 of the exponent, 10 of the fraction. */
function ofFloat16(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff]
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

// Dropout masks packed into eight units per byte, the form in which programs are fed them, and their unpacking in the graph.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { cast, gather, reshape, slice } from '../../../onnx/operations'
import { elementCount, float32, type Shape } from '../../../onnx/tensor'
import { unitsOfByte } from '@common/randomness/stream'

/** Bytes that the mask of one image takes, for a masked value of this shape without the batch: images begin at a byte of their own. */
export function packedBytes(shapeOfImage: Shape): number {
  return Math.ceil(elementCount(shapeOfImage) / unitsOfByte)
}

/** The eight bits of each byte value, the lowest first: float32 [256, 8]. */
const bitsOfBytes = float32(
  Array.from({ length: 2 ** unitsOfByte * unitsOfByte }, (_, place) => (Math.floor(place / unitsOfByte) >> (place % unitsOfByte)) & 1),
  [2 ** unitsOfByte, unitsOfByte],
)

/**
 * Looks up the bits of each byte in a table, an operation that every device has: masks travel in an eighth of the bytes.
 * @param packed uint8 [N, {@link packedBytes}]
 * @param shape of the masked value, [N, ...]
 * @returns float32 of that shape, 1 for units that are kept and 0 for those that are dropped
 */
export function unpackMask(g: GraphBuilder, packed: Value, shape: Shape): Value {
  const [images = 0, bytes = 0] = packed.shape
  const units = elementCount(shape.slice(1))
  const bits = reshape(g, gather(g, g.constant(bitsOfBytes, 'bits_of_bytes'), cast(g, packed, 'int32')), [images, bytes * unitsOfByte])
  return reshape(g, units === bytes * unitsOfByte ? bits : slice(g, bits, [{ axis: 1, start: 0, end: units }]), shape)
}

// Counts what a serialised ONNX model would take in memory, without decoding it: small files can unfold to many times their size.
import type { DescField, DescMessage } from '@bufbuild/protobuf'
import { ScalarType } from '@bufbuild/protobuf'
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { ModelProtoSchema, NodeProtoSchema } from '../generated/onnx_pb'

export interface ModelOutline {
  /** Nodes of the graph and of all its subgraphs. */
  readonly nodes: number
  /** Bytes that the decoded messages take beside the file's own, about. */
  readonly bytes: number
}

/** Bytes of a decoded message without its contents: an object with a list for each repeated field. */
const messageBytes = 512
/** Bytes of a number in a list of JavaScript: a double, or a pointer to a bigint. */
const numberBytes = { double: 8, bigint: 32 }

const bigints: ReadonlySet<ScalarType> = new Set([ScalarType.INT64, ScalarType.UINT64, ScalarType.SINT64, ScalarType.FIXED64, ScalarType.SFIXED64])

/** Bytes of each element of a packed list on the wire, where all take as many; others are written with as many bytes as they need. */
const fixedBytes: ReadonlyMap<ScalarType, number> = new Map([
  [ScalarType.FLOAT, 4],
  [ScalarType.DOUBLE, 8],
  [ScalarType.FIXED32, 4],
  [ScalarType.SFIXED32, 4],
  [ScalarType.FIXED64, 8],
  [ScalarType.SFIXED64, 8],
])

/**
 * @param maxDepth of nested messages
 * @throws Error where the bytes do not parse
 */
export function outlineOf(model: Uint8Array, maxDepth = 100): ModelOutline {
  const outline = { nodes: 0, bytes: 0 }
  const reader = new BinaryReader(model)
  const visit = (message: DescMessage, end: number, depth: number): void => {
    if (depth > maxDepth) throw new Error(`messages are nested more than ${maxDepth} deep`)
    const fields = fieldsOf(message)
    outline.bytes += messageBytes
    if (message === NodeProtoSchema) outline.nodes++
    while (reader.pos < end) {
      const [number, wireType] = reader.tag()
      const field = fields.get(number)
      if (field?.message && wireType === WireType.LengthDelimited) {
        const length = reader.uint32()
        visit(field.message, reader.pos + length, depth + 1)
      } else {
        const data = reader.skip(wireType, number)
        if (field?.fieldKind === 'list') outline.bytes += listBytes(field, wireType, data)
      }
    }
    if (reader.pos !== end) throw new Error('a message ends within a field')
  }
  visit(ModelProtoSchema, model.length, 0)
  return outline
}

const knownFields = new Map<DescMessage, ReadonlyMap<number, DescField>>()

function fieldsOf(message: DescMessage): ReadonlyMap<number, DescField> {
  const known = knownFields.get(message) ?? new Map(message.fields.map((field) => [field.number, field]))
  knownFields.set(message, known)
  return known
}

/** Bytes of the elements that one occurrence of a list adds to it. */
function listBytes({ scalar }: DescField, wireType: WireType, data: Uint8Array): number {
  if (scalar === ScalarType.STRING || scalar === ScalarType.BYTES || scalar === undefined) return numberBytes.bigint + data.length
  const bytes = bigints.has(scalar) ? numberBytes.bigint : numberBytes.double
  if (wireType !== WireType.LengthDelimited) return bytes
  const fixed = fixedBytes.get(scalar)
  return bytes * (fixed === undefined ? varintCount(data) : data.length / fixed)
}

/** Integers in a packed list: the last byte of each has no continuation bit. */
function varintCount(data: Uint8Array): number {
  let count = 0
  for (const byte of data) if (byte < 128) count++
  return count
}

// Decodes the protobuf messages of an ONNX file, after a look at what they would take in memory.
import { phrase } from '@language/phrase'
import { fromBinary } from '@bufbuild/protobuf'
import { formatBytes } from '@common/words/plain-format'
import { ModelProtoSchema, type ModelProto } from '../generated/onnx_pb'
import { unreadable, unsupported } from '../problems'
import { outlineOf, type ModelOutline } from './outline'

/** Nesting depth of messages; a graph of plain nodes needs eight, a branch of an `If` four more. */
const maxDepth = 64

/** Most bytes that the messages of a file may take, decoded: lists of numbers take up to 32 times their bytes in the file. */
const mostDecoded = (fileBytes: number): number => 2 ** 30 + 3 * fileBytes

/** @throws LabError `onnx/unreadable` where the bytes are no ONNX model, `onnx/unsupported` where it would take too much memory */
export function parseModel(bytes: Uint8Array): ModelProto {
  const outline = parsed(() => outlineOf(bytes, maxDepth))
  assertBounded(outline, bytes.length)
  return parsed(() => fromBinary(ModelProtoSchema, bytes, { recursionLimit: maxDepth, readUnknownFields: false }))
}

function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    throw unreadable(phrase('The file is not an ONNX model: its bytes do not parse.'), { cause: error })
  }
}

function assertBounded({ bytes }: ModelOutline, fileBytes: number): void {
  if (bytes <= mostDecoded(fileBytes)) return
  throw unsupported(
    phrase('its {fileBytes} would take about {bytes} of memory, where the lab gives {most} to a file of this size', { fileBytes: formatBytes(fileBytes), bytes: formatBytes(bytes), most: formatBytes(mostDecoded(fileBytes)) }),
    phrase('Export it with its tensors as raw data.'),
  )
}

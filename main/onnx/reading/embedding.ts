// Puts the tensors that a model keeps in other files into the model itself.
import { phrase } from '@language/phrase'
import { toBinary } from '@bufbuild/protobuf'
import { ModelProtoSchema, TensorProto_DataLocation, type GraphProto, type TensorProto } from '../generated/onnx_pb'
import { codeOfElementType } from '../element-type-codes'
import { unreadable } from '../problems'
import type { ExternalData } from './external-data'
import { parseModel } from './parse-model'
import { readTensor } from './read-tensor'

/** Largest size of a protobuf message. */
const maxBytes = 2 ** 31 - 1

/**
 * The bytes of a model that needs no other file; the same bytes where it needs none already.
 * @throws LabError `onnx/unreadable`, `onnx/unsupported`
 */
export function embedded(bytes: Uint8Array, external: ExternalData): Uint8Array {
  const model = parseModel(bytes)
  const outside = model.graph ? tensorsOutside(model.graph) : []
  if (outside.length === 0) return bytes
  let total = bytes.length
  for (const tensor of outside) {
    const { type, data } = readTensor(tensor, external)
    total += data.byteLength
    if (total > maxBytes) throw unreadable(phrase('With its tensors the model is larger than 2 GB.'))
    tensor.dataType = codeOfElementType[type] // numbers of 16 bits have become float32
    tensor.rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    tensor.dataLocation = TensorProto_DataLocation.DEFAULT
    tensor.externalData = []
  }
  return toBinary(ModelProtoSchema, model)
}

function tensorsOutside({ initializer, node }: GraphProto): TensorProto[] {
  const inNodes = node.flatMap(({ attribute }) => attribute.flatMap(({ t, g }) => [...(t ? [t] : []), ...(g ? tensorsOutside(g) : [])]))
  return [...initializer, ...inNodes].filter(({ dataLocation }) => dataLocation === TensorProto_DataLocation.EXTERNAL)
}

// Reads ONNX files: the protobuf messages of the ONNX format as our graph.
import { fromBinary } from '@bufbuild/protobuf'
import { LabError } from '@contract/problem'
import {
  AttributeProto_AttributeType,
  ModelProtoSchema,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './generated/onnx_pb'
import { elementTypeOfCode } from './element-type-codes'
import type { Attribute, Graph, Node, Value } from './graph'
import type { Metadata } from './metadata'
import { isOperator } from './operators'
import { inferShapes } from './shape-inference'
import { DYNAMIC, elementBytes, elementCount, type ElementType, type Tensor, type TensorData } from './tensor'

/** A model as read from a file. */
export interface DecodedModel {
  readonly graph: Graph
  readonly metadata: Metadata
}

/**
 * Reads an ONNX model whose operators the engine knows; shapes of all values are inferred.
 * @throws LabError `onnx/unreadable` where the bytes are no ONNX model, `onnx/unsupported` with the name of the node that the engine cannot take
 */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  const model = parseModel(bytes)
  if (!model.graph) throw new LabError('onnx/unreadable', 'The file is not an ONNX model: it holds no graph.', 'Choose an .onnx file.')
  const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]))
  try {
    return { graph: decodeGraph(model.graph), metadata }
  } catch (error) {
    if (error instanceof LabError) throw error
    throw unsupported(error instanceof Error ? error.message : String(error))
  }
}

function parseModel(bytes: Uint8Array) {
  try {
    return fromBinary(ModelProtoSchema, bytes)
  } catch (error) {
    throw new LabError('onnx/unreadable', 'The file is not an ONNX model: its bytes do not parse.', 'Choose an .onnx file.', { cause: error })
  }
}

function decodeGraph(proto: GraphProto): Graph {
  const initializers = new Map(proto.initializer.map((tensor) => [tensor.name, decodeTensor(tensor)]))
  const values = new Map<string, Value>()
  const define = (value: Value): Value => {
    values.set(value.name, value)
    return value
  }
  for (const [name, { type, shape }] of initializers) define({ name, type, shape })
  const inputs = proto.input.filter(({ name }) => !initializers.has(name)).map((info) => define(decodeValue(info)))
  const nodes = proto.node.map((nodeProto) => {
    const node = decodeNode(nodeProto, values, initializers)
    node.outputs.forEach(define)
    return node
  })
  const outputs = proto.output.map(({ name }) => {
    const value = values.get(name)
    if (!value) throw unsupported(`its output ${name} is computed by no node`)
    return value
  })
  return { name: proto.name, inputs, outputs, initializers, nodes }
}

function decodeValue(info: ValueInfoProto): Value {
  const type = info.type?.value
  if (type?.case !== 'tensorType') throw unsupported(`its input ${info.name} is not a tensor`)
  const shape = type.value.shape?.dim.map(({ value }) => (value.case === 'dimValue' ? Number(value.value) : DYNAMIC)) ?? []
  return { name: info.name, type: elementTypeOfCode(type.value.elemType), shape }
}

function decodeNode(proto: NodeProto, values: ReadonlyMap<string, Value>, initializers: ReadonlyMap<string, Tensor>): Node {
  const label = `node ${proto.name || '(unnamed)'} (${proto.opType})`
  const operator = proto.opType
  if (!isOperator(operator) || operator === 'Loop') throw unsupported(`${label} is an operator that the lab does not know`)
  const inputs = proto.input.map((name) => {
    if (name === '') return null
    const value = values.get(name)
    if (!value) throw unsupported(`${label} reads ${name}, which nothing before it computes`)
    return value
  })
  const attributes = Object.fromEntries(proto.attribute.map((attribute) => [attribute.name, decodeAttribute(attribute, label)]))
  try {
    const types = inferShapes({ operator, inputs, attributes, constantOf: (value) => initializers.get(value.name) })
    const outputs = proto.output.map((name, index) => {
      const type = types[index]
      if (!type) throw new Error(`it has no output ${index}`)
      return { name, ...type }
    })
    return { name: proto.name || operator, operator, inputs, outputs, attributes }
  } catch (error) {
    throw unsupported(`${label}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function decodeAttribute(proto: AttributeProto, label: string): Attribute {
  switch (proto.type) {
    case AttributeProto_AttributeType.INT:
      return { type: 'int', value: Number(proto.i) }
    case AttributeProto_AttributeType.INTS:
      return { type: 'ints', value: proto.ints.map(Number) }
    case AttributeProto_AttributeType.FLOAT:
      return { type: 'float', value: proto.f }
    case AttributeProto_AttributeType.FLOATS:
      return { type: 'floats', value: proto.floats }
    case AttributeProto_AttributeType.STRING:
      return { type: 'string', value: new TextDecoder().decode(proto.s) }
    case AttributeProto_AttributeType.TENSOR:
      if (proto.t) return { type: 'tensor', value: decodeTensor(proto.t) }
      break
    default:
      break
  }
  throw unsupported(`${label} has an attribute ${proto.name} of a type that the lab does not know`)
}

function decodeTensor(proto: TensorProto): Tensor {
  const type = elementTypeOfCode(proto.dataType)
  const shape = proto.dims.map(Number)
  const data = tensorData(proto, type)
  if (data.length !== elementCount(shape)) {
    throw new LabError(
      'onnx/unreadable',
      `Tensor ${proto.name} of shape [${shape.join(', ')}] holds ${data.length} values.`,
      'The file is damaged: export it anew.',
    )
  }
  return { type, shape, data }
}

function tensorData(proto: TensorProto, type: ElementType): TensorData {
  if (proto.rawData.length > 0 || proto.dims.includes(0n)) {
    const aligned = new Uint8Array(proto.rawData) // a copy of its own, also where the bytes are a Buffer in a pool
    const length = Math.floor(aligned.byteLength / elementBytes[type])
    switch (type) {
      case 'float32':
        return new Float32Array(aligned.buffer, 0, length)
      case 'float64':
        return new Float64Array(aligned.buffer, 0, length)
      case 'int8':
        return new Int8Array(aligned.buffer)
      case 'int32':
        return new Int32Array(aligned.buffer, 0, length)
      case 'int64':
        return new BigInt64Array(aligned.buffer, 0, length)
      case 'uint8':
      case 'bool':
        return aligned
    }
  }
  switch (type) {
    case 'float32':
      return Float32Array.from(proto.floatData)
    case 'float64':
      return Float64Array.from(proto.doubleData)
    case 'int8':
      return Int8Array.from(proto.int32Data)
    case 'int32':
      return Int32Array.from(proto.int32Data)
    case 'int64':
      return BigInt64Array.from(proto.int64Data)
    case 'uint8':
    case 'bool':
      return Uint8Array.from(proto.int32Data)
  }
}

function unsupported(what: string): LabError {
  return new LabError('onnx/unsupported', `The lab cannot take this network: ${what}.`, 'Replace what it names, and export the network again.')
}

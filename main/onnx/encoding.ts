// Writes ONNX files: our graph as the protobuf messages of the ONNX format.
import { create, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProtoSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './generated/onnx_pb'
import { codeOfElementType } from './element-type-codes'
import type { Attribute, Graph, Node, Value } from './graph'
import type { Metadata } from './metadata'
import { blockedDomain, blockedOperators, IR_VERSION, laterOperators, OPSET, type Operator } from './operators'
import { DYNAMIC, type Tensor } from './tensor'

/** Serialises a graph as an ONNX model; dynamic dimensions are called `N`. */
export function encodeModel(graph: Graph, metadata: Metadata = {}): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(IR_VERSION),
    producerName: 'CNN Lab',
    opsetImport: [{ domain: '', version: BigInt(opsetOf(graph)) }, ...(usesBlocks(graph) ? [{ domain: blockedDomain, version: 1n }] : [])],
    graph: encodeGraph(graph),
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  })
  return toBinary(ModelProtoSchema, model)
}

/** The operator set that all nodes of a graph and its subgraphs are in. */
function opsetOf({ nodes }: Graph): number {
  let latest = OPSET
  for (const { operator, attributes } of nodes) {
    latest = Math.max(latest, laterOperators[operator] ?? OPSET)
    for (const attribute of Object.values(attributes)) if (attribute.type === 'graph') latest = Math.max(latest, opsetOf(attribute.value))
  }
  return latest
}

/** Whether a graph or one of its subgraphs has an operator on blocks of channels. */
const usesBlocks = ({ nodes }: Graph): boolean =>
  nodes.some(({ operator, attributes }) => operator in blockedOperators || Object.values(attributes).some((attribute) => attribute.type === 'graph' && usesBlocks(attribute.value)))

function encodeGraph(graph: Graph): GraphProto {
  return create(GraphProtoSchema, {
    name: graph.name,
    input: graph.inputs.map(encodeValue),
    output: graph.outputs.map(encodeValue),
    initializer: [...graph.initializers].map(([name, tensor]) => encodeTensor(tensor, name)),
    node: graph.nodes.map(encodeNode),
  })
}

function encodeValue(value: Value): ValueInfoProto {
  const dim = value.shape.map((size) => ({
    value: size === DYNAMIC ? { case: 'dimParam' as const, value: 'N' } : { case: 'dimValue' as const, value: BigInt(size) },
  }))
  return create(ValueInfoProtoSchema, {
    name: value.name,
    type: { value: { case: 'tensorType', value: { elemType: codeOfElementType[value.type], shape: { dim } } } },
  })
}

function encodeTensor(tensor: Tensor, name = ''): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: codeOfElementType[tensor.type],
    dims: tensor.shape.map(BigInt),
    rawData: new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength),
  })
}

function encodeNode(node: Node): NodeProto {
  return create(NodeProtoSchema, {
    name: node.name,
    ...storedOperator(node.operator),
    input: node.inputs.map((value) => value?.name ?? ''),
    output: node.outputs.map((value) => value.name),
    attribute: Object.entries(node.attributes).map(([name, attribute]) => encodeAttribute(name, attribute)),
  })
}

/** Name of an operator, and its domain where it is not one of ONNX's own. */
function storedOperator(operator: Operator): { readonly opType: string; readonly domain?: string } {
  const blocked = blockedOperators[operator]
  return blocked === undefined ? { opType: operator } : { opType: blocked, domain: blockedDomain }
}

function encodeAttribute(name: string, attribute: Attribute): AttributeProto {
  const base = { name, type: AttributeProto_AttributeType.UNDEFINED }
  switch (attribute.type) {
    case 'int':
      return create(AttributeProtoSchema, { ...base, type: AttributeProto_AttributeType.INT, i: BigInt(attribute.value) })
    case 'ints':
      return create(AttributeProtoSchema, { ...base, type: AttributeProto_AttributeType.INTS, ints: attribute.value.map(BigInt) })
    case 'float':
      return create(AttributeProtoSchema, { ...base, type: AttributeProto_AttributeType.FLOAT, f: attribute.value })
    case 'floats':
      return create(AttributeProtoSchema, { ...base, type: AttributeProto_AttributeType.FLOATS, floats: [...attribute.value] })
    case 'string':
      return create(AttributeProtoSchema, {
        ...base,
        type: AttributeProto_AttributeType.STRING,
        s: new TextEncoder().encode(attribute.value),
      })
    case 'tensor':
      return create(AttributeProtoSchema, { ...base, type: AttributeProto_AttributeType.TENSOR, t: encodeTensor(attribute.value) })
    case 'graph':
      return create(AttributeProtoSchema, { ...base, type: AttributeProto_AttributeType.GRAPH, g: encodeGraph(attribute.value) })
  }
}

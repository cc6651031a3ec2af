// Decodes an ONNX file within bounds, as it stands; the import interprets its nodes.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { tensorTypeOfCode } from '../element-type-codes'
import {
  AttributeProto_AttributeType,
  TensorProto_DataType,
  type AttributeProto,
  type GraphProto,
  type NodeProto,
  type ValueInfoProto,
} from '../generated/onnx_pb'
import type { Attribute } from '../graph'
import { unreadable, unsupported } from '../problems'
import { labelOf, type StoredGraph, type StoredInput, type StoredModel, type StoredNode, type TensorKind } from '../stored-model'
import { DYNAMIC, type Shape, type Tensor } from '../tensor'
import { noExternalData, type ExternalData } from './external-data'
import { parseModel } from './parse-model'
import { halfFloats } from './half-floats'
import { readTensor } from './read-tensor'
import { sortedNodes } from './sorted-nodes'

/** Nodes and tensors that a file may have. */
const maxCount = 100_000

/**
 * @param external reads the tensors that the file keeps beside itself
 * @throws LabError `onnx/unreadable` where the bytes are no ONNX model, `onnx/unsupported` where the model is of a kind that the lab
 *   cannot take
 */
export function readModel(bytes: Uint8Array, external: ExternalData = noExternalData): StoredModel {
  const model = parseModel(bytes)
  if (!model.graph) throw unreadable(phrase('The file is not an ONNX model: it holds no graph.'))
  const graphs = graphsOf(model.graph)
  const operators = new Set(graphs.flatMap(({ node }) => node.map(operatorKey)))
  const own = model.functions.find(({ domain, name }) => operators.has(operatorKey({ domain, opType: name })))
  if (own) throw unsupported(phrase('it defines an operator of its own, {name}', { name: own.name }), phrase('Export it with its functions inlined.'))
  return {
    graph: readGraph(model.graph, external),
    otherFloats: otherFloatsIn(graphs),
    opset: Number(model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version ?? 1n),
    metadata: Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value])),
  }
}

const operatorKey = ({ domain, opType }: Pick<NodeProto, 'domain' | 'opType'>): string => `${domain} ${opType}`

/** A graph, and the graphs that its nodes hold. */
function graphsOf(graph: GraphProto): readonly GraphProto[] {
  const graphs = [graph]
  // Graphs that are added during the loop are visited by it as well.
  for (const { node } of graphs) for (const { attribute } of node) for (const { g } of attribute) if (g) graphs.push(g)
  return graphs
}

/** Names of the floating-point types whose tensors and inputs are read as float32. */
function otherFloatsIn(graphs: readonly GraphProto[]): readonly string[] {
  const tensors = graphs.flatMap(({ initializer, node }) => [...initializer, ...node.flatMap(({ attribute }) => attribute.flatMap(({ t }) => t ?? []))])
  const inputs = graphs.flatMap(({ input }) => input.flatMap(({ type }) => (type?.value.case === 'tensorType' ? type.value.value.elemType : [])))
  const ofTensors = [...new Set(tensors.map(({ dataType }) => dataType))].flatMap((code) => halfFloats.get(code)?.name ?? [])
  const ofInputs = [...new Set(inputs)].flatMap((code) => inputFloats.get(code) ?? [])
  return [...new Set([...ofTensors, ...ofInputs])]
}

/** Names of the floating-point types other than float32, whose images are taken as float32, by their numbers in ONNX. */
const inputFloats: ReadonlyMap<number, string> = new Map([...[...halfFloats].map(([code, { name }]) => [code, name] as const), [TensorProto_DataType.DOUBLE, 'float64'] as const])

function readGraph(proto: GraphProto, external: ExternalData): StoredGraph {
  if (proto.node.length > maxCount || proto.initializer.length > maxCount) {
    throw unsupported(phrase('it has {nodes} nodes and {tensors} tensors', { nodes: proto.node.length, tensors: proto.initializer.length }), phrase('The lab takes up to {most} of each.', { most: maxCount }))
  }
  if (proto.sparseInitializer.length > 0) throw unsupported(phrase('it has sparse tensors'), phrase('Export it with dense ones.'))
  const initializers = new Map<string, Tensor>()
  for (const tensor of proto.initializer) {
    if (initializers.has(tensor.name)) throw unsupported(phrase('it stores two tensors called {name}', { name: tensor.name }))
    initializers.set(tensor.name, named(tensor.name, () => readTensor(tensor, external)))
  }
  return {
    name: proto.name,
    inputs: proto.input.filter(({ name }) => !initializers.has(name)).map(readInput),
    outputs: proto.output.map(({ name }) => name),
    initializers,
    kinds: new Map(proto.valueInfo.flatMap(readKind)),
    nodes: sortedNodes(proto.node.map((node) => readNode(node, external))),
  }
}

/** Reads a tensor; its name stands in error messages. */
function named(name: string, read: () => Tensor): Tensor {
  try {
    return read()
  } catch (error) {
    throw error instanceof LabError ? error : unsupported(phrase('tensor {name}: {message}', { name, message: error instanceof Error ? error.message : String(error) }))
  }
}

/** Metadata in which PyTorch's exporter, from 2.5 on, states the kind of a tensor. */
const kindKey = 'pkg.torch.export.graph_signature.InputSpec.kind'
const kinds: Readonly<Record<string, TensorKind>> = { PARAMETER: 'parameter', BUFFER: 'buffer' }

function readKind({ name, metadataProps }: ValueInfoProto): [name: string, kind: TensorKind][] {
  const kind = kinds[metadataProps.find(({ key }) => key === kindKey)?.value ?? '']
  return kind ? [[name, kind]] : []
}

function readInput({ name, type }: ValueInfoProto): StoredInput {
  if (type?.value.case !== 'tensorType') throw unsupported(phrase('its input {name} is not a tensor', { name }))
  const { elemType, shape } = type.value.value
  try {
    return { name, type: inputFloats.has(elemType) ? 'float32' : tensorTypeOfCode(elemType), shape: shape ? readShape(name, shape.dim) : null }
  } catch (error) {
    throw error instanceof LabError ? error : unsupported(phrase('its input {name}: {message}', { name, message: error instanceof Error ? error.message : String(error) }))
  }
}

type Dimensions = readonly { readonly value: { readonly case: string | undefined; readonly value?: unknown } }[]

/** Open sizes are DYNAMIC; some exporters write negative numbers for them. */
function readShape(name: string, dimensions: Dimensions): Shape {
  return dimensions.map(({ value }) => {
    const size = value.case === 'dimValue' ? Number(value.value) : DYNAMIC
    if (!Number.isSafeInteger(size)) throw unreadable(phrase('Input {name} has no possible shape.', { name }))
    return size < 0 ? DYNAMIC : size
  })
}

function readNode(proto: NodeProto, external: ExternalData): StoredNode {
  const node = { name: proto.name, domain: proto.domain === 'ai.onnx' ? '' : proto.domain, operator: proto.opType, inputs: proto.input, outputs: proto.output }
  const subgraphs = new Map<string, StoredGraph>()
  const attributes = new Map<string, Attribute>()
  for (const attribute of proto.attribute) {
    const { name } = attribute
    if (subgraphs.has(name) || attributes.has(name)) throw unsupported(phrase('{node} has two attributes called {name}', { node: labelOf(node), name }))
    if (attribute.type === AttributeProto_AttributeType.GRAPH && attribute.g) subgraphs.set(name, readGraph(attribute.g, external))
    else attributes.set(name, readAttribute(attribute, labelOf(node), external))
  }
  return { ...node, attributes: Object.fromEntries(attributes), subgraphs }
}

function readAttribute(proto: AttributeProto, label: string, external: ExternalData): Attribute {
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
    case AttributeProto_AttributeType.TENSOR: {
      const { t } = proto
      if (t) return { type: 'tensor', value: named(phrase('{attribute} of {node}', { attribute: proto.name, node: label }), () => readTensor(t, external)) }
      break
    }
    default:
      break
  }
  throw unsupported(phrase('{node} has an attribute {name} of a type that the lab does not know', { node: label, name: proto.name }))
}

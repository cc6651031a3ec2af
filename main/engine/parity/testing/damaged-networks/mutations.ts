// Mutations of ONNX files: their names, nodes, attributes, tensors and shapes are changed one by one, or their bytes at random.
import { clone, create, fromBinary, toBinary } from '@bufbuild/protobuf'
import { mutatedFile, type Draw } from '../../../../testing/fuzz/damaged-file'
import {
  AttributeProto_AttributeType as Type,
  AttributeProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProto_DataType as DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
  type AttributeProto,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
} from '../../../../onnx/generated/onnx_pb'
import { operators } from '../../../../onnx/operators'

type Edit = (model: ModelProto, graph: GraphProto, draw: Draw) => void

/** Integers that axes, sizes, counts and flags stumble over. */
const integers = [-9223372036854775808n, -1000000n, -3n, -2n, -1n, 0n, 1n, 2n, 3n, 4n, 5n, 7n, 10n, 16n, 255n, 65536n, 16777216n, 2147483647n, 2147483648n, 9223372036854775807n]
const floats = [0, -0, 1, -1, 0.5, 1e-5, 2, 1e30, -1e30, Infinity, NaN]
/** Names that stand for something else in JavaScript, in training programs, or nowhere. */
const names = ['', 'images', 'labels', 'weights', 'loss', 'losses', 'logits', 'indices', 'steps', 'step', 'go_on', 'learning_rate', 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'Identity', 'a.b', 'ü', ' ']
const texts = ['', 'NOTSET', 'SAME_UPPER', 'SAME_LOWER', 'VALID', 'nearest', 'linear', 'cubic', 'asymmetric', 'align_corners', 'floor', 'reflect', 'edge', 'wrap', 'tanh', 'none', 'mean', 'DCR', 'CRD', 'x']
const attributeNames = ['axis', 'axes', 'perm', 'kernel_shape', 'strides', 'pads', 'dilations', 'group', 'auto_pad', 'ceil_mode', 'count_include_pad', 'epsilon', 'momentum', 'training_mode', 'alpha', 'beta', 'transA', 'transB', 'to', 'keepdims', 'mode', 'value', 'ratio', 'num_outputs', 'allowzero', 'output_shape', 'blocksize', 'saturate', 'unheard_of', '__proto__']
/** Operators beside the engine's own that files have. */
const otherOperators = ['Constant', 'ConstantOfShape', 'Shape', 'Size', 'Range', 'NonZero', 'Tile', 'Sum', 'Mean', 'LayerNormalization', 'InstanceNormalization', 'GroupNormalization', 'DepthToSpace', 'SpaceToDepth', 'Reciprocal', 'ReduceL2', 'Celu', 'Softsign', 'LpNormalization', 'Upsample', 'If', 'Scan', 'LSTM', 'NoSuchOperator', 'constructor', '']

const one = <T>(list: readonly T[], draw: Draw): T | undefined => (list.length === 0 ? undefined : list[draw(list.length)])
const put = <T>(list: T[], draw: Draw, value: T | undefined): void => {
  if (value !== undefined && list.length > 0) list[draw(list.length)] = value
}
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Names of all values of a graph. */
const valuesOf = ({ input, initializer, node }: GraphProto): string[] => [...input.map(({ name }) => name), ...initializer.map(({ name }) => name), ...node.flatMap(({ output }) => output)]

/** Some name: of a value that is there, or an awkward one. */
const someName = (graph: GraphProto, draw: Draw): string => (draw(3) === 0 ? one(names, draw) : one(valuesOf(graph), draw)) ?? ''

const node = (edit: (node: NodeProto, draw: Draw, graph: GraphProto) => void): Edit => (_, graph, draw) => {
  const chosen = one(graph.node, draw)
  if (chosen) edit(chosen, draw, graph)
}
const attribute = (edit: (attribute: AttributeProto, draw: Draw, node: NodeProto) => void): Edit => node((chosen, draw) => {
  const own = one(chosen.attribute, draw)
  if (own) edit(own, draw, chosen)
})
const tensor = (edit: (tensor: TensorProto, draw: Draw) => void): Edit => (_, graph, draw) => {
  const chosen = one([...graph.initializer, ...graph.node.flatMap((each) => each.attribute.flatMap(({ t }) => t ?? []))], draw)
  if (chosen) edit(chosen, draw)
}

/** A name that stands in one or in all places of a graph is replaced. */
function renamed(graph: GraphProto, from: string, to: string): void {
  const replaced = (list: string[]): string[] => list.map((name) => (name === from ? to : name))
  for (const each of graph.node) {
    each.input = replaced(each.input)
    each.output = replaced(each.output)
  }
  for (const each of [...graph.input, ...graph.output, ...graph.initializer]) if (each.name === from) each.name = to
}

function someAttribute(name: string, draw: Draw): AttributeProto {
  const [integer, float, text] = [one(integers, draw) ?? 0n, one(floats, draw) ?? 0, one(texts, draw) ?? '']
  switch (draw(6)) {
    case 0:
      return create(AttributeProtoSchema, { name, type: Type.INT, i: integer })
    case 1:
      return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: float })
    case 2:
      return create(AttributeProtoSchema, { name, type: Type.STRING, s: bytesOf(text) })
    case 3:
      return create(AttributeProtoSchema, { name, type: Type.FLOATS, floats: [float, 1] })
    case 4:
      return create(AttributeProtoSchema, { name, type: Type.TENSOR, t: create(TensorProtoSchema, { dataType: DataType.INT64, dims: [1n], int64Data: [integer] }) })
    default:
      return create(AttributeProtoSchema, { name, type: Type.INTS, ints: Array.from({ length: draw(5) }, () => one(integers, draw) ?? 0n) })
  }
}

const edits: readonly Edit[] = [
  // Names.
  node((chosen, draw, graph) => { put(chosen.input, draw, someName(graph, draw)) }),
  node((chosen, draw, graph) => { put(chosen.output, draw, someName(graph, draw)) }),
  (_, graph, draw) => { renamed(graph, one(valuesOf(graph), draw) ?? '', someName(graph, draw)) },
  (_, graph, draw) => { renamed(graph, one(valuesOf(graph), draw) ?? '', one(names, draw) ?? '') },
  node((chosen, draw) => { chosen.name = one(names, draw) ?? '' }),
  (_, graph, draw) => { for (const each of graph.node) each.name = draw(2) === 0 ? '' : 'same' },
  // Nodes.
  (_, graph, draw) => { graph.node.splice(draw(graph.node.length + 1), 1) },
  (_, graph, draw) => {
    const copy = one(graph.node, draw)
    if (copy) graph.node.splice(draw(graph.node.length + 1), 0, clone(NodeProtoSchema, copy))
  },
  (_, graph, draw) => {
    const [from, to] = [draw(graph.node.length + 1), draw(graph.node.length + 1)]
    graph.node.splice(to, 0, ...graph.node.splice(from, 1))
  },
  (_, graph) => { graph.node.reverse() },
  node((chosen, draw) => { chosen.opType = one(draw(3) === 0 ? otherOperators : operators, draw) ?? '' }),
  (_, graph, draw) => {
    // A new node between a node and one of its inputs.
    const reader = one(graph.node, draw)
    if (!reader || reader.input.length === 0) return
    const [index, output] = [draw(reader.input.length), `new_${draw(1000)}`]
    const opType = one(draw(4) === 0 ? otherOperators : operators, draw) ?? ''
    const input = [reader.input[index] ?? '', ...Array.from({ length: draw(3) }, () => someName(graph, draw))]
    graph.node.splice(graph.node.indexOf(reader), 0, create(NodeProtoSchema, { opType, input, output: [output], attribute: draw(3) === 0 ? [someAttribute(one(attributeNames, draw) ?? '', draw)] : [] }))
    reader.input[index] = output
  },
  node((chosen, draw, graph) => { chosen.input.push(someName(graph, draw)) }),
  node((chosen) => { chosen.input.pop() }),
  node((chosen, draw) => { put(chosen.input, draw, '') }),
  node((chosen, draw) => { chosen.output.push(`new_${draw(1000)}`) }),
  node((chosen) => { chosen.output.pop() }),
  node((chosen, draw) => { chosen.domain = one(['', 'ai.onnx', 'com.microsoft', 'mine'], draw) ?? '' }),
  // Attributes.
  node((chosen, draw) => { chosen.attribute.splice(draw(chosen.attribute.length + 1), 1) }),
  node((chosen, draw) => { chosen.attribute.push(someAttribute(one(attributeNames, draw) ?? '', draw)) }),
  attribute((own, draw) => { own.name = one(attributeNames, draw) ?? '' }),
  attribute((own, draw) => { own.i = one(integers, draw) ?? 0n }),
  attribute((own, draw) => { put(own.ints, draw, one(integers, draw)) }),
  attribute((own, draw) => { own.ints.splice(draw(own.ints.length + 1), draw(3), ...Array.from({ length: draw(3) }, () => one(integers, draw) ?? 0n)) }),
  attribute((own, draw) => { own.f = one(floats, draw) ?? 0 }),
  attribute((own, draw) => { own.s = bytesOf(one(texts, draw) ?? '') }),
  attribute((own, draw) => { own.type = draw(15) }),
  attribute((own, draw, chosen) => { chosen.attribute[chosen.attribute.indexOf(own)] = someAttribute(own.name, draw) }),
  // Tensors.
  tensor((own, draw) => { put(own.dims, draw, one(integers, draw)) }),
  tensor((own, draw) => { own.dims.splice(draw(own.dims.length + 1), draw(2), ...(draw(2) === 0 ? [1n] : [])) }),
  tensor((own) => { own.dims.reverse() }),
  tensor((own, draw) => { own.dataType = draw(24) }),
  tensor((own, draw) => { own.rawData = own.rawData.slice(0, draw(own.rawData.length + 1)) }),
  tensor((own, draw) => {
    // Another number in a list of sizes or axes, or another weight.
    const size = own.dataType === (DataType.INT64 as number) ? 8 : 4
    if (own.rawData.length < size) put(own.int64Data, draw, one(integers, draw))
    else {
      own.rawData = own.rawData.slice() // it lies in the bytes of the whole file, which other cases read
      const view = new DataView(own.rawData.buffer)
      const at = size * draw(Math.floor(own.rawData.length / size))
      if (size === 8) view.setBigInt64(at, one(integers, draw) ?? 0n, true)
      else view.setFloat32(at, one(floats, draw) ?? 0, true)
    }
  }),
  tensor((own, draw) => { own.name = one(names, draw) ?? '' }),
  (_, graph, draw) => {
    const copy = one(graph.initializer, draw)
    if (!copy) return
    const twin = clone(TensorProtoSchema, copy)
    if (draw(2) === 0) twin.name = someName(graph, draw)
    graph.initializer.push(twin)
  },
  (_, graph, draw) => { graph.initializer.splice(draw(graph.initializer.length + 1), 1) },
  // Inputs and outputs.
  (_, graph, draw) => {
    const type = one(graph.input, draw)?.type?.value
    if (type?.case !== 'tensorType') return
    const dim = type.value.shape?.dim ?? []
    switch (draw(4)) {
      case 0:
        type.value.elemType = draw(17)
        break
      case 1:
        delete type.value.shape
        break
      case 2:
        dim.splice(draw(dim.length + 1), 1)
        break
      default: {
        const own = one(dim, draw)
        if (own) own.value = draw(3) === 0 ? { case: 'dimParam', value: 'n' } : { case: 'dimValue', value: one(integers, draw) ?? 1n }
      }
    }
  },
  (_, graph, draw) => { graph.input.splice(draw(graph.input.length + 1), 1) },
  (_, graph, draw) => {
    const copy = one([...graph.input, ...graph.output], draw)
    if (!copy) return
    const twin = clone(ValueInfoProtoSchema, copy)
    twin.name = someName(graph, draw)
    const list = draw(2) === 0 ? graph.input : graph.output
    list.push(twin)
  },
  (_, graph, draw) => { graph.output.splice(draw(graph.output.length + 1), 1) },
  (_, graph, draw) => {
    const output = one(graph.output, draw)
    if (output) output.name = someName(graph, draw)
  },
  // The model.
  (model, _, draw) => { for (const set of model.opsetImport) set.version = BigInt(draw(30)) },
  (model, _, draw) => { model.opsetImport.push(create(OperatorSetIdProtoSchema, { domain: one(['', 'ai.onnx', 'mine'], draw) ?? '', version: BigInt(draw(30)) })) },
  (model, _, draw) => { model.irVersion = BigInt(draw(14)) },
]

/** One or several mutations of an ONNX file; fewer are more frequent. A quarter of the files are changed byte by byte. */
export function mutatedModel(bytes: Uint8Array, draw: Draw): Uint8Array {
  if (draw(4) === 0) return mutatedFile(bytes, draw)
  const model = fromBinary(ModelProtoSchema, bytes)
  const { graph } = model
  if (!graph) return bytes
  do edits[draw(edits.length)]?.(model, graph, draw)
  while (draw(2) > 0)
  return toBinary(ModelProtoSchema, model)
}

// Small graphs as exporters store them, for tests of the import: what becomes of them computes as ONNX Runtime computes the original.
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { expect } from 'vitest'
import { encodeModel } from '../../encoding'
import {
  AttributeProto_AttributeType as Type,
  ModelProtoSchema,
  TensorProto_DataType as DataType,
  type AttributeProtoSchema,
  type GraphProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from '../../generated/onnx_pb'
import { readModel } from '../../reading/read-model'
import { elementCount, type Shape } from '../../tensor'
import { importGraph, type ImportOptions } from '../import-graph'

export type Attribute = MessageInitShape<typeof AttributeProtoSchema>
export type Node = MessageInitShape<typeof NodeProtoSchema>
export type Tensor = MessageInitShape<typeof TensorProtoSchema>

export const int = (name: string, i: number): Attribute => ({ name, type: Type.INT, i: BigInt(i) })
export const ints = (name: string, ...list: number[]): Attribute => ({ name, type: Type.INTS, ints: list.map(BigInt) })
export const float = (name: string, f: number): Attribute => ({ name, type: Type.FLOAT, f })
export const floats = (name: string, ...list: number[]): Attribute => ({ name, type: Type.FLOATS, floats: list })
export const text = (name: string, s: string): Attribute => ({ name, type: Type.STRING, s: new TextEncoder().encode(s) })
export const node = (opType: string, input: string[], output: string[], ...attribute: Attribute[]): Node => ({ name: `${opType}-${output[0] ?? ''}`, opType, input, output, attribute })

export const floatTensor = (name: string, shape: Shape, valueOf: (index: number) => number = (index) => 0.3 + Math.sin(index)): Tensor => ({
  name,
  dataType: DataType.FLOAT,
  dims: shape.map(BigInt),
  floatData: Array.from({ length: elementCount(shape) }, (_, index) => valueOf(index)),
})
export const intTensor = (name: string, values: readonly number[]): Tensor => ({
  name,
  dataType: DataType.INT64,
  dims: [BigInt(values.length)],
  int64Data: values.map(BigInt),
})
export const constant = (name: string, value: Tensor): Node =>
  node('Constant', [], [name], { name: 'value', type: Type.TENSOR, t: value })

export const valueInfo = (name: string, shape: Shape | null): MessageInitShape<typeof ValueInfoProtoSchema> => ({
  name,
  type: {
    value: {
      case: 'tensorType',
      value: {
        elemType: DataType.FLOAT,
        ...(shape && { shape: { dim: shape.map((size) => ({ value: size < 0 ? { case: 'dimParam' as const, value: 'n' } : { case: 'dimValue' as const, value: BigInt(size) } })) } }),
      },
    },
  },
})

/** A graph of one input `x` and one output `y`, in the form of a file. */
export interface StoredCase {
  readonly opset?: number
  readonly x: Shape
  /** As the file has it; default: as x. */
  readonly stored?: Shape
  readonly nodes: readonly Node[]
  readonly tensors?: readonly Tensor[]
  /** What the file says of tensors, as PyTorch's exporter does. */
  readonly kinds?: Readonly<Record<string, 'PARAMETER' | 'BUFFER'>>
}

/** The file's bytes. */
function modelOf({ opset = 17, x, stored, nodes, tensors = [], kinds = {} }: StoredCase): Uint8Array {
  const graph: MessageInitShape<typeof GraphProtoSchema> = {
    name: 'case',
    input: [valueInfo('x', stored ?? x)],
    output: [valueInfo('y', null)],
    initializer: [...tensors],
    node: [...nodes],
    valueInfo: Object.entries(kinds).map(([name, value]) => ({ name, metadataProps: [{ key: 'pkg.torch.export.graph_signature.InputSpec.kind', value }] })),
  }
  return toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n, opsetImport: [{ domain: '', version: BigInt(opset) }], graph }))
}

export const imported = (testCase: StoredCase, options?: ImportOptions) => importGraph(readModel(modelOf(testCase)), new Map([['x', testCase.x]]), options)

/** The first output of a model for fixed values of `x`, by ONNX Runtime. */
export async function outputOf(model: Uint8Array, shape: Shape) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 4, intraOpNumThreads: 1 })
  const data = Float32Array.from({ length: elementCount(shape) }, (_, index) => Math.sin(1 + 2.7 * index))
  const [y] = Object.values(await session.run({ x: new OrtTensor('float32', data, shape) }))
  await session.release()
  if (!y) throw new Error('there is no output')
  return { shape: y.dims, values: Array.from(y.data as Float32Array) }
}

/** Imports a case and compares what the result computes with what ONNX Runtime computes of the file itself. */
export async function agrees(testCase: StoredCase): Promise<void> {
  const expected = await outputOf(modelOf(testCase), testCase.x)
  const { graph } = imported(testCase)
  const own = await outputOf(encodeModel(graph), testCase.x)
  expect(graph.outputs[0]?.shape).toEqual(expected.shape)
  expect(own.shape).toEqual(expected.shape)
  own.values.forEach((value, index) => {
    expect(value, `element ${index}`).toBeCloseTo(expected.values[index] ?? NaN, 4)
  })
}

/** Shape of a batch of images with four channels; {@link channels}, {@link more} and {@link positive} have one number for each channel. */
export const images: Shape = [2, 4, 5, 6]
export const unary = (operator: string, ...attributes: Attribute[]): Node => node(operator, ['x'], ['y'], ...attributes)
export const channels = floatTensor('c', [4])
export const more = floatTensor('d', [4], (index) => index / 4)
export const positive = floatTensor('v', [4], (index) => 1 + index / 4)

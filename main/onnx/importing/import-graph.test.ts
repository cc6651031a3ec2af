// Importing graphs as exporters write them: what becomes of them computes as ONNX Runtime computes the original.
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import { describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { encodeModel } from '../encoding'
import {
  AttributeProto_AttributeType as Type,
  ModelProtoSchema,
  TensorProto_DataType as DataType,
  type AttributeProtoSchema,
  type GraphProtoSchema,
  type NodeProtoSchema,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from '../generated/onnx_pb'
import { readModel } from '../reading/read-model'
import { elementCount, type Shape } from '../tensor'
import { importGraph } from './import-graph'

type Attribute = MessageInitShape<typeof AttributeProtoSchema>
type Node = MessageInitShape<typeof NodeProtoSchema>

const int = (name: string, i: number): Attribute => ({ name, type: Type.INT, i: BigInt(i) })
const ints = (name: string, ...list: number[]): Attribute => ({ name, type: Type.INTS, ints: list.map(BigInt) })
const float = (name: string, f: number): Attribute => ({ name, type: Type.FLOAT, f })
const floats = (name: string, ...list: number[]): Attribute => ({ name, type: Type.FLOATS, floats: list })
const text = (name: string, s: string): Attribute => ({ name, type: Type.STRING, s: new TextEncoder().encode(s) })
const node = (opType: string, input: string[], output: string[], ...attribute: Attribute[]): Node => ({ name: `${opType}-${output[0] ?? ''}`, opType, input, output, attribute })

const floatTensor = (name: string, shape: Shape, valueOf: (index: number) => number = (index) => 0.3 + Math.sin(index)): MessageInitShape<typeof TensorProtoSchema> => ({
  name,
  dataType: DataType.FLOAT,
  dims: shape.map(BigInt),
  floatData: Array.from({ length: elementCount(shape) }, (_, index) => valueOf(index)),
})
const intTensor = (name: string, values: readonly number[]): MessageInitShape<typeof TensorProtoSchema> => ({
  name,
  dataType: DataType.INT64,
  dims: [BigInt(values.length)],
  int64Data: values.map(BigInt),
})
const constant = (name: string, value: MessageInitShape<typeof TensorProtoSchema>): Node =>
  node('Constant', [], [name], { name: 'value', type: Type.TENSOR, t: value })

const valueInfo = (name: string, shape: Shape | null): MessageInitShape<typeof ValueInfoProtoSchema> => ({
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

interface Case {
  readonly opset?: number
  readonly x: Shape
  /** As the file has it; default: as x. */
  readonly stored?: Shape
  readonly nodes: readonly Node[]
  readonly tensors?: readonly MessageInitShape<typeof TensorProtoSchema>[]
  /** What the file says of tensors, as PyTorch's exporter does. */
  readonly kinds?: Readonly<Record<string, 'PARAMETER' | 'BUFFER'>>
}

function modelOf({ opset = 17, x, stored, nodes, tensors = [], kinds = {} }: Case): Uint8Array {
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

const imported = (testCase: Case) => importGraph(readModel(modelOf(testCase)), new Map([['x', testCase.x]]))

async function outputOf(model: Uint8Array, shape: Shape) {
  const session = await InferenceSession.create(model, { logSeverityLevel: 4, intraOpNumThreads: 1 })
  const data = Float32Array.from({ length: elementCount(shape) }, (_, index) => Math.sin(1 + 2.7 * index))
  const [y] = Object.values(await session.run({ x: new OrtTensor('float32', data, shape) }))
  await session.release()
  if (!y) throw new Error('there is no output')
  return { shape: y.dims, values: Array.from(y.data as Float32Array) }
}

async function agrees(testCase: Case): Promise<void> {
  const expected = await outputOf(modelOf(testCase), testCase.x)
  const { graph } = imported(testCase)
  const own = await outputOf(encodeModel(graph), testCase.x)
  expect(graph.outputs[0]?.shape).toEqual(expected.shape)
  expect(own.shape).toEqual(expected.shape)
  own.values.forEach((value, index) => {
    expect(value, `element ${index}`).toBeCloseTo(expected.values[index] ?? NaN, 4)
  })
}

const images: Shape = [2, 4, 5, 6]
const unary = (operator: string, ...attributes: Attribute[]): Node => node(operator, ['x'], ['y'], ...attributes)
const channels = floatTensor('c', [4])
const more = floatTensor('d', [4], (index) => index / 4)
const positive = floatTensor('v', [4], (index) => 1 + index / 4)

describe('old forms', () => {
  it.each<[string, Case]>([
    ['Squeeze 11', { opset: 11, x: [2, 1, 3], nodes: [unary('Squeeze', ints('axes', 1))] }],
    ['Unsqueeze 11', { opset: 11, x: [2, 3], nodes: [unary('Unsqueeze', ints('axes', 0, 2))] }],
    ['ReduceSum 11', { opset: 11, x: images, nodes: [unary('ReduceSum', ints('axes', 1, -1), int('keepdims', 0))] }],
    ['ReduceMean 17', { x: images, nodes: [unary('ReduceMean', ints('axes', -2, -1))] }],
    ['ReduceMax 13 over all', { opset: 13, x: [2, 3], nodes: [unary('ReduceMax')] }],
    ['Split 11 with sizes', { opset: 11, x: images, nodes: [node('Split', ['x'], ['a', 'y'], int('axis', 1), ints('split', 1, 3))] }],
    ['Split 13 in equal parts', { opset: 13, x: images, nodes: [node('Split', ['x'], ['y', 'b'], int('axis', 1))] }],
    ['Pad 10', { opset: 10, x: [2, 3], nodes: [unary('Pad', ints('pads', 0, 1, 1, 0), float('value', 2))] }],
    ['Clip 10', { opset: 10, x: [2, 3], nodes: [unary('Clip', float('min', -0.5), float('max', 0.5))] }],
    ['Slice 9', { opset: 9, x: images, nodes: [unary('Slice', ints('starts', 1, 0), ints('ends', 3, 1000), ints('axes', 1, 2))] }],
    ['Dropout 10', { opset: 10, x: [2, 3], nodes: [unary('Dropout', float('ratio', 0.3))] }],
    ['Softmax 11 over all axes from 1 on', { opset: 11, x: [2, 3, 4], nodes: [unary('Softmax')] }],
    ['LogSoftmax 12 over the last axis', { opset: 12, x: [2, 3, 4], nodes: [unary('LogSoftmax', int('axis', -1))] }],
    ['Softmax 13', { opset: 13, x: [2, 3, 4], nodes: [unary('Softmax', int('axis', 1))] }],
    ['Upsample 9', { opset: 9, x: images, tensors: [floatTensor('s', [4], (index) => [1, 1, 2, 1.5][index] ?? 1)], nodes: [node('Upsample', ['x', 's'], ['y'], text('mode', 'nearest'))] }],
    ['Upsample 7', { opset: 7, x: images, nodes: [unary('Upsample', text('mode', 'nearest'), floats('scales', 1, 1, 2, 3))] }],
    ['Resize 10', { opset: 10, x: images, tensors: [floatTensor('s', [4], (index) => [1, 1, 2, 2][index] ?? 1)], nodes: [node('Resize', ['x', 's'], ['y'], text('mode', 'linear'))] }],
    ['BatchNormalization 9', { opset: 9, x: images, tensors: [channels, more, positive], nodes: [node('BatchNormalization', ['x', 'c', 'd', 'd', 'v'], ['y'])] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it('BatchNormalization of opset 12 with more than one output goes by the batch', () => {
    const outputs = ['y', 'm', 'v1', 'm2', 'v2']
    const { graph } = imported({ opset: 12, x: images, tensors: [channels, more, positive], nodes: [node('BatchNormalization', ['x', 'c', 'd', 'd', 'v'], outputs)] })
    expect(graph.nodes[0]).toMatchObject({ attributes: { training_mode: { value: 1 } }, outputs: [{ name: 'y' }] })
  })
})

describe('windows', () => {
  const kernel = floatTensor('w', [3, 4, 3, 2])
  const conv = (...attributes: Attribute[]): Case => ({ x: [2, 4, 7, 8], tensors: [kernel], nodes: [node('Conv', ['x', 'w'], ['y'], ...attributes)] })
  const pool = (operator: string, ...attributes: Attribute[]): Case => ({ x: [2, 4, 6, 7], nodes: [unary(operator, ints('kernel_shape', 3, 2), ints('strides', 2, 2), ints('pads', 1, 1, 1, 1), ...attributes)] })
  it.each<[string, Case]>([
    ['Conv, SAME_UPPER', conv(text('auto_pad', 'SAME_UPPER'), ints('strides', 2, 3))],
    ['Conv, SAME_LOWER', conv(text('auto_pad', 'SAME_LOWER'))],
    ['Conv, VALID', conv(text('auto_pad', 'VALID'))],
    ['MaxPool, rounded up', pool('MaxPool', int('ceil_mode', 1))],
    ['AveragePool, rounded up', pool('AveragePool', int('ceil_mode', 1))],
    ['AveragePool, rounded up, padding counted', pool('AveragePool', int('ceil_mode', 1), int('count_include_pad', 1))],
    ['AveragePool, SAME_UPPER', { x: images, nodes: [unary('AveragePool', ints('kernel_shape', 2, 2), text('auto_pad', 'SAME_UPPER'))] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it('Conv, SAME_LOWER and dilated, which ONNX Runtime itself does not compute', async () => {
    const dilated = (...attributes: Attribute[]) => encodeModel(imported(conv(...attributes, ints('dilations', 2, 2))).graph)
    const shape: Shape = [2, 4, 7, 8]
    expect(await outputOf(dilated(text('auto_pad', 'SAME_LOWER')), shape)).toEqual(await outputOf(dilated(ints('pads', 2, 1, 2, 1)), shape))
  })
})

describe('operators without a rule', () => {
  const pairs = { ...intTensor('pairs', [0, 1, -1, 2, 1, 0]), dims: [3n, 2n] }
  const even: Case = { x: images, nodes: [unary('ReduceSum', int('keepdims', 1))] }
  it.each<[string, Case]>([
    ...['Reciprocal', 'Softsign', 'ThresholdedRelu', 'Celu', 'ReduceL1', 'ReduceL2', 'ReduceSumSquare', 'ReduceLogSumExp', 'MeanVarianceNormalization', 'LpNormalization'].map(
      (operator): [string, Case] => [operator, { x: images, nodes: [unary(operator)] }],
    ),
    ['Celu with alpha', { x: images, nodes: [unary('Celu', float('alpha', 0.5))] }],
    ['Sum', { x: [2, 4], tensors: [channels, more], nodes: [node('Sum', ['x', 'c', 'd'], ['y'])] }],
    ['Mean', { x: [2, 4], tensors: [channels, more], nodes: [node('Mean', ['x', 'c', 'd'], ['y'])] }],
    ['Max', { x: [2, 4], tensors: [channels, more], nodes: [node('Max', ['x', 'c', 'd'], ['y'])] }],
    ['Min of one', { x: [2, 4], nodes: [node('Min', ['x'], ['y'])] }],
    ['LayerNormalization', { x: [2, 3, 4], tensors: [channels, more], nodes: [node('LayerNormalization', ['x', 'c', 'd'], ['y'])] }],
    ['InstanceNormalization', { x: images, tensors: [channels, more], nodes: [node('InstanceNormalization', ['x', 'c', 'd'], ['y'])] }],
    ['GroupNormalization 21', { opset: 21, x: images, tensors: [channels, more], nodes: [node('GroupNormalization', ['x', 'c', 'd'], ['y'], int('num_groups', 2))] }],
    ['DepthToSpace', { x: [2, 8, 3, 2], nodes: [unary('DepthToSpace', int('blocksize', 2))] }],
    ['DepthToSpace, CRD', { x: [2, 8, 3, 2], nodes: [unary('DepthToSpace', int('blocksize', 2), text('mode', 'CRD'))] }],
    ['SpaceToDepth', { x: [2, 3, 4, 6], nodes: [unary('SpaceToDepth', int('blocksize', 2))] }],
    ['Tile', { x: [2, 3], tensors: [intTensor('r', [2, 3])], nodes: [node('Tile', ['x', 'r'], ['y'])] }],
    ['GreaterOrEqual and Not', { x: [2, 4], tensors: [channels], nodes: [node('GreaterOrEqual', ['x', 'c'], ['b']), node('Not', ['b'], ['n']), node('Where', ['n', 'x', 'c'], ['y'])] }],
    ['GatherND of elements', { x: [3, 4, 2], tensors: [pairs], nodes: [node('GatherND', ['x', 'pairs'], ['y'])] }],
    ['GatherND of slices', { x: images, tensors: [pairs], nodes: [node('GatherND', ['x', 'pairs'], ['y'])] }],
    ['CastLike', { x: [2, 4], tensors: [channels], nodes: [node('CastLike', ['x', 'c'], ['y'])] }],
  ])('%s', (_, testCase) => agrees(testCase))

  it('ReduceSum over everything keeps its axes', () => agrees(even))
})

describe('shape arithmetic', () => {
  it('is computed away: flattening by the sizes that the images have', async () => {
    const testCase: Case = {
      x: [3, 4, 5],
      stored: [-1, 4, 5],
      nodes: [
        node('Shape', ['x'], ['shape']),
        constant('zero', intTensor('', [0])),
        node('Gather', ['shape', 'zero'], ['n']),
        constant('rest', intTensor('', [-1])),
        node('Concat', ['n', 'rest'], ['target'], int('axis', 0)),
        node('Reshape', ['x', 'target'], ['y']),
      ],
    }
    await agrees(testCase)
    expect(imported(testCase).graph.nodes.map(({ operator }) => operator)).toEqual(['Reshape'])
  })

  it('is computed away: the pads of PyTorch, which turn round a list of counts', async () => {
    const testCase: Case = {
      x: [2, 3],
      nodes: [
        constant('given', intTensor('', [1, 0])),
        constant('zeros_shape', intTensor('', [2])),
        node('ConstantOfShape', ['zeros_shape'], ['zeros'], { name: 'value', type: Type.TENSOR, t: intTensor('', [0]) }),
        node('Concat', ['given', 'zeros'], ['all'], int('axis', 0)),
        constant('pairs', intTensor('', [-1, 2])),
        node('Reshape', ['all', 'pairs'], ['rows']),
        ...['0', '-1', '-9223372036854775807'].map((value, index) => constant(`s${index}`, { ...intTensor('', [0]), int64Data: [BigInt(value)] })),
        node('Slice', ['rows', 's1', 's2', 's0', 's1'], ['turned']),
        node('Transpose', ['turned'], ['columns'], ints('perm', 1, 0)),
        constant('flat', intTensor('', [-1])),
        node('Reshape', ['columns', 'flat'], ['pads']),
        node('Cast', ['pads'], ['as_int'], int('to', 7)),
        node('Pad', ['x', 'as_int'], ['y'], text('mode', 'constant')),
      ],
    }
    await agrees(testCase)
    expect(imported(testCase).graph.nodes.map(({ operator }) => operator)).toEqual(['Pad'])
  })

  it('is without casts to the type that a value has', async () => {
    const testCase: Case = { x: [2, 3], nodes: [node('Exp', ['x'], ['a']), node('Cast', ['a'], ['b'], int('to', 1)), node('Neg', ['b'], ['y'])] }
    await agrees(testCase)
    expect(imported(testCase).graph.nodes.map(({ operator }) => operator)).toEqual(['Exp', 'Neg'])
  })

  it('decides an If whose condition is known, in the branch that it takes only', () => {
    const branch = (name: string, operator: string): Attribute => ({
      name,
      type: Type.GRAPH,
      g: { name, node: [node(operator, ['x'], [`${name}.y`])], output: [valueInfo(`${name}.y`, null)] },
    })
    const testCase: Case = {
      x: [2, 3],
      nodes: [
        node('Size', ['x'], ['size']),
        constant('six', { dataType: DataType.INT64, dims: [], int64Data: [6n] }),
        node('Equal', ['size', 'six'], ['condition']),
        node('If', ['condition'], ['y'], branch('then_branch', 'Exp'), branch('else_branch', 'Whisper')),
      ],
    }
    const { graph } = imported(testCase)
    expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Exp'])
    expect(() => imported({ ...testCase, x: [2, 4] })).toThrow('(Whisper)')
  })
})

describe('a file that was exported for a fixed batch', () => {
  it('repeats for each image what a batch of one is joined with, as a class token', async () => {
    const joined: Case = { x: [3, 2, 4], stored: [1, 2, 4], tensors: [floatTensor('token', [1, 1, 4])], nodes: [node('Concat', ['token', 'x'], ['y'], int('axis', 1))] }
    expect(imported(joined).graph.outputs[0]?.shape).toEqual([3, 3, 4])
    const { values } = await outputOf(encodeModel(imported(joined).graph), [3, 2, 4])
    const tokens = [0, 1, 2].map((image) => values.slice(12 * image, 12 * image + 4))
    expect(tokens).toEqual(Array.from({ length: 3 }, () => [0, 1, 2, 3].map((index) => Math.fround(0.3 + Math.sin(index)))))
  })

  it('takes another one', () => {
    const flattened: Case = { x: [5, 4, 3], stored: [1, 4, 3], tensors: [intTensor('t', [1, -1])], nodes: [node('Reshape', ['x', 't'], ['y'])] }
    expect(imported(flattened).graph.outputs[0]?.shape).toEqual([5, 12])
    const resized: Case = { x: [5, 1, 4, 3], stored: [2, 1, 4, 3], tensors: [intTensor('t', [2, 1, 8, 6])], nodes: [node('Resize', ['x', '', '', 't'], ['y'])] }
    expect(imported(resized).graph.outputs[0]?.shape).toEqual([5, 1, 8, 6])
  })
})

describe('weights', () => {
  const weightsOf = (testCase: Case): string[] => [...imported(testCase).weights.keys()].sort()

  it('are tensors of layers, under any name, and other tensors unless they are numbers under a name that is made up', () => {
    const nodes = [node('MatMul', ['x', 'w'], ['a']), node('Mul', ['a', 'gamma'], ['b']), node('Add', ['b', 'val_1'], ['c']), node('Add', ['c', 'val_2'], ['y'])]
    const tensors = [floatTensor('w', [4, 3]), floatTensor('gamma', [1]), floatTensor('val_1', [1]), floatTensor('val_2', [3])]
    expect(weightsOf({ x: [2, 4], nodes, tensors })).toEqual(['gamma', 'val_2', 'w'])
  })

  it('are what the file says they are, under any name and anywhere', () => {
    const nodes = [node('MatMul', ['x', 'w'], ['a']), node('Pow', ['a', 'p'], ['b']), node('Add', ['b', 'blur'], ['c']), node('Mul', ['c', 'val_1'], ['y'])]
    const tensors = [floatTensor('w', [4, 3]), floatTensor('p', []), floatTensor('blur', [3]), floatTensor('val_1', [1])]
    const testCase = { x: [2, 4], nodes, tensors, kinds: { w: 'PARAMETER', p: 'PARAMETER', blur: 'BUFFER' } } as const
    expect(weightsOf(testCase)).toEqual(['p', 'w'])
    expect(imported(testCase).weights.get('p')).toBe('declared')
  })

  it('are those of a normalisation that an exporter has written out and folded, but not its mean', () => {
    const normalized = (...made: MessageInitShape<typeof TensorProtoSchema>[]): Case => ({
      x: [2, 4],
      tensors: [floatTensor('w', [4, 3]), ...made],
      nodes: [
        node('MatMul', ['x', 'w'], ['a']),
        node('Cast', ['a'], ['b'], int('to', 1)),
        node('Add', ['b', 'onnx::Add_1'], ['c']),
        node('Relu', ['c'], ['d']),
        node('Sub', ['d', 'onnx::Sub_2'], ['e']),
        node('Mul', ['e', 'onnx::Mul_3'], ['f']),
        node('Add', ['f', 'onnx::Add_4'], ['y']),
      ],
    })
    const names = ['onnx::Add_1', 'onnx::Sub_2', 'onnx::Mul_3', 'onnx::Add_4']
    const learnt = ['onnx::Add_1', 'onnx::Add_4', 'onnx::Mul_3', 'w']
    expect(weightsOf(normalized(...names.map((name) => floatTensor(name, [1, 3]))))).toEqual(learnt)
    // Where the file tells of its weights, ones and zeros that it says nothing of are those of a normalisation without any.
    const told = { ...normalized(...names.map((name) => floatTensor(name, [1, 3], () => 1))), kinds: { w: 'PARAMETER' } } as const
    expect(weightsOf(told)).toEqual(['onnx::Add_1', 'w'])
    // Fresh, and equal tensors stored once, as Keras writes them.
    const fresh = normalized(floatTensor('onnx::Add_1', [1, 3], () => 0), floatTensor('onnx::Mul_3', [1, 3], () => 0.999))
    const aliases = ['onnx::Sub_2', 'onnx::Add_4'].map((name) => node('Identity', ['onnx::Add_1'], [name]))
    expect(weightsOf({ ...fresh, nodes: [...aliases, ...fresh.nodes] })).toEqual(learnt)
  })

  it('may be written as nodes', () => {
    const nodes = [constant('k', floatTensor('', [4, 3])), constant('half', floatTensor('', [1])), node('MatMul', ['x', 'k'], ['a']), node('Mul', ['a', 'half'], ['y'])]
    expect(weightsOf({ x: [2, 4], nodes })).toEqual(['k'])
  })

  it('that are stored once because they all hold one number are weights of their own, others are shared', () => {
    const nodes = [
      node('Identity', ['ones'], ['norm2.weight']),
      node('Identity', ['w'], ['w2']),
      node('Mul', ['x', 'ones'], ['a']),
      node('Mul', ['a', 'norm2.weight'], ['b']),
      node('MatMul', ['b', 'w'], ['c']),
      node('MatMul', ['c', 'w2'], ['y']),
    ]
    expect(weightsOf({ x: [2, 4], nodes, tensors: [floatTensor('ones', [4], () => 1), floatTensor('w', [4, 4])] })).toEqual(['norm2.weight', 'ones', 'w'])
  })
})

describe('what cannot be taken is named', () => {
  it.each<[string, Case, RegExp]>([
    ['an unknown operator', { x: [2], nodes: [unary('Whisper')] }, /node Whisper-y \(Whisper\)/],
    ['another domain', { x: [2], nodes: [{ ...unary('Gelu'), domain: 'com.microsoft' }] }, /Gelu-y.*com\.microsoft/],
    ['a loop', { x: [2], nodes: [node('Loop', ['', '', 'x'], ['y'], { name: 'body', type: Type.GRAPH, g: { name: 'body' } })] }, /Loop-y \(Loop\) holds a graph/],
    ['a value that nothing computes', { x: [2], nodes: [node('Exp', ['z'], ['y'])] }, /reads z/],
    ['an output that nothing computes', { x: [2], nodes: [node('Exp', ['x'], ['z'])] }, /reads y/],
    ['shapes that do not fit', { x: [2, 3], tensors: [channels], nodes: [node('Add', ['x', 'c'], ['y'])] }, /Add-y/],
    ['an enormous value', { x: [1, 1], tensors: [intTensor('t', [2 ** 40, 2 ** 20])], nodes: [node('Expand', ['x', 't'], ['y'])] }, /Expand-y.*too large/],
    ['an enormous constant', { x: [1], tensors: [intTensor('t', [2 ** 40])], nodes: [node('ConstantOfShape', ['t'], ['c']), node('Add', ['x', 'c'], ['y'])] }, /ConstantOfShape-c/],
    ['a target shape that depends on the images', { x: [2, 3], nodes: [node('Cast', ['x'], ['t'], int('to', 7)), node('Reshape', ['x', 't'], ['y'])] }, /Reshape-y.*must be constant/],
    ['an output that is left out', { x: images, nodes: [node('MaxPool', ['x'], ['a', 'i'], ints('kernel_shape', 2, 2)), node('Cast', ['i'], ['y'], int('to', 1))] }, /Cast-y.*output 1 of node MaxPool-a/],
    ['a batch that a file is fixed at', { x: [3, 4], stored: [2, 4], tensors: [floatTensor('two', [2, 4])], nodes: [node('Add', ['x', 'two'], ['y'])] }, /Add-y.*fixed at 2 images/],
    ['an old operator set', { opset: 6, x: [2], nodes: [unary('Exp')] }, /version 6/],
  ])('%s', (_, testCase, message) => {
    expect(() => imported(testCase)).toThrow(message)
    expect(() => imported(testCase)).toThrow(LabError)
  })
})

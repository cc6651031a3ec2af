// Importing graphs as exporters write them: shape arithmetic, branches, fixed batches, weights, and what is refused.
import { describe, expect, it } from 'vitest'
import { LabError } from '@contract/problem'
import { encodeModel } from '../encoding'
import { AttributeProto_AttributeType as Type, TensorProto_DataType as DataType } from '../generated/onnx_pb'
import { agrees, channels, constant, floatTensor, images, imported, int, intTensor, ints, node, outputOf, text, unary, valueInfo, type Attribute, type StoredCase, type Tensor } from './testing/stored-case'

describe('shape arithmetic', () => {
  it('is computed away: flattening by the sizes that the images have', async () => {
    const testCase: StoredCase = {
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
    const testCase: StoredCase = {
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
    const testCase: StoredCase = { x: [2, 3], nodes: [node('Exp', ['x'], ['a']), node('Cast', ['a'], ['b'], int('to', 1)), node('Neg', ['b'], ['y'])] }
    await agrees(testCase)
    expect(imported(testCase).graph.nodes.map(({ operator }) => operator)).toEqual(['Exp', 'Neg'])
  })

  it('decides an If whose condition is known, in the branch that it takes only', () => {
    const branch = (name: string, operator: string): Attribute => ({
      name,
      type: Type.GRAPH,
      g: { name, node: [node(operator, ['x'], [`${name}.y`])], output: [valueInfo(`${name}.y`, null)] },
    })
    const testCase: StoredCase = {
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
    const joined: StoredCase = { x: [3, 2, 4], stored: [1, 2, 4], tensors: [floatTensor('token', [1, 1, 4])], nodes: [node('Concat', ['token', 'x'], ['y'], int('axis', 1))] }
    expect(imported(joined).graph.outputs[0]?.shape).toEqual([3, 3, 4])
    const { values } = await outputOf(encodeModel(imported(joined).graph), [3, 2, 4])
    const tokens = [0, 1, 2].map((image) => values.slice(12 * image, 12 * image + 4))
    expect(tokens).toEqual(Array.from({ length: 3 }, () => [0, 1, 2, 3].map((index) => Math.fround(0.3 + Math.sin(index)))))
  })

  it('takes another one', () => {
    const flattened: StoredCase = { x: [5, 4, 3], stored: [1, 4, 3], tensors: [intTensor('t', [1, -1])], nodes: [node('Reshape', ['x', 't'], ['y'])] }
    expect(imported(flattened).graph.outputs[0]?.shape).toEqual([5, 12])
    const resized: StoredCase = { x: [5, 1, 4, 3], stored: [2, 1, 4, 3], tensors: [intTensor('t', [2, 1, 8, 6])], nodes: [node('Resize', ['x', '', '', 't'], ['y'])] }
    expect(imported(resized).graph.outputs[0]?.shape).toEqual([5, 1, 8, 6])
  })
})

describe('weights', () => {
  const weightsOf = (testCase: StoredCase): string[] => [...imported(testCase).weights.keys()].sort()

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
    const normalized = (...made: Tensor[]): StoredCase => ({
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

  it('are not the places of pixels in front of a sampling, where the file states its weights', () => {
    const testCase: StoredCase = {
      x: [1, 2, 3, 3],
      kinds: { shift: 'PARAMETER' },
      tensors: [floatTensor('view_3', [1, 2, 2, 2]), floatTensor('shift', [2])],
      nodes: [node('Add', ['view_3', 'shift'], ['grid']), node('GridSample', ['x', 'grid'], ['y'])],
    }
    expect(weightsOf(testCase)).toEqual(['shift'])
    expect(weightsOf({ ...testCase, kinds: {} })).toEqual(['shift', 'view_3'])
  })

  it('may be written as nodes', () => {
    const nodes = [constant('k', floatTensor('', [4, 3])), constant('half', floatTensor('', [1])), node('MatMul', ['x', 'k'], ['a']), node('Mul', ['a', 'half'], ['y'])]
    expect(weightsOf({ x: [2, 4], nodes })).toEqual(['k'])
  })

  it('that are stored once, with copies as nodes, are weights of their own; one weight for runs of earlier versions, unless they hold one number', () => {
    const nodes = [
      node('Identity', ['ones'], ['norm2.weight']),
      node('Identity', ['w'], ['w2']),
      node('Mul', ['x', 'ones'], ['a']),
      node('Mul', ['a', 'norm2.weight'], ['b']),
      node('MatMul', ['b', 'w'], ['c']),
      node('MatMul', ['c', 'w2'], ['y']),
    ]
    const testCase = { x: [2, 4], nodes, tensors: [floatTensor('ones', [4], () => 1), floatTensor('w', [4, 4])] }
    expect(weightsOf(testCase)).toEqual(['norm2.weight', 'ones', 'w', 'w2'])
    expect([...imported(testCase, { sharesCopies: true }).weights.keys()].sort()).toEqual(['norm2.weight', 'ones', 'w'])
  })
})

describe('what cannot be taken is named', () => {
  it.each<[string, StoredCase, RegExp]>([
    ['an unknown operator', { x: [2], nodes: [unary('Whisper')] }, /node Whisper-y \(Whisper\)/],
    ...['constructor', '__proto__', 'toString'].map((name): [string, StoredCase, RegExp] => [`an operator called ${name}, as every object has`, { x: [2], nodes: [unary(name)] }, new RegExp(`node ${name}-y \\(${name}\\) is an operator that`)]),
    ['another domain', { x: [2], nodes: [{ ...unary('Gelu'), domain: 'com.microsoft' }] }, /Gelu-y.*com\.microsoft/],
    ['quantized numbers', { x: [2], tensors: [floatTensor('s', []), { ...intTensor('z', [0]), dims: [] }], nodes: [node('QuantizeLinear', ['x', 's'], ['q']), node('DequantizeLinear', ['q', 's'], ['y'])] }, /QuantizeLinear-q.*quantized/],
    ['quantized numbers of another domain', { x: [2], nodes: [{ ...unary('QLinearAdd'), domain: 'com.microsoft' }] }, /QLinearAdd-y.*quantized/],
    ['an equation that does not fit', { x: [2], nodes: [node('Einsum', ['x'], ['y'], text('equation', 'ij->i'))] }, /Einsum-y.*"ij->i"/],
    ['a sampling of volumes', { x: [1, 1, 2, 2, 2], tensors: [floatTensor('g', [1, 2, 2, 2, 3])], nodes: [node('GridSample', ['x', 'g'], ['y'])] }, /GridSample-y.*5 dimensions/],
    ['updates that are multiplied', { opset: 18, x: [3], tensors: [intTensor('i', [0]), floatTensor('u', [1])], nodes: [node('ScatterElements', ['x', 'i', 'u'], ['y'], text('reduction', 'mul'))] }, /ScatterElements-y.*mul/],
    ['more largest elements than there are', { x: [3], tensors: [intTensor('k', [4])], nodes: [node('TopK', ['x', 'k'], ['y', 'i'])] }, /TopK-y.*3 elements.*4/],
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

  it('and for quantized numbers, what to export instead', () => {
    const quantized: StoredCase = { x: [2], tensors: [floatTensor('s', [])], nodes: [node('QuantizeLinear', ['x', 's'], ['y'])] }
    expect(() => imported(quantized)).toThrow(expect.objectContaining({ remedy: 'Export the network in float32, before it is quantized.' }))
  })
})

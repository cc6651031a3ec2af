// Valid ONNX files from which a campaign makes damaged ones: as exporters write them, and small graphs with what exporters write more rarely.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { create, toBinary, type MessageInitShape } from '@bufbuild/protobuf'
import { AttributeProto_AttributeType as Type, ModelProtoSchema, type GraphProtoSchema } from '../../../../onnx/generated/onnx_pb'
import { constant, float, floatTensor, int, ints, intTensor, node, text, valueInfo, type Node, type Tensor } from '../../../../onnx/importing/testing/stored-case'

export interface SeedFile {
  readonly title: string
  readonly bytes: Uint8Array
}

const parity = fileURLToPath(new URL('../..', import.meta.url))

function filesOf(folder: string): SeedFile[] {
  return readdirSync(join(parity, folder)).filter((name) => name.endsWith('.onnx')).map((name) => ({ title: name, bytes: new Uint8Array(readFileSync(join(parity, folder, name))) }))
}

const weight = floatTensor('w', [4, 2, 3, 3], (index) => Math.sin(index) / 4)
const matrix = floatTensor('m', [5, 4], (index) => Math.cos(index) / 2)
const vector = floatTensor('v', [5], (index) => index / 4)
const vectors = ['scale', 'shift', 'mean', 'variance'].map((name, place) => floatTensor(name, [4], (index) => 0.5 + place + index / 8))

/** A network of images [2, 6, 6] with five classes: a convolution, `middle` from `x1` to `x2` [N, 4, 4, 4], the mean over places, a fully connected layer. */
function network(title: string, middle: readonly Node[], tensors: readonly Tensor[] = [], opset = 17): SeedFile {
  const graph: MessageInitShape<typeof GraphProtoSchema> = {
    name: title,
    input: [valueInfo('x', [-1, 2, 6, 6])],
    output: [valueInfo('y', [-1, 5])],
    initializer: [weight, matrix, vector, ...tensors],
    node: [
      node('Conv', ['x', 'w'], ['x1'], ints('kernel_shape', 3, 3)),
      ...middle,
      node('GlobalAveragePool', ['x2'], ['x3']),
      node('Flatten', ['x3'], ['x4'], int('axis', 1)),
      node('Gemm', ['x4', 'm', 'v'], ['y'], int('transB', 1)),
    ],
  }
  return { title, bytes: toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n, opsetImport: [{ domain: '', version: BigInt(opset) }], graph })) }
}

const branch = (operator: string): MessageInitShape<typeof GraphProtoSchema> => ({ name: operator, node: [node(operator, ['x1'], [`in_${operator}`])], output: [valueInfo(`in_${operator}`, null)] })

const written: readonly SeedFile[] = [
  network('batch normalisation and dropout', [
    node('BatchNormalization', ['x1', 'scale', 'shift', 'mean', 'variance'], ['b'], float('epsilon', 1e-5)),
    node('Relu', ['b'], ['r']),
    node('Dropout', ['r'], ['x2']),
  ], vectors),
  network('shape arithmetic', [
    node('Shape', ['x1'], ['s']),
    constant('zero', intTensor('', [0])),
    node('Gather', ['s', 'zero'], ['n']),
    constant('rest', intTensor('', [4, 16])),
    node('Concat', ['n', 'rest'], ['flat'], int('axis', 0)),
    node('Reshape', ['x1', 'flat'], ['f']),
    node('Softmax', ['f'], ['g'], int('axis', -1)),
    node('Reshape', ['g', 's'], ['x2']),
  ]),
  network('constants that nodes make', [
    constant('size', intTensor('', [4])),
    node('ConstantOfShape', ['size'], ['ones'], { name: 'value', type: Type.TENSOR, t: floatTensor('', [1], () => 1) }),
    node('Mul', ['x1', 'ones'], ['a']),
    node('Constant', [], ['half'], float('value_float', 0.5)),
    node('Pow', ['a', 'two'], ['p']),
    node('Add', ['p', 'half'], ['x2']),
  ], [floatTensor('two', [], () => 2)]),
  network('a branch', [
    node('Size', ['x1'], ['count']),
    node('Greater', ['count', 'none'], ['is_many']),
    node('If', ['is_many'], ['x2'], { name: 'then_branch', type: Type.GRAPH, g: branch('Tanh') }, { name: 'else_branch', type: Type.GRAPH, g: branch('Sigmoid') }),
  ], [{ ...intTensor('none', [0]), dims: [] }]),
  network('windows and joins', [
    node('MaxPool', ['x1'], ['p'], ints('kernel_shape', 2, 2), text('auto_pad', 'SAME_UPPER')),
    node('AveragePool', ['x1'], ['q'], ints('kernel_shape', 3, 3), ints('pads', 1, 1, 1, 1), int('ceil_mode', 1)),
    node('Concat', ['p', 'q'], ['both'], int('axis', 1)),
    node('Split', ['both'], ['left', 'right'], int('axis', 1)),
    node('Transpose', ['right'], ['t'], ints('perm', 0, 1, 3, 2)),
    node('Sub', ['left', 't'], ['x2']),
  ]),
  network('normalisation in an old set', [
    node('InstanceNormalization', ['x1', 'scale', 'shift'], ['i'], float('epsilon', 1e-3)),
    node('LRN', ['i'], ['l'], int('size', 3), float('alpha', 0.1)),
    node('Clip', ['l'], ['c'], float('min', -1), float('max', 1)),
    node('Pad', ['c'], ['d'], ints('pads', 0, 0, 1, 1, 0, 0, 1, 1), text('mode', 'constant')),
    node('Slice', ['d'], ['x2'], ints('starts', 1, 1), ints('ends', 5, 5), ints('axes', 2, 3)),
  ], vectors.slice(0, 2), 9),
  network('resizing', [
    node('Resize', ['x1', '', 'scales'], ['u'], text('mode', 'linear'), text('coordinate_transformation_mode', 'half_pixel')),
    node('ConvTranspose', ['u', 'k'], ['grown'], ints('strides', 2, 2), ints('kernel_shape', 2, 2)),
    node('AveragePool', ['grown'], ['x2'], ints('kernel_shape', 4, 4), ints('strides', 4, 4)),
  ], [floatTensor('scales', [4], (index) => (index < 2 ? 1 : 2)), floatTensor('k', [4, 4, 2, 2])]),
]

export const seedFiles = (): readonly SeedFile[] => [...written, ...filesOf('exported'), ...filesOf('converted')]

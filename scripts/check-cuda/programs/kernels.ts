// Opens a model of one node for every operator and element type of the hand-written list of kernels, and for types that it does not name.
import { InferenceSession } from 'onnxruntime-node'
import { cudaKernels } from '../../../main/engine/runtime/testing/cuda-kernels'
import { encodeModel } from '../../../main/onnx/encoding'
import { int, ints, string, type Attributes, type Value } from '../../../main/onnx/graph'
import { GraphBuilder } from '../../../main/onnx/graph-builder'
import type { Operator } from '../../../main/onnx/operators'
import { int64, elementTypes, type ElementType, type Shape } from '../../../main/onnx/tensor'
import { inOneLine, say } from './environment'

/** A node's inputs, of the type at hand unless they say another, constants behind them, and attributes. */
interface OneNode {
  readonly inputs: readonly { readonly shape: Shape; readonly type?: ElementType }[]
  readonly constants?: readonly (readonly number[])[]
  readonly attributes?: Attributes
}

const [matrix, image] = [[2, 3], [1, 2, 6, 6]]
const unary: OneNode = { inputs: [{ shape: matrix }] }
const binary: OneNode = { inputs: [{ shape: matrix }, { shape: matrix }] }
const ofImage: OneNode = { inputs: [{ shape: image }] }
const pool: OneNode = { ...ofImage, attributes: { kernel_shape: ints([2, 2]), strides: ints([2, 2]) } }
const reduction: OneNode = { ...unary, constants: [[1]] }

/** By operator; others take one matrix. Loops, and the shapes that they take, are in the programs themselves. */
const nodes: Readonly<Partial<Record<Operator, OneNode>>> = {
  Add: binary, And: binary, Div: binary, Equal: binary, Greater: binary, Max: binary, Min: binary, Mul: binary, Or: binary, Pow: binary, Sub: binary,
  ArgMax: { ...unary, attributes: { axis: int(1), keepdims: int(0) } },
  AveragePool: pool,
  Cast: { ...unary, attributes: { to: int(1) } },
  Clip: { inputs: [{ shape: matrix }, { shape: [] }, { shape: [] }] },
  Concat: { ...binary, attributes: { axis: int(0) } },
  Conv: { inputs: [{ shape: image }, { shape: [3, 2, 3, 3] }], attributes: { pads: ints([1, 1, 1, 1]) } },
  ConvTranspose: { inputs: [{ shape: image }, { shape: [2, 3, 3, 3] }], attributes: { pads: ints([1, 1, 1, 1]), strides: ints([2, 2]) } },
  Expand: { inputs: [{ shape: [1, 3] }], constants: [[2, 3]] },
  Gather: { inputs: [{ shape: [4, 3] }, { shape: [2], type: 'int64' }] },
  Gemm: { inputs: [{ shape: [2, 3] }, { shape: [3, 4] }] },
  GlobalAveragePool: ofImage,
  GlobalMaxPool: ofImage,
  LogSoftmax: { ...unary, attributes: { axis: int(1) } },
  LRN: { ...ofImage, attributes: { size: int(5) } },
  MatMul: { inputs: [{ shape: [2, 3] }, { shape: [3, 4] }] },
  MaxPool: pool,
  Pad: { ...ofImage, constants: [[0, 0, 1, 1, 0, 0, 1, 1]] },
  ReduceMax: reduction, ReduceMean: reduction, ReduceMin: reduction, ReduceSum: reduction,
  Reshape: { ...unary, constants: [[3, 2]] },
  Slice: { inputs: [{ shape: [4, 3] }], constants: [[0], [2], [0]] },
  Transpose: { ...unary, attributes: { perm: ints([1, 0]) } },
  Where: { inputs: [{ shape: matrix, type: 'bool' }, { shape: matrix }, { shape: matrix }] },
}

function modelOf(operator: Operator, type: ElementType): Uint8Array {
  const { inputs, constants = [], attributes = {} } = nodes[operator] ?? unary
  const g = new GraphBuilder('one_node')
  const values: (Value | null)[] = inputs.map(({ shape, type: own = type }, place) => g.input(`input${place}`, own, shape))
  const fixed = constants.map((numbers) => g.constant(int64(numbers)))
  if (operator === 'Resize') return encodeModel(g.build([g.node('Resize', [g.input('image', type, image), null, null, g.constant(int64([1, 2, 12, 12]))], { mode: string('linear') })]))
  return encodeModel(g.build([g.node(operator, [...values, ...fixed], attributes)]))
}

export async function openKernels(): Promise<void> {
  for (const [operator, kernel] of Object.entries(cudaKernels)) {
    if (operator === 'Loop' || operator === 'Shape') continue
    for (const type of elementTypes) {
      say(`CASE ${operator} ${type} ${kernel.types.includes(type) ? 'listed' : 'unlisted'}`)
      try {
        const session = await InferenceSession.create(modelOf(operator as Operator, type), { executionProviders: ['cuda'], logSeverityLevel: 0, graphOptimizationLevel: 'disabled' })
        await session.release()
        say('CASE-END opened')
      } catch (error) {
        say(`CASE-END failed: ${inOneLine(error)}`)
      }
    }
  }
}

// The operators that have a kernel in ONNX Runtime's CUDA provider, and sums that it adds up in no fixed order: with these, programs for CUDA can be checked without a GPU.
import type { Graph, Node } from '../../../onnx/graph'
import { OPSET, type Operator } from '../../../onnx/operators'
import { reducedAxes } from '../../../onnx/shape-inference/reduction'
import { isFloat, type ElementType } from '../../../onnx/tensor'
import { blocksPerColumn, matrixOfRows } from '../../autodiff/ordered-sum'

/** Element types of a kernel, by the input that decides between kernels: the first one, unless `input` names another; without such an input, by the first output. */
export interface CudaKernel {
  readonly types: readonly ElementType[]
  readonly input?: number
}

const floats = ['float32', 'float64', 'float16'] as const
const numbers = [...floats, 'int32', 'int64'] as const
const all = [...numbers, 'uint8', 'int8', 'bool'] as const

/**
 * For operator set 18, without ScatterElements, whose kernel adds in no fixed order. Source: ONNX Runtime's generated list of kernels,
 * docs/OperatorKernels.md at commit 001d12d2623fd411ce0f83d05abb5e82304a3389 of its main branch (which knows operator set 25), section
 * CUDAExecutionProvider.
 */
export const cudaKernels: Partial<Readonly<Record<Operator, CudaKernel>>> = {
  Abs: { types: [...numbers, 'uint8', 'int8'] },
  Add: { types: [...numbers, 'uint8', 'int8'] },
  And: { types: ['bool'] },
  ArgMax: { types: floats },
  AveragePool: { types: floats },
  Cast: { types: all },
  Clip: { types: [...floats, 'int64', 'int8', 'uint8'] },
  Concat: { types: all },
  Conv: { types: floats },
  ConvTranspose: { types: floats },
  Cos: { types: floats },
  Div: { types: [...numbers, 'uint8', 'int8'] },
  Equal: { types: [...numbers, 'bool'] },
  Exp: { types: floats },
  Expand: { types: all },
  Flatten: { types: all },
  Gather: { types: all },
  Gemm: { types: floats },
  GlobalAveragePool: { types: floats },
  GlobalMaxPool: { types: floats },
  Greater: { types: numbers },
  Identity: { types: all },
  LRN: { types: floats },
  Log: { types: floats },
  LogSoftmax: { types: floats },
  Loop: { types: all, input: 2 },
  MatMul: { types: floats },
  Max: { types: numbers },
  MaxPool: { types: [...floats, 'uint8', 'int8'] },
  Min: { types: numbers },
  Mul: { types: [...numbers, 'uint8', 'int8'] },
  Neg: { types: [...numbers, 'int8'] },
  Not: { types: ['bool'] },
  Or: { types: ['bool'] },
  Pad: { types: [...floats, 'bool'] },
  Pow: { types: numbers },
  ReduceMax: { types: numbers },
  ReduceMean: { types: [...floats, 'int32'] },
  ReduceMin: { types: [...numbers, 'uint8', 'int8'] },
  ReduceSum: { types: numbers },
  Relu: { types: floats },
  Reshape: { types: all },
  Resize: { types: [...floats, 'int32', 'uint8'] },
  Shape: { types: all },
  Sigmoid: { types: floats },
  Sign: { types: [...numbers, 'uint8', 'int8'] },
  Sin: { types: floats },
  Slice: { types: all },
  Sqrt: { types: floats },
  Sub: { types: [...numbers, 'uint8', 'int8'] },
  Tanh: { types: floats },
  Transpose: { types: all },
  Where: { types: [...numbers, 'uint8'], input: 1 },
}

/** A line for each node of a graph, and of the graphs within it, that the CUDA provider would leave to the CPU, with the reason. */
export function leftToCpu({ nodes }: Graph): string[] {
  return nodes.flatMap((node) => {
    const inner = Object.values(node.attributes).flatMap((attribute) => (attribute.type === 'graph' ? leftToCpu(attribute.value) : []))
    const fault = faultOf(node)
    return fault === null ? inner : [`${node.name}: ${fault}`, ...inner]
  })
}

/** The names of the sums of a graph, and of the graphs within it, that three blocks of threads or more add up atomically. @param outer constants of the graphs around it */
export function atomicSums({ nodes, initializers }: Graph, outer: Graph['initializers'] = new Map()): string[] {
  const constants = new Map([...outer, ...initializers])
  return nodes.flatMap((node) => {
    const inner = Object.values(node.attributes).flatMap((attribute) => (attribute.type === 'graph' ? atomicSums(attribute.value, constants) : []))
    return isAtomicSum(node, constants) ? [node.name, ...inner] : inner
  })
}

function isAtomicSum(node: Node, constants: Graph['initializers']): boolean {
  const [x] = node.inputs
  if (node.operator !== 'ReduceSum' || !x || !isFloat(x.type)) return false
  const matrix = matrixOfRows(x.shape, reducedAxes({ ...node, constantOf: ({ name }) => constants.get(name) }))
  return matrix !== null && blocksPerColumn(matrix) > 2
}

function faultOf({ operator, inputs, outputs, attributes }: Node): string | null {
  const kernel = cudaKernels[operator]
  if (!kernel) return `no kernel for ${operator} in operator set ${OPSET}`
  const { type } = inputs[kernel.input ?? 0] ?? outputs[0] ?? {}
  if (!type || !kernel.types.includes(type)) return `no kernel for ${operator} of ${type ?? 'nothing'}`
  const pads = attributes.pads?.type === 'ints' ? attributes.pads.value : []
  // As CUDAExecutionProvider::GetCapability decides.
  if (operator === 'ConvTranspose' && pads.some((count, axis) => count !== pads[(axis + pads.length / 2) % pads.length])) {
    return 'ConvTranspose with another padding at one end than at the other'
  }
  return null
}

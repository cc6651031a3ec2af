// The ONNX operators that the engine writes and understands, and the version of the operator set.

/** Opset 18 to 21 have kernels on every provider; at 22 some no longer match (CUDA MaxPool, Dropout). */
export const OPSET = 18

/** ONNX IR version that belongs to opset 18. */
export const IR_VERSION = 8

export const operators = [
  'Add',
  'ArgMax',
  'AveragePool',
  'Cast',
  'Concat',
  'Conv',
  'ConvTranspose',
  'Dropout',
  'Equal',
  'Exp',
  'Expand',
  'Flatten',
  'Gather',
  'Gemm',
  'Greater',
  'Identity',
  'LogSoftmax',
  'Loop',
  'MatMul',
  'MaxPool',
  'Mul',
  'Neg',
  'Pad',
  'ReduceSum',
  'Relu',
  'Reshape',
  'Resize',
  'ScatterElements',
  'Sigmoid',
  'Sign',
  'Slice',
  'SoftmaxCrossEntropyLoss',
  'Sub',
  'Transpose',
  'Where',
] as const

export type Operator = (typeof operators)[number]

/** Whether the engine knows an operator by this name. */
export function isOperator(name: string): name is Operator {
  return (operators as readonly string[]).includes(name)
}

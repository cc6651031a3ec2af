// The ONNX operators that the engine writes and understands, and the version of the operator set.

/** Opset 18 to 21 have kernels on every provider; at 22 some no longer match (CUDA MaxPool, Dropout). */
export const OPSET = 18

/** Operators of later operator sets than {@link OPSET}, with the first set of each: a model with some of them is written in the latest of these sets. */
export const laterOperators: Partial<Readonly<Record<Operator, number>>> = { Gelu: 20 }

/** ONNX IR version that belongs to opset 18. */
export const IR_VERSION = 8

export const operators = [
  'Abs',
  'Acos',
  'Acosh',
  'Add',
  'And',
  'ArgMax',
  'Asin',
  'Asinh',
  'Atan',
  'Atanh',
  'AveragePool',
  'BatchNormalization',
  'BlockedConv',
  'BlockedMaxPool',
  'Cast',
  'Ceil',
  'Clip',
  'Concat',
  'Conv',
  'ConvTranspose',
  'Cos',
  'Cosh',
  'CumSum',
  'Div',
  'Dropout',
  'Elu',
  'Equal',
  'Erf',
  'Exp',
  'Expand',
  'Flatten',
  'Floor',
  'Gather',
  'GatherElements',
  'Gelu',
  'Gemm',
  'GlobalAveragePool',
  'GlobalMaxPool',
  'Greater',
  'GreaterOrEqual',
  'HardSigmoid',
  'HardSwish',
  'Identity',
  'LRN',
  'LeakyRelu',
  'Less',
  'LessOrEqual',
  'Log',
  'LogSoftmax',
  'Loop',
  'MatMul',
  'Max',
  'MaxPool',
  'MaxUnpool',
  'Min',
  'Mish',
  'Mod',
  'Mul',
  'Neg',
  'Not',
  'Or',
  'PRelu',
  'Pad',
  'Pow',
  'ReduceMax',
  'ReduceMean',
  'ReduceMin',
  'ReduceProd',
  'ReduceSum',
  'Relu',
  'ReorderInput',
  'ReorderOutput',
  'Reshape',
  'Resize',
  'Round',
  'ScatterElements',
  'Selu',
  'Shape',
  'Sigmoid',
  'Sign',
  'Sin',
  'Sinh',
  'Slice',
  'Softmax',
  'SoftmaxCrossEntropyLoss',
  'Softplus',
  'Split',
  'Sqrt',
  'Squeeze',
  'Sub',
  'Tan',
  'Tanh',
  'TopK',
  'Transpose',
  'Unsqueeze',
  'Where',
] as const

export type Operator = (typeof operators)[number]

/** Domain of ONNX Runtime's own operators on values in blocks of channels, which only its CPU provider has; it uses them itself in networks whose kernels are constant. */
export const blockedDomain = 'com.microsoft.nchwc'

/** The operators of {@link blockedDomain}, and their names there. Networks hold none of them: training programs are written with them. */
export const blockedOperators: Partial<Readonly<Record<Operator, string>>> = { BlockedConv: 'Conv', BlockedMaxPool: 'MaxPool', ReorderInput: 'ReorderInput', ReorderOutput: 'ReorderOutput' }

/** Whether the engine knows an ONNX operator by this name. */
export function isOperator(name: string): name is Operator {
  return (operators as readonly string[]).includes(name) && !(name in blockedOperators)
}

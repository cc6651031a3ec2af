// The attributes of ONNX's operators: a node with another attribute, or with one of another type, is refused by name before ONNX Runtime sees it.
import { phrase } from '@language/phrase'
import type { Attribute, Attributes } from '../graph'
import type { Operator } from '../operators'
import { unsupported } from '../problems'
import { labelOf, type StoredNode } from '../stored-model'

/** Names and types of the attributes that an operator has in any of the sets 7 to 24; of operators that the lab may take. Graphs are left out. */
const written: Readonly<Record<string, string>> = {
  AffineGrid: 'align_corners:int',
  ArgMax: 'axis:int keepdims:int select_last_index:int',
  ArgMin: 'axis:int keepdims:int select_last_index:int',
  AveragePool: 'auto_pad:string ceil_mode:int count_include_pad:int dilations:ints kernel_shape:ints pads:ints strides:ints',
  BatchNormalization: 'consumed_inputs:ints epsilon:float is_test:int momentum:float spatial:int training_mode:int',
  Cast: 'round_mode:string saturate:int to:int',
  CastLike: 'round_mode:string saturate:int',
  Celu: 'alpha:float',
  Clip: 'max:float min:float',
  Concat: 'axis:int',
  Constant: 'value:tensor value_float:float value_floats:floats value_int:int value_ints:ints',
  ConstantOfShape: 'value:tensor',
  Conv: 'auto_pad:string dilations:ints group:int kernel_shape:ints pads:ints strides:ints',
  ConvTranspose: 'auto_pad:string dilations:ints group:int kernel_shape:ints output_padding:ints output_shape:ints pads:ints strides:ints',
  CumSum: 'exclusive:int reverse:int',
  DepthToSpace: 'blocksize:int mode:string',
  DequantizeLinear: 'axis:int block_size:int output_dtype:int',
  Dropout: 'ratio:float seed:int',
  Einsum: 'equation:string',
  Elu: 'alpha:float',
  EyeLike: 'dtype:int k:int',
  Flatten: 'axis:int',
  Gather: 'axis:int',
  GatherElements: 'axis:int',
  GatherND: 'batch_dims:int',
  Gelu: 'approximate:string',
  Gemm: 'alpha:float beta:float transA:int transB:int',
  GlobalLpPool: 'p:int',
  GridSample: 'align_corners:int mode:string padding_mode:string',
  GroupNormalization: 'epsilon:float num_groups:int stash_type:int',
  HardSigmoid: 'alpha:float beta:float',
  Hardmax: 'axis:int',
  InstanceNormalization: 'epsilon:float',
  IsInf: 'detect_negative:int detect_positive:int',
  LRN: 'alpha:float beta:float bias:float size:int',
  LayerNormalization: 'axis:int epsilon:float stash_type:int',
  LeakyRelu: 'alpha:float',
  LogSoftmax: 'axis:int',
  LpNormalization: 'axis:int p:int',
  LpPool: 'auto_pad:string ceil_mode:int dilations:ints kernel_shape:ints p:int pads:ints strides:ints',
  MaxPool: 'auto_pad:string ceil_mode:int dilations:ints kernel_shape:ints pads:ints storage_order:int strides:ints',
  MeanVarianceNormalization: 'axes:ints',
  Mod: 'fmod:int',
  OneHot: 'axis:int',
  Pad: 'mode:string pads:ints value:float',
  QuantizeLinear: 'axis:int block_size:int output_dtype:int precision:int saturate:int',
  RMSNormalization: 'axis:int epsilon:float stash_type:int',
  ReduceL1: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceL2: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceLogSum: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceLogSumExp: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceMax: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceMean: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceMin: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceProd: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceSum: 'axes:ints keepdims:int noop_with_empty_axes:int',
  ReduceSumSquare: 'axes:ints keepdims:int noop_with_empty_axes:int',
  Reshape: 'allowzero:int',
  Resize: 'antialias:int axes:ints coordinate_transformation_mode:string cubic_coeff_a:float exclude_outside:int extrapolation_value:float keep_aspect_ratio_policy:string mode:string nearest_mode:string',
  Scatter: 'axis:int',
  ScatterElements: 'axis:int reduction:string',
  ScatterND: 'reduction:string',
  Selu: 'alpha:float gamma:float',
  Shape: 'end:int start:int',
  Shrink: 'bias:float lambd:float',
  Slice: 'axes:ints ends:ints starts:ints',
  Softmax: 'axis:int',
  SpaceToDepth: 'blocksize:int',
  Split: 'axis:int num_outputs:int split:ints',
  Squeeze: 'axes:ints',
  Swish: 'alpha:float',
  ThresholdedRelu: 'alpha:float',
  TopK: 'axis:int k:int largest:int sorted:int',
  Transpose: 'perm:ints',
  Trilu: 'upper:int',
  Unsqueeze: 'axes:ints',
  Upsample: 'mode:string scales:floats',
}

/** Operators without attributes. */
const plain = `
  Abs Acos Acosh Add And Asin Asinh Atan Atanh Ceil Cos Cosh Div Equal Erf Exp Expand Floor GlobalAveragePool GlobalMaxPool Greater GreaterOrEqual HardSwish Identity If
  IsNaN Less LessOrEqual Log MatMul Max Mean Min Mish Mul Neg NonZero Not Or PRelu Pow Range Reciprocal Relu Round Sigmoid Sign Sin Sinh Size Softplus
  Softsign Sqrt Sub Sum Tan Tanh Tile Where Xor
`

type TypesByName = ReadonlyMap<string, Attribute['type']>

const known: ReadonlyMap<string, TypesByName> = new Map([
  ...plain.trim().split(/\s+/).map((operator): [string, TypesByName] => [operator, new Map()]),
  ...Object.entries(written).map(([operator, list]): [string, TypesByName] => [operator, new Map(list.split(' ').map((entry) => entry.split(':') as [string, Attribute['type']]))]),
])

/** Attributes that came after the set which the engine writes, of operators that do the same without them. */
const later: Partial<Readonly<Record<Operator, readonly string[]>>> = {
  // They concern types of 8 bits, which the lab does not take.
  Cast: ['round_mode', 'saturate'],
}

/** Attributes that say yes or no: 1 or 0. ONNX Runtime takes other numbers now for the one, now for the other. */
const flags: ReadonlySet<string> = new Set(['allowzero', 'antialias', 'ceil_mode', 'count_include_pad', 'exclude_outside', 'exclusive', 'fmod', 'keepdims', 'largest', 'noop_with_empty_axes', 'reverse', 'select_last_index', 'sorted', 'storage_order', 'training_mode', 'transA', 'transB', 'upper'])

/** @throws LabError `onnx/unsupported` where a node has an attribute that its operator does not have, or one of another type; nodes of unknown operators pass */
export function assertAttributesKnown(node: StoredNode): void {
  const types = known.get(node.operator)
  if (!types) return
  for (const [name, attribute] of Object.entries(node.attributes)) {
    const type = types.get(name)
    if (type === undefined) throw unsupported(phrase('{node} has an attribute {name}, which its operator does not have', { node: labelOf(node), name }))
    if (attribute.type !== type) throw unsupported(phrase('{node} has an attribute {name} of the type {given} instead of {type}', { node: labelOf(node), name, given: attribute.type, type }))
    if (attribute.type === 'int' && flags.has(name) && attribute.value !== 0 && attribute.value !== 1) {
      throw unsupported(phrase('{node} has an attribute {name} of {value}, where it says yes or no by 1 or 0', { node: labelOf(node), name, value: attribute.value }))
    }
  }
}

/** The attributes of a node as the engine writes them. */
export function writableAttributes(operator: Operator, attributes: Attributes): Attributes {
  const dropped = later[operator]
  return dropped ? Object.fromEntries(Object.entries(attributes).filter(([name]) => !dropped.includes(name))) : attributes
}

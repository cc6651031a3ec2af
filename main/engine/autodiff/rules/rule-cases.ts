// Cases for the finite-difference test of every rule: small nodes with inputs chosen away from kinks.
import { float, int, ints, string, type Attributes } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import { bool, float32, int64, type Shape, type Tensor } from '../../onnx/tensor'

/** One node to differentiate. */
export interface RuleCase {
  readonly title: string
  readonly operator: Operator
  readonly attributes?: Attributes
  /** Inputs that are varied, by shape; their values are drawn by the test. */
  readonly inputs: readonly Shape[]
  /** Inputs behind them that stay fixed. */
  readonly constants?: readonly Tensor[]
  /** How the values are drawn: any, or all at least this far apart and from zero, so that no small step crosses a kink. */
  readonly spacing?: number
}

const window = (kernel: number, stride: number, ...pads: number[]): Attributes => ({
  kernel_shape: ints([kernel, kernel]),
  strides: ints([stride, stride]),
  ...(pads.length > 0 && { pads: ints(pads) }),
})

export const ruleCases: readonly RuleCase[] = [
  { title: '3x3, padded, with bias', operator: 'Conv', attributes: window(3, 1, 1, 1, 1, 1), inputs: [[2, 3, 6, 5], [4, 3, 3, 3], [4]] },
  { title: '5x5 without padding', operator: 'Conv', attributes: window(5, 1), inputs: [[2, 2, 7, 8], [3, 2, 5, 5], [3]] },
  { title: '5x5, padding 2', operator: 'Conv', attributes: window(5, 1, 2, 2, 2, 2), inputs: [[1, 2, 5, 5], [2, 2, 5, 5], [2]] },
  { title: '3x3, stride 2, elements left over', operator: 'Conv', attributes: window(3, 2, 1, 0, 0, 1), inputs: [[2, 2, 8, 7], [3, 2, 3, 3]] },
  {
    title: '2x3, dilation 2',
    operator: 'Conv',
    attributes: { kernel_shape: ints([2, 3]), dilations: ints([2, 2]), pads: ints([1, 2, 0, 1]) },
    inputs: [[2, 2, 6, 7], [3, 2, 2, 3]],
  },
  { title: '7x7, stride 4', operator: 'Conv', attributes: window(7, 4, 1, 1, 1, 1), inputs: [[2, 1, 16, 13], [3, 1, 7, 7], [3]] },
  { title: '1x1 with too much padding', operator: 'Conv', attributes: window(1, 1, 1, 1, 1, 1), inputs: [[2, 2, 3, 3], [3, 2, 1, 1], [3]] },
  { title: 'matrix times transposed, bias by column', operator: 'Gemm', attributes: { transB: int(1) }, inputs: [[3, 4], [5, 4], [5]] },
  { title: 'plain, scaled', operator: 'Gemm', attributes: { alpha: float(0.5), beta: float(2) }, inputs: [[3, 4], [4, 2], [3, 2]] },
  { title: 'both transposed, bias by row', operator: 'Gemm', attributes: { transA: int(1), transB: int(1) }, inputs: [[4, 3], [5, 4], [3, 1]] },
  { title: 'first transposed, scalar bias', operator: 'Gemm', attributes: { transA: int(1) }, inputs: [[4, 3], [4, 5], [1]] },
  { title: 'without bias', operator: 'Gemm', inputs: [[2, 4], [4, 3]] },
  { title: '2x2 without overlap', operator: 'MaxPool', attributes: window(2, 2), inputs: [[2, 2, 6, 4]], spacing: 0.05 },
  { title: '3x3, stride 2, overlapping', operator: 'MaxPool', attributes: window(3, 2), inputs: [[2, 2, 7, 6]], spacing: 0.05 },
  { title: '3x3, stride 1, padded', operator: 'MaxPool', attributes: window(3, 1, 1, 1, 1, 1), inputs: [[1, 2, 4, 5]], spacing: 0.05 },
  { title: '2x2 without overlap', operator: 'AveragePool', attributes: window(2, 2), inputs: [[2, 2, 6, 4]] },
  { title: '2x2, elements left over', operator: 'AveragePool', attributes: window(2, 2), inputs: [[2, 2, 7, 5]] },
  { title: '3x3, stride 2, overlapping', operator: 'AveragePool', attributes: window(3, 2), inputs: [[2, 3, 7, 6]] },
  {
    title: '3x3, padding counted',
    operator: 'AveragePool',
    attributes: { ...window(3, 1, 1, 1, 1, 1), count_include_pad: int(1) },
    inputs: [[1, 2, 4, 4]],
  },
  { title: 'around zero', operator: 'Relu', inputs: [[3, 7]], spacing: 0.05 },
  { title: 'around zero', operator: 'Sigmoid', inputs: [[3, 7]] },
  { title: 'rate 0.4', operator: 'Dropout', inputs: [[4, 6]], constants: [float32(0.4), bool(true)] },
  { title: 'images to features', operator: 'Flatten', attributes: { axis: int(1) }, inputs: [[2, 3, 2, 2]] },
  { title: 'with an open dimension', operator: 'Reshape', inputs: [[2, 3, 4]], constants: [int64([0, -1])] },
  { title: 'as it is', operator: 'Identity', inputs: [[2, 3]] },
  {
    title: 'ten classes',
    operator: 'SoftmaxCrossEntropyLoss',
    attributes: { reduction: string('none') },
    inputs: [[3, 10]],
    constants: [int64([0, 9, 4])],
  },
]

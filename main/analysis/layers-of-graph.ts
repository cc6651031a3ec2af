// The layers of a network of which only the graph is known, as that of a file: nodes under the names of the layers that they are.
import type { LayerKind } from '@contract/models/layers/layer'
import { firstOutput, type Graph, type Node, type Value } from '../onnx/graph'
import type { Operator } from '../onnx/operators'
import type { ComputedLayer } from './computed-layer'

export interface GraphNetwork {
  readonly graph: Graph
  readonly parameters: readonly { readonly value: Value }[]
}

/** The kinds of layers that one operator computes. */
const kinds: Partial<Readonly<Record<Operator, LayerKind>>> = {
  AveragePool: 'avgPool2d',
  BatchNormalization: 'batchNorm',
  Conv: 'conv2d',
  ConvTranspose: 'convTranspose2d',
  Dropout: 'dropout',
  Elu: 'elu',
  Flatten: 'flatten',
  Gelu: 'gelu',
  GlobalAveragePool: 'globalAvgPool2d',
  GlobalMaxPool: 'globalMaxPool2d',
  HardSigmoid: 'hardsigmoid',
  HardSwish: 'hardswish',
  LRN: 'localResponseNorm',
  LeakyRelu: 'leakyRelu',
  LogSoftmax: 'logSoftmax',
  MaxPool: 'maxPool2d',
  Mish: 'mish',
  PRelu: 'prelu',
  Relu: 'relu',
  Selu: 'selu',
  Sigmoid: 'sigmoid',
  Softmax: 'softmax',
  Softplus: 'softplus',
  Tanh: 'tanh',
}

/** In the order of computation; what is no layer of lists stands under its operator. */
export function layersOfGraph({ graph, parameters }: GraphNetwork): readonly ComputedLayer[] {
  const learnt = new Set(parameters.map(({ value }) => value.name))
  return graph.nodes
    .filter(({ operator }) => operator !== 'Identity')
    .map((node) => ({ name: node.name, kind: kindOf(node, learnt), path: null, nodes: [node] }))
}

function kindOf(node: Node, learnt: ReadonlySet<string>): string {
  const { operator, inputs } = node
  if (operator === 'Gemm' || operator === 'MatMul') return inputs.some((value) => value && learnt.has(value.name)) ? 'linear' : operator
  const isOfImages = firstOutput(node).shape.length === 4
  const kind = kinds[operator]
  return kind === undefined || (kind.endsWith('2d') && !isOfImages) ? operator : kind
}

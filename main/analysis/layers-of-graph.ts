// The layers of a network that is given as a graph, as in a file: one layer for each node.
import type { LayerKind } from '@contract/models/layers/layer'
import { firstOutput, nodeTitle, requiredInput, type Graph, type Node, type Value } from '../onnx/graph'
import type { Operator } from '../onnx/operators'
import { elementCount, type Shape } from '../onnx/tensor'
import type { ComputedLayer } from './computed-layer'
import { formulaAt } from './formulas'
import { GraphLinks } from './graph-links'

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
  Resize: 'upsample',
  Selu: 'selu',
  Sigmoid: 'sigmoid',
  Softmax: 'softmax',
  Softplus: 'softplus',
  Tanh: 'tanh',
}

/** In the order of computation. The kind of a node that no kind of layer matches is its operator. */
export function layersOfGraph({ graph, parameters }: GraphNetwork): readonly ComputedLayer[] {
  const links = new GraphLinks(graph, parameters.map(({ value }) => value.name))
  const taken = new Set<Node>()
  const layers: ComputedLayer[] = []
  // From the end, as a formula is known by the node that it ends in.
  for (const node of graph.nodes.toReversed()) {
    if (taken.has(node) || node.operator === 'Identity' || links.isLearnt(firstOutput(node))) continue
    const { name, kind, nodes } = layerAt(node, links)
    const whole = new Set(nodes)
    for (const part of whole) {
      taken.add(part)
      // Nodes that are added during the loop are visited by it as well.
      for (const preparation of preparations(part, links)) if (!taken.has(preparation)) whole.add(preparation)
    }
    layers.push({ name, kind, path: null, nodes: links.inOrder(whole) })
  }
  return layers.reverse()
}

interface FoundLayer {
  readonly name: string
  readonly kind: string
  readonly nodes: Iterable<Node>
}

/** The layer that ends in a node. */
function layerAt(node: Node, links: GraphLinks): FoundLayer {
  const [product, ...behind] = productBefore(node, links)
  if (product) return { name: nodeTitle(product), kind: kindOf(product, links), nodes: [product, ...behind, node] }
  const formula = formulaAt(node, links)
  return formula ? { name: nodeTitle(node), ...formula } : { name: nodeTitle(node), kind: kindOf(node, links), nodes: [node] }
}

/** The product with a weight that a node adds a bias to, and a transposition between them where there is one; empty where it does something else. */
function productBefore(node: Node, links: GraphLinks): readonly Node[] {
  const [value, second] = links.dataInputs(node)
  if (node.operator !== 'Add' || !value || second || !readsWeight(node, links)) return []
  const before = links.producerOf(value)
  if (!before || !links.isReadOnlyBy(before, new Set([node]))) return []
  if (products.has(before.operator) && readsWeight(before, links)) return [before]
  // Images with the channels last are transposed for the convolution, and back before the bias.
  const product = before.operator === 'Transpose' ? links.producerOf(requiredInput(before, 0)) : undefined
  return product && products.has(product.operator) && readsWeight(product, links) && links.isReadOnlyBy(product, new Set([before])) ? [product, before] : []
}

const products: ReadonlySet<Operator> = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul'])

const readsWeight = ({ inputs }: Node, links: GraphLinks): boolean => inputs.some((value) => value && links.isLearnt(value))

/** The nodes that make the weights of a node ready, as by transposing them; those before them are found by asking again. */
const preparations = (node: Node, links: GraphLinks): readonly Node[] =>
  node.inputs.flatMap((input) => (input && links.isLearnt(input) ? (links.producerOf(input) ?? []) : []))

/** The kind of layer that a node is by itself. */
function kindOf(node: Node, links: GraphLinks): string {
  const { operator, inputs } = node
  const [input, output] = [requiredInput(node, 0).shape, firstOutput(node).shape]
  switch (operator) {
    case 'Gemm':
    case 'MatMul':
      return readsWeight(node, links) ? 'linear' : operator
    case 'Reshape':
      return output.length === 2 && output[0] === input[0] ? 'flatten' : operator
    case 'ReduceMean':
      return isGlobal(input, output) ? 'globalAvgPool2d' : operator
    case 'Max':
      return inputs.some((value) => value && links.numberOf(value) === 0) ? 'relu' : operator
    case 'Clip':
      return clipKind(inputs.map((value) => value && links.numberOf(value)))
    default: {
      const kind = kinds[operator]
      return kind === undefined || (kind.endsWith('2d') && output.length !== 4) ? operator : kind
    }
  }
}

const clipKind = ([, low, high]: readonly (number | null | undefined)[]): string => (low === 0 && high === 6 ? 'relu6' : low == null || high == null ? 'Clip' : 'hardtanh')

/** Whether of images [N, C, H, W], or with the channels last, one number for each channel is left. */
const isGlobal = (input: Shape, output: Shape): boolean => {
  const [batch = 0, channels = 0, , last = 0] = input
  return input.length === 4 && [batch * channels, batch * last].includes(elementCount(output))
}

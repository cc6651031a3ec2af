// The main path of a network that is given as a graph, as in a file: the steps of an image that are drawn in one line.
import { phrase } from '@language/phrase'
import type { PathStep } from '@contract/models/network-analysis'
import { firstOutput, intAttribute, intsAttribute, type Graph, type Node } from '../onnx/graph'
import type { Operator } from '../onnx/operators'

type NameOf = (node: Node, isParameter: (index: number) => boolean) => string | null

const windowOf = (node: Node): string => intsAttribute(node, 'kernel_shape', []).join('×')
const kernelOf = (node: Node): string => node.inputs[1]?.shape.slice(2).join('×') ?? ''

const convolution =
  (word: string): NameOf =>
  (node) => {
    const [channels, groups] = [firstOutput(node).shape[1] ?? 0, intAttribute(node, 'group', 1)]
    return groups > 1 && groups === channels ? phrase('depthwise {channels}, {kernel}', { channels, kernel: kernelOf(node) }) : `${word} ${channels}, ${kernelOf(node)}${groups > 1 ? phrase(' in {groups} groups', { groups }) : ''}`
  }
/** A matrix product with a weight; a product of two activations is not drawn. */
const product: NameOf = (node, isParameter) => (isParameter(0) || isParameter(1) ? phrase('fc {features}', { features: firstOutput(node).shape.at(-1) ?? 0 }) : null)

/** Names of the operators that are drawn: those with weights, and pools. */
const names: Partial<Readonly<Record<Operator, NameOf>>> = {
  Conv: convolution(phrase('conv')),
  ConvTranspose: convolution(phrase('transposed conv')),
  Gemm: product,
  MatMul: product,
  MaxPool: (node) => phrase('max-pool {window}', { window: windowOf(node) }),
  AveragePool: (node) => phrase('mean-pool {window}', { window: windowOf(node) }),
  GlobalMaxPool: () => phrase('global max'),
  GlobalAveragePool: () => phrase('global mean'),
}

/**
 * The path from the input to the output with the most operators that are drawn: of two paths that meet, as the layers of a block and its
 * shortcut do, the longer one belongs to the main path.
 * @param parameters names of the parameters
 */
export function pathOfGraph({ nodes, outputs }: Graph, parameters: ReadonlySet<string>): readonly PathStep[] {
  /** By name of a value, the longest path to it. */
  const ways = new Map<string, Way>()
  for (const node of nodes) {
    const before = node.inputs.reduce<Way>((longest, value) => {
      const way = ways.get(value?.name ?? '') ?? start
      return way.length > longest.length ? way : longest
    }, start)
    const name = names[node.operator]?.(node, (index) => parameters.has(node.inputs[index]?.name ?? '')) ?? null
    const way = name === null ? before : { length: before.length + 1, before, step: { name, shape: firstOutput(node).shape.slice(1) } }
    for (const output of node.outputs) ways.set(output.name, way)
  }
  const steps: PathStep[] = []
  for (let way = ways.get(outputs[0]?.name ?? '') ?? start; way.before; way = way.before) steps.push(way.step)
  return steps.reverse()
}

type Way = { readonly length: number } & ({ readonly before: Way; readonly step: PathStep } | { readonly before: null })

const start: Way = { length: 0, before: null }

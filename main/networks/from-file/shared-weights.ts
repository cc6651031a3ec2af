// Tells of weights that several layers of a file read: whether they were meant to be one, the file does not say.
import { phrase } from '@language/phrase'
import { listedWords } from '@common/words/listed-words'
import { nodeTitle } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import type { Network } from '../network'

/** Layers by the position of their weight among their inputs. */
const weightOf: Partial<Readonly<Record<Operator, number>>> = { Conv: 1, ConvTranspose: 1, Gemm: 1, MatMul: 1 }

/** Most weights that are told of. */
const mostTold = 3

/** @param network with the names of its file */
export function sharedWeightNotes({ graph, parameters }: Network): readonly string[] {
  const readers = new Map<string, string[]>(parameters.map(({ name }) => [name, []]))
  for (const node of graph.nodes) {
    const place = weightOf[node.operator]
    const weight = place === undefined ? undefined : node.inputs[place]
    if (weight) readers.get(weight.name)?.push(nodeTitle(node))
  }
  const shared = [...readers].filter(([, nodes]) => nodes.length > 1)
  const more = shared.length > mostTold ? [phrase('So are {count} weights more.', { count: shared.length - mostTold })] : []
  const told = shared.slice(0, mostTold).map(([name, nodes]) => phrase('The nodes {nodes} share the weight {name}: it is trained as one, as the file does not say that they have copies of their own.', { nodes: listedWords(nodes), name }))
  return [...told, ...more]
}

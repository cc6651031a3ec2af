// Finds the logits of a file's network: its output of classes, before a softmax at its end, and without the axes of size one that some networks leave.
import { phrase } from '@language/phrase'
import { listedWords } from '@common/words/listed-words'
import { freshNames } from '../../onnx/fresh-names'
import { nodeTitle, type Graph, type Node, type Value } from '../../onnx/graph'
import { unsupported } from '../../onnx/problems'
import { int64 } from '../../onnx/tensor'
import { NetworkEnd } from './final-softmax'

/** Which output of a file is trained, and how its end is read. */
export interface LogitsWish {
  /** Names of the outputs in the file, in the order of the graph's. */
  readonly names: readonly string[]
  /** The name of the output; null: it is chosen. */
  readonly output: string | null
  /** Whether a softmax of several nodes is found. */
  readonly writtenSoftmax: boolean
}

export interface Logits {
  /** The graph with the logits [N, classes] in the place of the output that they were found at. */
  readonly graph: Graph
  readonly logits: Value
  /** Name of the output in the file. */
  readonly output: string
  /** The nodes of a softmax at the end of the file, which are left out. */
  readonly softmax: readonly Node[]
  /** What the user should know of the choice, as sentences. */
  readonly notes: readonly string[]
}

/**
 * The logits of an output. A softmax at its end is left out: cross-entropy has its own softmax, and a second one would change the loss. A
 * `LogSoftmax` may stay, since the cross-entropy of its output is that of its input.
 * @throws LabError `onnx/unsupported` where the output is not one number by class, or there is none of that name
 */
export function findLogits(graph: Graph, { names, output, writtenSoftmax }: LogitsWish): Logits {
  const end = new NetworkEnd(graph)
  const place = output === null ? bestOf(graph.outputs, names, end) : names.indexOf(output)
  const chosen = graph.outputs[place]
  if (!chosen && output !== null) throw unsupported(phrase('it has no output {output}, but {names}', { output, names: listedWords(names) }), phrase('Choose one of these outputs.'))
  if (!chosen) throw unsupported(phrase('it has no output'))
  const name = names[place] ?? chosen.name
  if (graph.initializers.has(chosen.name)) throw unsupported(phrase('its output {name} is a stored tensor, and not computed from the images', { name }))
  if (!isByClass(chosen)) throw unsupported(phrase('its output {name} of shape [{shape}] is not one number for each class', { name, shape: chosen.shape.join(', ') }), phrase('Choose a network that classifies.'))
  const softmax = end.softmax(chosen, writtenSoftmax)
  const matrix = asMatrix(graph, softmax?.logits ?? chosen)
  // Several names of the file may stand for one value, which is one output.
  const outputs = new Map(graph.outputs.map((value, index) => (index === place ? matrix.logits : value)).map((value) => [value.name, value] as const))
  return {
    graph: { ...matrix.graph, outputs: [...outputs.values()] },
    logits: matrix.logits,
    output: name,
    softmax: softmax?.nodes ?? [],
    notes: [...choiceNotes(names, name), ...endNotes(softmax?.nodes ?? [], end, chosen)],
  }
}

/** One number for each class: of all axes but that of the images, one has another size than 1 at most. */
const isByClass = ({ type, shape }: Value): boolean => type === 'float32' && shape.length >= 2 && shape.slice(1).filter((size) => size !== 1).length <= 1

/** Names of outputs that serve training alone, as those of GoogLeNet and Inception. */
const auxiliary = /aux/i

/** The place of the output that is most likely the network's answer: one by class, not called auxiliary, that most nodes compute; the first one of several. */
function bestOf(outputs: readonly Value[], names: readonly string[], end: NetworkEnd): number {
  const rated = outputs.flatMap((value, place) => (isByClass(value) && end.depth(value) > 0 ? [{ place, isMain: !auxiliary.test(names[place] ?? ''), depth: end.depth(value) }] : []))
  const [best] = rated.toSorted((a, b) => Number(b.isMain) - Number(a.isMain) || b.depth - a.depth)
  return best?.place ?? 0
}

/** A value as [N, classes]. */
function asMatrix(graph: Graph, value: Value): { readonly graph: Graph; readonly logits: Value } {
  const [batch = 0, ...sizes] = value.shape
  if (sizes.length === 1) return { graph, logits: value }
  const fresh = freshNames(graph)
  const target = int64([batch, sizes.reduce((product, size) => product * size, 1)])
  const shape: Value = { name: fresh(`${value.name}.matrix_shape`), type: 'int64', shape: [2] }
  const logits: Value = { name: fresh(`${value.name}.matrix`), type: 'float32', shape: [batch, Number(target.data[1])] }
  const node: Node = { name: logits.name, operator: 'Reshape', inputs: [value, shape], outputs: [logits], attributes: {} }
  return { graph: { ...graph, initializers: new Map([...graph.initializers, [shape.name, target] as const]), nodes: [...graph.nodes, node] }, logits }
}

function choiceNotes(names: readonly string[], chosen: string): readonly string[] {
  if (names.length < 2) return []
  const others = names.filter((name) => name !== chosen)
  const values = { names: listedWords(names), chosen, others: listedWords(others) }
  return [
    others.length === 1
      ? phrase('The network has the outputs {names}: the classes are those of {chosen}, and {others} stays as it is. On the command line, --output chooses another.', values)
      : phrase('The network has the outputs {names}: the classes are those of {chosen}, and {others} stay as they are. On the command line, --output chooses another.', values),
  ]
}

function endNotes(softmax: readonly Node[], end: NetworkEnd, output: Value): readonly string[] {
  if (softmax.length > 0) return [phrase('The network ends in a softmax ({nodes}): the cross-entropy is taken of the logits before it.', { nodes: softmax.map(nodeTitle).join(', ') })]
  const last = end.boundedFunction(output)
  return last ? [phrase('The network ends in {title} ({node}): its outputs are taken for logits as they are, which bounds the probabilities. Export it without, unless that is meant.', { title: last.title, node: nodeTitle(last.node) })] : []
}

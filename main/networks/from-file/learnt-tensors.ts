// Finds the weights that training changes and the running averages among a graph's initializers, and the role of each in its layer.
import { firstOutput, intAttribute, type Graph, type Node } from '../../onnx/graph'
import type { ImportedGraph } from '../../onnx/importing/import-graph'
import { isUniform } from '../../onnx/importing/learnt'
import { elementCount, type Shape, type Tensor } from '../../onnx/tensor'
import type { Fans } from '../network-builder'

/** A weight, with the facts that an initialiser needs. */
export interface LearntTensor extends Fans {
  readonly name: string
  readonly shape: Shape
  readonly kind: 'weight' | 'bias'
  /** Initial value of all elements when the weight is drawn anew; undefined where the initialiser draws them. */
  readonly initial?: number
}

/** A running average of a batch normalisation. */
export interface RunningAverage {
  readonly name: string
  readonly shape: Shape
  /** Initial value of all elements: 0 for means, 1 for variances. */
  readonly initial: number
}

export interface LearntTensors {
  /** In the order in which the graph first reads them. */
  readonly parameters: readonly LearntTensor[]
  readonly buffers: readonly RunningAverage[]
}

type Weight = Omit<LearntTensor, 'name' | 'shape'>

/** The role of a tensor in a node that reads it. */
type Role = Weight | { readonly kind: 'average'; readonly initial: number } | { readonly kind: 'number' }

/** Inputs that are constants of a formula and no weights: bounds, scales, rates, exponents. */
const numberInputs: Readonly<Record<string, readonly number[]>> = {
  Clip: [1, 2],
  Dropout: [1, 2],
  Pad: [2],
  Pow: [1],
  Resize: [1, 2, 3],
}

/** Operators whose output is still the same weight as their input. */
const views: ReadonlySet<string> = new Set(['Cast', 'Expand', 'Flatten', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

const arithmetic: ReadonlySet<string> = new Set(['Add', 'Div', 'Max', 'Min', 'Mul', 'Sub'])

/**
 * Finds the weights and running averages of a graph.
 * @param candidates the initializers that may be weights, by name; those that the file declares as weights are taken for such anywhere
 */
export function learntTensors(graph: Graph, candidates: ImportedGraph['weights']): LearntTensors {
  const readers = readersOf(graph)
  const unlearnt = beforeAnyWeight(graph)
  const parameters: LearntTensor[] = []
  const buffers: RunningAverage[] = []
  for (const name of new Set(graph.nodes.flatMap(({ inputs }) => inputs.flatMap((value) => value?.name ?? [])))) {
    const tensor = graph.initializers.get(name)
    if (tensor?.type !== 'float32') continue
    const roles = rolesOf(name, readers, unlearnt)
    const weight = roles.find((role): role is Weight => role.kind === 'weight' || role.kind === 'bias')
    const average = roles.find(({ kind }) => kind === 'average')
    if (weight && candidates.has(name)) parameters.push({ name, shape: tensor.shape, ...weight })
    else if (candidates.get(name) === 'declared') parameters.push({ name, shape: tensor.shape, ...ofItsOwn(tensor) })
    else if (average?.kind === 'average') buffers.push({ name, shape: tensor.shape, initial: average.initial })
  }
  return { parameters, buffers }
}

interface Reader {
  readonly node: Node
  readonly index: number
}

type Readers = ReadonlyMap<string, readonly Reader[]>

function readersOf({ nodes }: Graph): Readers {
  const readers = new Map<string, Reader[]>()
  for (const node of nodes) {
    node.inputs.forEach((value, index) => {
      if (!value) return
      const known = readers.get(value.name)
      if (known) known.push({ node, index })
      else readers.set(value.name, [{ node, index }])
    })
  }
  return readers
}

/**
 * Names of the values that are computed from the images and constants only. Constants that normalise the images there, such as mean and
 * deviation of each channel, are properties of the data and no weights.
 */
function beforeAnyWeight({ inputs, nodes, initializers }: Graph): ReadonlySet<string> {
  const plain = new Set(inputs.map(({ name }) => name))
  for (const { operator, inputs: read, outputs } of nodes) {
    const values = read.filter((value) => value !== null)
    const fromImages = values.some(({ name }) => plain.has(name))
    const others = values.every(({ name }) => plain.has(name) || initializers.has(name))
    if (fromImages && others && (arithmetic.has(operator) || views.has(operator))) for (const { name } of outputs) plain.add(name)
  }
  return plain
}

function rolesOf(name: string, readers: Readers, unlearnt: ReadonlySet<string>): readonly Role[] {
  return readersBehindViews(name, readers).map(({ node, index }) => {
    const { operator, inputs } = node
    if (numberInputs[operator]?.includes(index)) return { kind: 'number' }
    if (arithmetic.has(operator) && inputs.some((value, other) => other !== index && value && unlearnt.has(value.name))) return { kind: 'number' }
    return roleIn(node, index)
  })
}

/** The readers of a tensor; in place of a view of the tensor, the readers of the view. */
function readersBehindViews(name: string, readers: Readers): readonly Reader[] {
  const found: Reader[] = []
  const open = (readers.get(name) ?? []).toReversed()
  for (let reader = open.pop(); reader; reader = open.pop()) {
    if (!views.has(reader.node.operator)) found.push(reader)
    else if (reader.index === 0) for (const next of (readers.get(firstOutput(reader.node).name) ?? []).toReversed()) open.push(next)
  }
  return found
}

/** A weight that belongs to no layer, such as a scale: drawn anew, it keeps its value in the file if all its elements are equal. */
function ofItsOwn(tensor: Tensor): Weight {
  const weight = { kind: 'weight', ...alone } as const
  return isUniform(tensor) ? { ...weight, initial: Number(tensor.data[0] ?? 0) } : weight
}

const alone = { fanIn: 1, fanOut: 1 }

function roleIn(node: Node, index: number): Role {
  switch (node.operator) {
    case 'Conv':
    case 'ConvTranspose':
    case 'Gemm':
      return { kind: index === 2 ? 'bias' : 'weight', ...fansOf(node) }
    case 'MatMul':
      return { kind: 'weight', ...fansOf(node, index) }
    case 'BatchNormalization':
      if (index > 2) return { kind: 'average', initial: index === 3 ? 0 : 1 }
      return { kind: index === 1 ? 'weight' : 'bias', ...alone, initial: index === 1 ? 1 : 0 }
    case 'PRelu':
      return { kind: 'weight', ...alone, initial: 0.25 }
    case 'Mul':
    case 'Div':
      return { kind: 'weight', ...alone, initial: 1 }
    default:
      return { kind: 'bias', ...alone, initial: 0 }
  }
}

/** Fan-in and fan-out of a layer: inputs that one unit sums over, and outputs that one input reaches. */
function fansOf(node: Node, index = 1): Fans {
  const weight = node.inputs[index]?.shape ?? []
  const [first = 1, second = 1, ...kernel] = weight
  const area = elementCount(kernel)
  switch (node.operator) {
    case 'Conv':
      return { fanIn: second * area, fanOut: first * area }
    case 'ConvTranspose':
      return { fanIn: first * area, fanOut: second * intAttribute(node, 'group', 1) * area }
    case 'Gemm':
      return intAttribute(node, 'transB', 0) === 1 ? { fanIn: second, fanOut: first } : { fanIn: first, fanOut: second }
    default: {
      const [rows = 1, columns = 1] = weight.slice(-2)
      return index === 1 ? { fanIn: rows, fanOut: columns } : { fanIn: columns, fanOut: rows }
    }
  }
}

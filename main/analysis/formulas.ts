// Layers that files write out of several operators: activations and normalisations.
import type { LayerKind } from '@contract/models/layers/layer'
import { firstOutput, requiredInput, type Node, type Value } from '../onnx/graph'
import type { Operator } from '../onnx/operators'
import type { GraphLinks } from './graph-links'

/** A layer of several nodes. */
export interface WrittenLayer {
  readonly kind: string
  readonly nodes: ReadonlySet<Node>
}

interface Formula {
  readonly kind: LayerKind | 'normalization'
  readonly operators: readonly Operator[]
  /** Numbers that stand in it. */
  readonly numbers?: readonly number[]
}

/** x times a function of x, and the like, in the ways in which exporters write them. */
const activations: readonly Formula[] = [
  { kind: 'silu', operators: ['Mul', 'Sigmoid'] },
  { kind: 'hardswish', operators: ['HardSigmoid', 'Mul'] },
  { kind: 'hardswish', operators: ['Add', 'Clip', 'Div', 'Mul'], numbers: [3, 6] },
  { kind: 'hardswish', operators: ['Add', 'Clip', 'Mul', 'Mul'], numbers: [3, 6] },
  { kind: 'hardsigmoid', operators: ['Add', 'Clip', 'Div'], numbers: [3, 6] },
  { kind: 'mish', operators: ['Mul', 'Softplus', 'Tanh'] },
  { kind: 'gelu', operators: ['Add', 'Div', 'Erf', 'Mul', 'Mul'], numbers: [1, 0.5, Math.SQRT2] },
  { kind: 'gelu', operators: ['Add', 'Erf', 'Mul', 'Mul', 'Mul'], numbers: [1, 0.5, Math.SQRT1_2] },
  { kind: 'gelu', operators: ['Add', 'Add', 'Mul', 'Mul', 'Mul', 'Mul', 'Pow', 'Tanh'], numbers: [1, 0.5, 3, 0.044715] },
]

/** (x - mean) / sqrt(variance + epsilon): the square is written as a product or a power. */
const normalized: readonly (readonly Operator[])[] = (['Mul', 'Pow'] as const).map((square) => ['ReduceMean', 'Sub', square, 'ReduceMean', 'Add', 'Sqrt', 'Div'])
/** What stands around it: scale and bias, which exporters write twice in groups; a shape in which each group is a row, and back. */
const affine: readonly (readonly Operator[])[] = [[], ['Mul'], ['Mul', 'Add'], ['Mul', 'Add', 'Mul', 'Add']]
const shapes: readonly (readonly Operator[])[] = [[], ['Reshape', 'Reshape']]

const normalizations: readonly Formula[] = normalized.flatMap((core) =>
  affine.flatMap((scales) => shapes.map((around) => ({ kind: 'normalization' as const, operators: [...core, ...scales, ...around] }))),
)

/** x / (k + alpha / n * sum of squares)^beta, the sum as a mean over neighbouring channels of images that are one channel of volumes, or of rows. */
const localResponses: readonly Formula[] = [
  ['Pad', 'Squeeze'],
  ['Pad', 'Squeeze', 'Reshape'],
  ['Reshape'],
].map((around) => ({ kind: 'localResponseNorm', operators: ['Mul', 'Reshape', 'AveragePool', ...(around as Operator[]), 'Mul', 'Add', 'Pow', 'Div'] }))

const keyOf = (operators: Iterable<Operator>): string => [...operators].sort().join(' ')
const all = [...activations, ...normalizations, ...localResponses]
const formulas = new Map<string, Formula[]>()
for (const formula of all) {
  const key = keyOf(formula.operators)
  formulas.set(key, [...(formulas.get(key) ?? []), formula])
}
/** Operators that formulas are made of, and those that they end in. */
const known: ReadonlySet<Operator> = new Set(all.flatMap(({ operators }) => operators))
const lastOperators: ReadonlySet<Operator> = new Set(['Add', 'Div', 'Mul', 'Reshape'])
const longest = Math.max(...all.map(({ operators }) => operators.length))

/**
 * The formula that ends in a node: the smallest group of nodes behind it that reads one value beside constants and weights, is read by nobody
 * else, and is one of the known formulas; null where there is none.
 */
export function formulaAt(end: Node, links: GraphLinks): WrittenLayer | null {
  if (!lastOperators.has(end.operator)) return null
  const nodes = new Set([end])
  while (nodes.size <= longest) {
    const open = openInputs(nodes, links)
    if (open.size === 1) {
      const kind = kindOf(nodes, links)
      if (kind !== null && [...nodes].every((node) => node === end || links.isReadOnlyBy(node, nodes))) return { kind, nodes }
    }
    // The last of the nodes that it reads from: whatever reads that one is in the group by now, or is none of it.
    const next = links.inOrder([...open.values()].flatMap((value) => links.producerOf(value) ?? [])).at(-1)
    if (!next || !known.has(next.operator)) return null
    nodes.add(next)
  }
  return null
}

/** The values beside constants and weights that a group of nodes reads from outside, by name. */
function openInputs(nodes: ReadonlySet<Node>, links: GraphLinks): ReadonlyMap<string, Value> {
  const open = new Map<string, Value>()
  for (const node of nodes) {
    for (const value of links.dataInputs(node)) {
      const producer = links.producerOf(value)
      if (!producer || !nodes.has(producer)) open.set(value.name, value)
    }
  }
  return open
}

function kindOf(nodes: ReadonlySet<Node>, links: GraphLinks): string | null {
  const candidates = formulas.get(keyOf([...nodes].map(({ operator }) => operator)))
  const found = candidates?.find(({ numbers = [] }) => numbers.every((number) => hasNumber(nodes, number, links)))
  if (!found) return null
  return found.kind === 'normalization' ? normalizationKind(links.inOrder(nodes)) : found.kind
}

const hasNumber = (nodes: ReadonlySet<Node>, number: number, links: GraphLinks): boolean =>
  [...nodes].some(({ inputs }) => inputs.some((value) => value && Math.abs((links.numberOf(value) ?? Infinity) - number) < 1e-4))

/** What is normalised together: groups of channels, whole images, or what ONNX has names for. */
function normalizationKind(nodes: readonly Node[]): string | null {
  const mean = nodes.find(({ operator }) => operator === 'ReduceMean')
  if (!mean) return null
  const [before, after] = [requiredInput(mean, 0).shape, firstOutput(mean).shape]
  if (before.length !== after.length) return null
  const kept = before.flatMap((size, axis) => (size > 1 && size === after[axis] ? [axis] : []))
  if (kept.every((axis) => axis === 0)) return 'layerNorm'
  if (nodes[0]?.operator === 'Reshape') return 'groupNorm'
  return kept.every((axis) => axis < 2) ? 'InstanceNormalization' : 'LayerNormalization'
}

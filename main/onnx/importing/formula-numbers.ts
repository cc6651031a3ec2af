// Which tensors of a file are numbers of a formula by their place, whatever their name: bounds, and the statistics of a normalisation written out.
import type { StoredNode } from '../stored-model'
import { isMadeUp } from './learnt'

/** Nodes that hand on the numbers of a statistic: as they are, or in another shape. */
const views: ReadonlySet<string> = new Set(['Cast', 'Expand', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

/** Nodes that make the factor of a normalisation of the root of its variance. */
const factors: ReadonlySet<string> = new Set([...views, 'Div', 'Mul', 'Reciprocal'])

/** What is known of the tensors that a file stores. */
export interface StoredTensors {
  /** Whether a name stands for a tensor. */
  readonly has: (name: string) => boolean
  /** Whether it is of one number. */
  readonly isSingle: (name: string) => boolean
}

/**
 * Names of the tensors that bound values (`Max`, `Min`: single numbers), that stand under a square root, alone or in a sum (a variance, and
 * what keeps it from zero), and that are subtracted before a division by such a root (a mean): also where an exporter has computed the
 * factor behind it beforehand and called both by names that it made up.
 */
export function formulaNumbers(nodes: readonly StoredNode[], { has, isSingle }: StoredTensors): ReadonlySet<string> {
  const producers: Producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)))
  const isFactor = (name: string) => isMadeUp(name) && !isSingle(name) && [...sources([name], producers, views)].some(has)
  const bounds = nodes.filter(({ operator }) => operator === 'Max' || operator === 'Min').flatMap(({ inputs }) => inputs.filter(isSingle))
  const roots = nodes.filter(({ operator }) => operator === 'Sqrt')
  const underRoots = sources(roots.flatMap(({ inputs }) => inputs), producers, new Set([...views, 'Add']))
  const rooted = derived(nodes, new Set(roots.flatMap(({ outputs }) => outputs)))
  const meanIn = (value: string, factor: string): string[] => {
    const difference = producers.get(value)
    const [, mean] = difference?.operator === 'Sub' ? difference.inputs : []
    return mean !== undefined && (rooted.has(factor) || (isMadeUp(mean) && isFactor(factor))) ? [mean] : []
  }
  const subtracted = nodes.flatMap(({ operator, inputs: [a = '', b = ''] }) => {
    if (operator === 'Mul') return [...meanIn(a, b), ...meanIn(b, a)]
    return operator === 'Div' ? meanIn(a, b) : []
  })
  return new Set([...bounds, ...underRoots, ...sources(subtracted, producers, views)])
}

type Producers = ReadonlyMap<string, StoredNode>

/** What values are made of, as far as nodes of the given operators reach back; the values themselves too. */
function sources(values: readonly string[], producers: Producers, through: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(values)
  for (const name of found) {
    const { operator = '', inputs = [] } = producers.get(name) ?? {}
    if (through.has(operator)) for (const input of operator === 'Add' ? inputs : inputs.slice(0, 1)) found.add(input)
  }
  return found
}

/** Values that are made of the given ones. */
function derived(nodes: readonly StoredNode[], roots: ReadonlySet<string>): ReadonlySet<string> {
  const values = new Set(roots)
  for (const { operator, inputs, outputs } of nodes) {
    if (factors.has(operator) && inputs.some((name) => values.has(name))) for (const name of outputs) values.add(name)
  }
  return values
}

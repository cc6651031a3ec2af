// Finds the tensors of a file that are constants of a formula rather than weights, by the place where nodes read them.
import type { StoredNode } from '../stored-model'
import { isMadeUp } from './learnt'

/** Operators that change no value of a statistic, only its type or shape. */
const views: ReadonlySet<string> = new Set(['Cast', 'Expand', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

/** Operators between the root of a variance and the factor of a normalisation. */
const factorOperators: ReadonlySet<string> = new Set([...views, 'Div', 'Mul', 'Reciprocal'])

/** What is known of the tensors that a file stores. */
export interface StoredTensors {
  /** Whether the file stores a tensor of this name. */
  readonly has: (name: string) => boolean
  /** Whether the tensor holds a single number. */
  readonly isSingle: (name: string) => boolean
}

/**
 * Names of the tensors that are:
 * - bounds: single numbers that `Max` or `Min` reads;
 * - variances and epsilons: under a square root, alone or in a sum;
 * - means: subtracted before a multiplication by, or a division by, something made of such a root.
 *
 * For a normalisation written out, as y = (x - mean) / Sqrt(variance + epsilon) * gain + shift:
 *
 *     x --- Sub ------------------------ Div --- Mul --- Add --- y
 *     mean --+    variance --- Add - Sqrt +       gain    shift
 *                 epsilon ------+
 *
 * mean, variance and epsilon are found, gain and shift are not. Where an exporter has computed the factor 1 / Sqrt(...) beforehand, no root
 * is left: then the mean is told by the names that the exporter made up for both.
 */
export function formulaNumbers(nodes: readonly StoredNode[], tensors: StoredTensors): ReadonlySet<string> {
  const producers: Producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)))
  const roots = nodes.filter(({ operator }) => operator === 'Sqrt')
  const underRoots = roots.flatMap(({ inputs }) => inputs)
  return new Set([
    ...boundsIn(nodes, tensors),
    ...sources(underRoots, producers, new Set([...views, 'Add'])),
    ...sources(meansIn(nodes, roots, producers, tensors), producers, views),
  ])
}

type Producers = ReadonlyMap<string, StoredNode>

function boundsIn(nodes: readonly StoredNode[], { isSingle }: StoredTensors): readonly string[] {
  return nodes.filter(({ operator }) => operator === 'Max' || operator === 'Min').flatMap(({ inputs }) => inputs.filter(isSingle))
}

/** What is subtracted in (value - mean) * factor and (value - mean) / factor, where the factor is that of a normalisation. */
function meansIn(nodes: readonly StoredNode[], roots: readonly StoredNode[], producers: Producers, { has, isSingle }: StoredTensors): readonly string[] {
  const madeOfRoots = derived(nodes, new Set(roots.flatMap(({ outputs }) => outputs)))
  const isComputedFactor = (name: string): boolean => isMadeUp(name) && !isSingle(name) && [...sources([name], producers, views)].some(has)
  const meanIn = (value: string, factor: string): string[] => {
    const difference = producers.get(value)
    const [, mean] = difference?.operator === 'Sub' ? difference.inputs : []
    if (mean === undefined) return []
    return madeOfRoots.has(factor) || (isMadeUp(mean) && isComputedFactor(factor)) ? [mean] : []
  }
  return nodes.flatMap(({ operator, inputs: [a = '', b = ''] }) => {
    if (operator === 'Mul') return [...meanIn(a, b), ...meanIn(b, a)]
    return operator === 'Div' ? meanIn(a, b) : []
  })
}

/** The given values and all values that they are made of, followed back through nodes of the given operators: of `Add` both inputs, else the first. */
function sources(values: readonly string[], producers: Producers, through: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(values)
  for (const name of found) {
    const { operator = '', inputs = [] } = producers.get(name) ?? {}
    if (through.has(operator)) for (const input of operator === 'Add' ? inputs : inputs.slice(0, 1)) found.add(input)
  }
  return found
}

/** The given values and all values that factor operators make of them. */
function derived(nodes: readonly StoredNode[], roots: ReadonlySet<string>): ReadonlySet<string> {
  const values = new Set(roots)
  for (const { operator, inputs, outputs } of nodes) {
    if (factorOperators.has(operator) && inputs.some((name) => values.has(name))) for (const name of outputs) values.add(name)
  }
  return values
}

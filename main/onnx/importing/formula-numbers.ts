// Finds the tensors of a file that are constants of a formula rather than weights, by the place where nodes read them.
import type { StoredNode } from '../stored-model'
import { isMadeUp } from './learnt'

/** Operators that change no value of a statistic, only its type or shape. */
const views: ReadonlySet<string> = new Set(['Cast', 'Expand', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

/** Operators between the root of a variance and the factor of a normalisation. */
const factorOperators: ReadonlySet<string> = new Set([...views, 'Div', 'Mul', 'Reciprocal'])

/** Facts of the tensors that a file stores. */
export interface StoredTensors {
  /** Whether the file stores a tensor of this name. */
  readonly has: (name: string) => boolean
  /** Whether the tensor holds a single number. */
  readonly isSingle: (name: string) => boolean
  /** Whether the file itself says which tensors are weights. */
  readonly statesWeights: boolean
}

/**
 * Names of the tensors that are:
 * - bounds: single numbers that `Max` or `Min` reads;
 * - variances and epsilons: under a square root, alone or in a sum;
 * - means: subtracted from a value that is then multiplied or divided by a factor made of such a root;
 * - the places of pixels before an affine map, which PyTorch's exporter writes out in front of a `GridSample`: where the file states its weights.
 *
 * For a normalisation written out, as y = (x - mean) / Sqrt(variance + epsilon) * gain + shift:
 *
 *     x --- Sub ------------------------ Div --- Mul --- Add --- y
 *     mean --+    variance --- Add - Sqrt +       gain    shift
 *                 epsilon ------+
 *
 * mean, variance and epsilon are found, gain and shift are not. An exporter that has computed the factor 1 / Sqrt(...) beforehand leaves no
 * root in the graph. The mean is found there, too, if the exporter made up the names of both mean and factor.
 */
export function formulaNumbers(nodes: readonly StoredNode[], tensors: StoredTensors): ReadonlySet<string> {
  const producers: Producers = new Map(nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)))
  const roots = nodes.filter(({ operator }) => operator === 'Sqrt')
  const underRoots = roots.flatMap(({ inputs }) => inputs)
  const variancesAndEpsilons = sources(underRoots, producers, new Set([...views, 'Add']))
  const means = sources(meansIn(nodes, roots, producers, tensors), producers, views)
  return new Set([...boundsIn(nodes, tensors), ...variancesAndEpsilons, ...means, ...(tensors.statesWeights ? placesIn(nodes, producers) : [])])
}

type Producers = ReadonlyMap<string, StoredNode>

function boundsIn(nodes: readonly StoredNode[], { isSingle }: StoredTensors): readonly string[] {
  return nodes.filter(({ operator }) => operator === 'Max' || operator === 'Min').flatMap(({ inputs }) => inputs.filter(isSingle))
}

/** Operators of an affine map that is written out. */
const mapOperators: ReadonlySet<string> = new Set([...views, 'Add', 'Concat', 'Div', 'Mul', 'ReduceSum', 'Sub'])

/** All that the places of samples are made of without a layer between. */
function placesIn(nodes: readonly StoredNode[], producers: Producers): ReadonlySet<string> {
  const found = new Set(nodes.flatMap(({ operator, inputs }) => (operator === 'GridSample' ? inputs.slice(1, 2) : [])))
  // Names that are added during the loop are visited by it as well.
  for (const name of found) {
    const producer = producers.get(name)
    if (producer && mapOperators.has(producer.operator)) for (const input of producer.inputs) found.add(input)
  }
  return found
}

/** The means in (value - mean) * factor and (value - mean) / factor, where the factor is one of a normalisation. */
function meansIn(nodes: readonly StoredNode[], roots: readonly StoredNode[], producers: Producers, { has, isSingle }: StoredTensors): readonly string[] {
  const madeOfRoots = derived(nodes, new Set(roots.flatMap(({ outputs }) => outputs)))
  const stored = viewsOfStored(producers, has)
  const isComputedFactor = (name: string): boolean => isMadeUp(name) && !isSingle(name) && stored(name)
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

/** The given values, and all that nodes of the given operators compute them from: both inputs of an `Add`, the first input of any other node. */
function sources(values: readonly string[], producers: Producers, through: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(values)
  // Names that are added during the loop are visited by it as well.
  for (const name of found) {
    const producer = producers.get(name)
    if (!producer || !through.has(producer.operator)) continue
    const followed = producer.operator === 'Add' ? producer.inputs : producer.inputs.slice(0, 1)
    for (const input of followed) found.add(input)
  }
  return found
}

/** Whether a value is a stored tensor or a view of one. Each view is looked at once, however many values are asked about. */
function viewsOfStored(producers: Producers, has: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>()
  return (name) => {
    const way = new Set<string>()
    let source = name
    while (!known.has(source) && !has(source) && !way.has(source)) {
      way.add(source)
      const producer = producers.get(source)
      if (!producer || !views.has(producer.operator)) break
      source = producer.inputs[0] ?? ''
    }
    const isStored = known.get(source) ?? has(source)
    for (const passed of way) known.set(passed, isStored)
    return isStored
  }
}

/** The given values, and all that factor operators compute from them. */
function derived(nodes: readonly StoredNode[], roots: ReadonlySet<string>): ReadonlySet<string> {
  const values = new Set(roots)
  for (const { operator, inputs, outputs } of nodes) {
    if (factorOperators.has(operator) && inputs.some((name) => values.has(name))) for (const name of outputs) values.add(name)
  }
  return values
}

// Puts layers that a network repeats into functions: the same layers in the same order, whose numbers may differ, are written once.
import {
  atom,
  call,
  isSameAtom,
  layers,
  name,
  named,
  partsOf,
  withParts,
  type Atom,
  type AtomExpression,
  type Expression,
  type LayerItem,
  type LayersExpression,
  type NameExpression,
} from './expression'
import { atomText, itemLines } from './format'

/** A function that returns layers. */
export interface LayerFunction {
  readonly name: string
  /** As in its signature: `in_channels`, `stride=1`. */
  readonly parameters: readonly string[]
  /** What it returns: one block, or a list of layers. */
  readonly returns: Expression
  /** Calls of it in the network. */
  readonly calls: number
}

export interface Factored {
  readonly layers: LayersExpression
  /** In the order in which they call each other: the callee first. */
  readonly functions: readonly LayerFunction[]
}

/** Layers in a row that one function may hold. */
const longestRun = 16
/** Parameters of a function, which also has fewer of them than layers: with more, a call says no less than the layers themselves. */
const mostParameters = 8
/** Lines that a function must spare. */
const leastSpared = 6
/** Lines of a function beside its layers: signature, docstring, return, two empty ones. */
const linesOfFunction = 6
/** Lines that a parameter must spare. */
const linesOfParameter = 3
/** Spaces before the layers of a network. */
const usualIndent = 12

/** The roles that are numbers of channels: they may share a parameter, or be multiples of one. */
const channelRoles: ReadonlySet<string> = new Set(['in_channels', 'channels', 'groups'])
const familyOf = (role: string): string => (channelRoles.has(role) ? 'channels' : role)

/** Layers in a row somewhere in the network. */
interface Run {
  readonly list: LayersExpression
  readonly start: number
}

/** Runs that differ in their numbers alone. */
interface Repeated {
  readonly length: number
  readonly runs: readonly Run[]
}

/** Writes what is repeated as functions, the ones that spare most lines first, until nothing is gained. */
export function factored(network: LayersExpression): Factored {
  const functions: LayerFunction[] = []
  let rest = network
  for (;;) {
    const names = new Set(functions.map((made) => made.name))
    const best = bestRepeated(rest)
    if (!best) return { layers: rest, functions }
    const made = functionOf(best, names)
    functions.push(made.function)
    rest = replaced(rest, best, made.calls)
  }
}

function bestRepeated(network: LayersExpression): Repeated | null {
  let best: { readonly repeated: Repeated; readonly spared: number } | null = null
  const candidates = repeatedRuns(listsIn(network)).map((repeated) => ({ repeated, most: mostSpared(repeated) }))
  // The most promising first, so that most of the others need not be looked at.
  for (const { repeated: all, most } of candidates.filter((candidate) => candidate.most >= leastSpared).sort((a, b) => b.most - a.most)) {
    if (most <= (best?.spared ?? 0)) break
    for (const repeated of withoutOddOnes(all)) {
      const spared = sparedLines(repeated)
      if (spared >= leastSpared && spared > (best?.spared ?? 0)) best = { repeated, spared }
    }
  }
  return best?.repeated ?? null
}

/** All lists of layers in an expression, the outermost first. */
function listsIn(expression: Expression): LayersExpression[] {
  const within = partsOf(expression).flatMap(listsIn)
  return expression.type === 'layers' ? [expression, ...within] : within
}

/** Every run that is there more than once, in other numbers or the same; those of one kind do not overlap. */
function repeatedRuns(lists: readonly LayersExpression[]): Repeated[] {
  const found = new Map<string, { length: number; runs: Run[] }>()
  const numbers = new Map<string, number>()
  /** The same short number for the same form. */
  const numberOf = (form: string): number => {
    const number = numbers.get(form) ?? numbers.size
    numbers.set(form, number)
    return number
  }
  for (const list of lists) {
    const keys = list.items.map((item) => numberOf(formOf(item)))
    const blocks = list.items.map(isBlock)
    list.items.forEach((item, start) => {
      if (item.joins || item.isMade) return // a run begins where a line does
      for (let length = 1; length <= Math.min(longestRun, keys.length - start); length++) {
        // A block is a function by itself, not with the layers around it.
        if (length > 1 && (blocks[start] || blocks[start + length - 1])) break
        if (length === 1 && !blocks[start]) continue
        if (length > 1 && list.items[start + length]?.joins) continue // and ends where a line does
        const key = keys.slice(start, start + length).join(' ')
        const repeated = found.get(key) ?? { length, runs: [] }
        const last = repeated.runs.at(-1)
        if (last?.list !== list || last.start + length <= start) repeated.runs.push({ list, start })
        found.set(key, repeated)
      }
    })
  }
  return [...found.values()].filter(({ runs }) => runs.length > 1)
}

/** Whether a layer holds layers, or stands for some that a function returns. */
const isBlock = ({ expression, isMade }: LayerItem): boolean => isMade === true || partsOf(expression).some(({ type }) => type === 'layers')

/** What two layers have in common that differ in their numbers alone. */
const formOf = (item: LayerItem): string => JSON.stringify(item, (_, value: unknown) => (isAtom(value) ? { role: value.role } : value))

const isAtom = (value: unknown): value is AtomExpression => typeof value === 'object' && value !== null && 'type' in value && value.type === 'atom'

const itemsOf = ({ list, start }: Run, length: number): readonly LayerItem[] => list.items.slice(start, start + length)

/** Number of layers, those in blocks included. */
const layersIn = (items: readonly LayerItem[]): number => items.reduce((sum, { expression }) => sum + 1 + listsIn(expression).reduce((within, list) => within + list.items.length, 0), 0)

const linesOf = ({ runs: [first], length }: Repeated): number => (first ? itemLines(itemsOf(first, length), usualIndent).split('\n').length : 0)

/** Lines that a program gets shorter by where each call takes one line and nothing differs between the runs. */
function mostSpared(repeated: Repeated): number {
  const written = linesOf(repeated)
  return repeated.runs.length * (written - 1) - written - linesOfFunction
}

/** Some runs, and those of them that agree in a number in which most agree: one odd run would cost the function a parameter. */
function withoutOddOnes(repeated: Repeated): Repeated[] {
  const { length, runs } = repeated
  const columns = columnsOf(runs.map((run) => layers(itemsOf(run, length))))
  const subsets = columns.flatMap(({ role, values }) => {
    const usual = channelRoles.has(role) ? undefined : usualValue(values)
    const agreeing = usual === undefined ? runs : runs.filter((_, run) => isSameAtom(values[run] ?? null, usual))
    return agreeing.length < runs.length && agreeing.length > 1 ? [{ length, runs: agreeing }] : []
  })
  const different = new Map(subsets.map((subset) => [subset.runs.map((run) => runs.indexOf(run)).join(), subset]))
  return [repeated, ...different.values()]
}

/** Lines that a program gets shorter by, about; a parameter counts as some of them, as it makes calls harder to read. */
function sparedLines(repeated: Repeated): number {
  const { length, runs } = repeated
  const [first] = runs
  if (!first || mostSpared(repeated) < leastSpared) return 0
  const { parameters, calls } = functionOf(repeated, new Set())
  if (parameters > mostParameters || parameters >= layersIn(itemsOf(first, length))) return 0
  const written = linesOf(repeated)
  const called = Math.max(...calls.map((item) => itemLines([item], usualIndent).split('\n').length))
  return runs.length * (written - called) - written - linesOfFunction - parameters * linesOfParameter
}

interface Made {
  readonly function: LayerFunction
  readonly parameters: number
  /** The call in the place of each run. */
  readonly calls: readonly LayerItem[]
}

/** A parameter, and what it is in each of the runs. */
interface Parameter {
  readonly role: string
  readonly family: string
  readonly values: readonly Atom[]
}

function functionOf({ length, runs }: Repeated, taken: ReadonlySet<string>): Made {
  const bodies = runs.map((run) => layers(itemsOf(run, length)))
  const [first = layers([])] = bodies
  const columns = columnsOf(bodies)
  const { parameters, uses } = parametersOf(columns)
  const names = parameterNames(parameters)
  const handedIn = [...new Set(namesIn(first).flatMap(({ parameter }) => parameter ?? []))]

  let place = 0
  const body = mapped(first, (leaf) => {
    if (leaf.type === 'name') return leaf.parameter === undefined ? leaf : name(leaf.parameter)
    const use = uses[place++] ?? null
    return use ? { ...leaf, parameter: { name: names[use.index] ?? '', factor: use.factor } } : leaf
  })
  const [only] = body.items
  const isOne = body.items.length === 1 && only !== undefined
  const functionName = freeName(isOne ? nameOfBlock(only) : nameOfRun(body), taken)

  const defaults = parameters.map((parameter) => (isOption(parameter) ? usualValue(parameter.values) : undefined))
  const rank = (index: number): number => Number(isOption(parameters[index])) + Number(defaults[index] !== undefined)
  const order = [...parameters.keys()].sort((a, b) => rank(a) - rank(b))
  const signature = order.map((index) => (names[index] ?? '') + (defaults[index] === undefined ? '' : `=${atomText(defaults[index])}`))
  const calls = runs.map((_, run): LayerItem => {
    const args = order.map((index) => {
      const { role, values } = parameters[index] ?? { role: '', values: [] }
      const value = atom(values[run] ?? null, role)
      return isOption(parameters[index]) ? named(names[index] ?? '', value, defaults[index]) : { value }
    })
    const outside = handedIn.flatMap((parameter) => namesIn(first).find((leaf) => leaf.parameter === parameter) ?? [])
    return { expression: call(functionName, ...args, ...outside.map((leaf) => named(leaf.parameter ?? '', leaf))), joins: false, spread: !isOne, isMade: true }
  })
  return {
    parameters: parameters.length,
    calls,
    function: {
      name: functionName,
      parameters: [...signature.filter((words) => !words.includes('=')), ...handedIn, ...signature.filter((words) => words.includes('='))],
      returns: isOne ? only.expression : body,
      calls: runs.length,
    },
  }
}

/** The leaves of an expression in their order. */
function leavesIn(expression: Expression): readonly (AtomExpression | NameExpression)[] {
  return expression.type === 'atom' || expression.type === 'name' ? [expression] : partsOf(expression).flatMap(leavesIn)
}

const namesIn = (expression: Expression): readonly NameExpression[] => leavesIn(expression).filter((leaf) => leaf.type === 'name')

/** The expression with other leaves. */
function mapped<Tree extends Expression>(expression: Tree, leaf: (leaf: AtomExpression | NameExpression) => Expression): Tree
function mapped(expression: Expression, leaf: (leaf: AtomExpression | NameExpression) => Expression): Expression {
  if (expression.type === 'atom' || expression.type === 'name') return leaf(expression)
  return withParts(expression, partsOf(expression).map((part) => mapped(part, leaf)))
}

/** A place for an atom in the layers, and what stands there in each run. */
interface Column {
  readonly role: string
  readonly values: readonly Atom[]
}

function columnsOf(bodies: readonly LayersExpression[]): readonly Column[] {
  const atoms = bodies.map((body) => leavesIn(body).filter((leaf) => leaf.type === 'atom'))
  return (atoms[0] ?? []).map(({ role }, place) => ({ role, values: atoms.map((ofRun) => ofRun[place]?.value ?? null) }))
}

/** The parameter of a place, as a multiple; null: the same stands there in every run. */
type Use = { readonly index: number; readonly factor: number } | null

/** The parameters that tell the runs apart: places that always agree share one, and numbers of channels that are always a multiple of another are written so. */
function parametersOf(columns: readonly Column[]): { readonly parameters: readonly Parameter[]; readonly uses: readonly Use[] } {
  const parameters: Parameter[] = []
  const uses = columns.map(({ role, values }): Use => {
    if (values.every((value) => isSameAtom(value, values[0] ?? null))) return null
    const family = familyOf(role)
    for (const factor of factorsOf(family)) {
      const index = parameters.findIndex((known) => known.family === family && isSameAtom(times(known.values, factor), values))
      if (index >= 0) return { index, factor }
    }
    parameters.push({ role, family, values })
    return { index: parameters.length - 1, factor: 1 }
  })
  return { parameters, uses }
}

const factorsOf = (family: string): readonly number[] => (family === 'channels' ? [1, 2, 3, 4, 6, 8] : [1])

const times = (values: readonly Atom[], factor: number): readonly Atom[] => (factor === 1 ? values : values.map((value) => (typeof value === 'number' ? value * factor : value)))

/** Whether a parameter is handed over by its name, as all but the channels are. */
const isOption = (parameter: Parameter | undefined): boolean => parameter?.family !== 'channels'

/** What a parameter is in most runs, if there is such a value. */
function usualValue(values: readonly Atom[]): Atom | undefined {
  const shares = values.map((value) => values.filter((other) => isSameAtom(value, other)).length)
  const most = Math.max(...shares)
  return most * 2 >= values.length ? values[shares.indexOf(most)] : undefined
}

function parameterNames(parameters: readonly Parameter[]): readonly string[] {
  const ofChannels = parameters.filter(({ family }) => family === 'channels')
  const isInput = (index: number): boolean => index === 0 && ofChannels.length > 1 && parameters[index]?.role === 'in_channels'
  const others = ofChannels.filter((_, index) => !isInput(index))
  const counts = new Map<string, number>()
  return parameters.map((parameter, index) => {
    if (isInput(index)) return 'in_channels'
    if (parameter.family === 'channels') {
      const place = others.indexOf(parameter)
      if (others.length === 1) return 'channels'
      return others.length === 2 ? (['mid_channels', 'out_channels'][place] ?? '') : `c${place + 1}`
    }
    const count = (counts.get(parameter.role) ?? 0) + 1
    counts.set(parameter.role, count)
    return count === 1 ? parameter.role : `${parameter.role}${count}`
  })
}

/** A residual block whose shortcut has layers is a projection block. */
function nameOfBlock({ expression }: LayerItem): string {
  if (expression.type !== 'call' || expression.callee !== 'Residual') return 'parallel_block'
  return expression.args.length > 1 ? 'projection_block' : 'residual_block'
}

/** A function of layers in a row is called after the first of them with weights. */
function nameOfRun(body: LayersExpression): string {
  const callees = body.items.map(({ expression }) => (expression.type === 'call' ? expression.callee : ''))
  if (callees.some((callee) => /conv/i.test(callee))) return 'conv_block'
  return callees.some((callee) => /linear|dense/i.test(callee)) ? 'linear_block' : 'block'
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? wanted : `${wanted}${number}`
    if (!taken.has(candidate)) return candidate
  }
}

/** The network with the calls of a function in the place of the runs. */
function replaced(network: LayersExpression, { length, runs }: Repeated, calls: readonly LayerItem[]): LayersExpression {
  const callsIn = new Map<LayersExpression, Map<number, LayerItem>>()
  runs.forEach(({ list, start }, run) => {
    const made = calls[run]
    if (made) callsIn.set(list, (callsIn.get(list) ?? new Map<number, LayerItem>()).set(start, made))
  })
  const walk = (expression: Expression): Expression => {
    if (expression.type !== 'layers') return withParts(expression, partsOf(expression).map(walk))
    const items: LayerItem[] = []
    for (let index = 0; index < expression.items.length; ) {
      const made = callsIn.get(expression)?.get(index)
      const item = expression.items[index]
      if (made) items.push(made)
      else if (item) items.push({ ...item, expression: walk(item.expression) })
      index += made ? length : 1
    }
    return { ...expression, items }
  }
  return walk(network) as LayersExpression
}

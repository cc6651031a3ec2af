// Puts the parts of a program together: docstring, imports, classes and functions, each at its place by PEP 8.
import { partsOf, type Expression, type LayersExpression } from './python/expression'
import { factored, type LayerFunction } from './python/factor'
import { filled, formatted, itemLines } from './python/format'

/** A class or function that a program may need, by the name under which its layers call it. */
export type Helpers = Readonly<Record<string, string>>

/** The parts of a program that are the network. */
export interface NetworkSections {
  readonly className: string
  /** Classes and functions, those that others call first. */
  readonly definitions: readonly string[]
  /** Lines that make `model` with its first weights. */
  readonly making: readonly string[]
}

export interface WrittenNetwork {
  /** The layers of the network itself, where calls stand for what repeats. */
  readonly layers: LayersExpression
  /** The text of every class and function that they need, those that others call first. */
  readonly definitions: readonly string[]
}

/** Layers with what repeats put into functions, and with the helpers that they call. */
export function writtenNetwork(network: LayersExpression, helpers: Helpers): WrittenNetwork {
  const { layers, functions } = factored(network)
  const called = new Set([layers, ...functions.map(({ returns }) => returns)].flatMap(calleesIn))
  const entries = Object.entries(helpers)
  // Helpers may call each other, in whatever order they stand.
  for (let known = -1; known < called.size; ) {
    known = called.size
    for (const [name] of entries) if (entries.some(([user, text]) => called.has(user) && user !== name && new RegExp(`\\b${name}\\(`).test(text))) called.add(name)
  }
  const classes = entries.flatMap(([name, text]) => (called.has(name) ? [text] : []))
  return { layers, definitions: [...classes, ...functions.map(functionText)] }
}

/** The names that are called in an expression. */
function calleesIn(expression: Expression): string[] {
  const own = expression.type === 'call' ? [expression.callee] : expression.type === 'name' ? [expression.text] : []
  return [...own, ...partsOf(expression).flatMap(calleesIn)]
}

function functionText({ name, parameters, returns, calls }: LayerFunction): string {
  const isOne = returns.type !== 'layers'
  const signature = `def ${name}(${filled(parameters, 'def ('.length + name.length)}):`
  const docstring = `    """${isOne ? 'One' : 'The layers of one'} of the network's ${calls} blocks."""`
  return [signature, docstring, `    ${formatted(returns, { indent: 4, before: 'return ' })}`].join('\n')
}

/** The lines of a network's layers, `indent` spaces in. */
export const layerLines = ({ items }: LayersExpression, indent: number): string => itemLines(items, indent)

/** Lines that import modules, of which a program needs those that its text names; or names of a module, of which it imports those that it uses. */
export type Imports = readonly ({ readonly line: string; readonly used: RegExp } | { readonly from: string; readonly names: readonly string[] })[]

/** A program: docstring, imports in groups, and sections two lines apart. */
export function programText({ docstring, imports, sections }: { readonly docstring: readonly string[]; readonly imports: readonly Imports[]; readonly sections: readonly string[] }): string {
  const body = sections.filter((section) => section !== '').join('\n\n\n')
  const groups = imports.map((group) => group.flatMap((entry) => importLine(entry, body)).join('\n')).filter((group) => group !== '')
  return `${docstringText(docstring)}\n${groups.join('\n\n')}\n\n\n${body}\n`
}

function importLine(entry: Imports[number], body: string): string[] {
  if ('line' in entry) return entry.used.test(body) ? [entry.line] : []
  const used = entry.names.filter((name) => new RegExp(`\\b${name}[.()]`).test(body))
  return used.length === 0 ? [] : [`from ${entry.from} import ${used.join(', ')}`]
}

const longestLine = 79

/** A module's docstring: a first line, then paragraphs. */
function docstringText([first = '', ...paragraphs]: readonly string[]): string {
  const lines = [`"""${plain(first)}`, ...paragraphs.flatMap((paragraph) => ['', ...wrapped(paragraph)])]
  return paragraphs.length === 0 ? `${lines[0] ?? ''}"""` : [...lines, '"""'].join('\n')
}

/** Text that ends no docstring and escapes nothing. */
export const plain = (words: string): string => words.replace(/[\\"]/g, "'").replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ')  

function wrapped(paragraph: string): string[] {
  // A paragraph of indented lines is a listing.
  if (paragraph.startsWith('    ')) return paragraph.split('\n').map(plain)
  const words = plain(paragraph)
  const lines: string[] = []
  let line = ''
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > longestLine) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

/** Python's words and what every program names itself: no network's class may be called so. */
const takenNames: ReadonlySet<string> = new Set(['None', 'True', 'False', 'Residual', 'Parallel', 'Multiply', 'AveragePool', 'MaxPool', 'Cutout', 'LocalResponseNorm'])

/** A class name out of a title: `LeNet with ReLU` becomes `LeNetWithReLU`. */
export function classNameOf(title: string): string {
  const words = title.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  if (joined === '') return 'Network'
  if (/^[0-9]/.test(joined)) return `Network${joined}`
  return takenNames.has(joined) ? `${joined}Network` : joined
}

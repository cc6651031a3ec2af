// Prints Python expressions by PEP 8: lines of at most 79 letters, broken inside brackets and indented by four spaces.
import { isSameAtom, partsOf, type Argument, type Atom, type AtomExpression, type CallExpression, type Expression, type LayerItem, type LayersExpression } from './expression'

const longestLine = 79
const step = 4
/** A bracket and a comma behind the last argument. */
const closing = 2
/** The rightmost column at which arguments are aligned behind their bracket. */
const widestHang = 44

/** The place of an expression on its lines: what stands before it and behind it. */
export interface ExpressionPlace {
  /** Spaces before the line on which the expression begins. */
  readonly indent: number
  /** Text between these spaces and the expression, e.g. `return `. */
  readonly before?: string
  /** Number of letters behind the expression on its last line, as a comma. */
  readonly after?: number
}

/** An expression with what stands before it; lines but the first begin with their indentation. */
export function formatted(expression: Expression, { indent, before = '', after = 0 }: ExpressionPlace): string {
  const line = flat(expression)
  if (!hasComment(expression) && indent + before.length + line.length + after <= longestLine) return before + line
  return before + broken(expression, { indent, column: indent + before.length, after })
}

/** An expression on one line. */
export function flat(expression: Expression): string {
  switch (expression.type) {
    case 'atom':
      return atomWords(expression)
    case 'name':
      return expression.text
    case 'call':
      return `${expression.callee}(${writtenArguments(expression).map(flatArgument).join(', ')})`
    case 'lambda':
      return `lambda x: ${flat(expression.body)}`
    case 'layers': {
      const only = onlyList(expression)
      if (only) return flat(only)
      const items = expression.items.map(flatItem).join(', ')
      return expression.bare ? items : `[${items}]`
    }
    case 'text':
      return expression.parts.map((part) => (typeof part === 'string' ? part : flat(part))).join('')
  }
}

interface Place {
  readonly indent: number
  /** Where the expression begins on its first line. */
  readonly column: number
  readonly after: number
}

function broken(expression: Expression, place: Place): string {
  const { indent, after } = place
  switch (expression.type) {
    case 'atom':
    case 'name':
      return flat(expression)
    case 'call':
      return brokenCall(expression, place)
    case 'lambda':
      return `lambda x: ${broken(expression.body, { ...place, column: place.column + 'lambda x: '.length })}`
    case 'layers': {
      const only = onlyList(expression)
      if (only) return broken(only, place)
      return `[\n${itemLines(expression.items, indent + step)}\n${spaces(indent)}]`
    }
    case 'text':
      return expression.parts.map((part) => (typeof part === 'string' ? part : formatted(part, { indent, after }))).join('')
  }
}

/** A call whose arguments stand on lines of their own: on one where they fit, each on its own where not. */
function brokenCall(expression: CallExpression, { indent, column }: Place): string {
  const args = writtenArguments(expression)
  const [only] = args
  const inner = indent + step
  if (args.length === 1 && only?.value.type === 'layers' && !onlyList(only.value)) {
    const items = itemLines(only.value.items, inner)
    const [open, close] = only.value.bare ? ['', ''] : ['[', ']']
    return `${expression.callee}(${open}\n${items}\n${spaces(indent)}${close})`
  }
  const isSimple = args.every(({ value }) => value.type !== 'layers' && !partsOf(value).some(({ type }) => type === 'layers'))
  const hang = column + expression.callee.length + 1
  const hangs = isSimple && args.length > 1 && hang <= widestHang && args.every((argument) => hang + flatArgument(argument).length + closing <= longestLine)
  if (hangs) return `${expression.callee}(${filled(args.map(flatArgument), hang)})`
  const line = args.map(flatArgument).join(', ')
  const isShort = !args.some(({ value }) => hasComment(value)) && inner + line.length <= longestLine
  const lines = isShort ? spaces(inner) + line : args.map((argument) => `${spaces(inner)}${brokenArgument(argument, inner)},`).join('\n')
  return args.length === 0 ? `${expression.callee}()` : `${expression.callee}(\n${lines}\n${spaces(indent)})`
}

/** Words with commas between them, on as few lines as hold them, aligned at a column. */
export function filled(words: readonly string[], column: number): string {
  const lines = ['']
  for (const [index, word] of words.entries()) {
    const next = word + (index < words.length - 1 ? ',' : '')
    const last = lines.at(-1) ?? ''
    if (last !== '' && column + last.length + 1 + next.length + (index === words.length - 1 ? closing : 0) > longestLine) lines.push(next)
    else lines[lines.length - 1] = last === '' ? next : `${last} ${next}`
  }
  return lines.join(`\n${spaces(column)}`)
}

const brokenArgument = ({ name, value }: Argument, indent: number): string => formatted(value, { indent, before: name === undefined ? '' : `${name}=`, after: 1 })

/** The list that a function returns, where it is all that a list of layers holds and so needs no brackets of its own. */
function onlyList({ items, bare }: LayersExpression): Expression | null {
  const [only] = items
  return items.length === 1 && only?.spread && !bare ? only.expression : null
}

/** The lines of layers, each with a comma behind it; what may join the line before does where it fits. */
export function itemLines(items: readonly LayerItem[], indent: number): string {
  const lines: string[] = []
  let canBeJoined = false
  for (const item of items) {
    if (item.comment !== undefined) lines.push(...commentLines(item.comment, indent))
    const before = item.spread ? '*' : ''
    const words = `${formatted(item.expression, { indent, before, after: 1 })},`
    const last = lines.at(-1) ?? ''
    const isFlat = !words.includes('\n')
    if (item.joins && isFlat && canBeJoined && item.comment === undefined && last.length + 1 + words.length <= longestLine) lines[lines.length - 1] = `${last} ${words}`
    else lines.push(spaces(indent) + words)
    canBeJoined = isFlat
  }
  return lines.join('\n')
}

/** The lines of a comment. */
export function commentLines(words: string, indent: number): string[] {
  const lines: string[] = []
  let line = '#'
  for (const word of words.split(' ')) {
    if (indent + line.length + 1 + word.length > longestLine) {
      lines.push(spaces(indent) + line)
      line = '#'
    }
    line += ` ${word}`
  }
  return [...lines, spaces(indent) + line]
}

/** The arguments that are not left out. */
function writtenArguments({ args }: CallExpression): readonly Argument[] {
  return args.filter(({ value, standard }) => !(standard !== undefined && value.type === 'atom' && value.parameter === undefined && isSameAtom(value.value, standard)) && !isEmptyLayers(value))
}

const isEmptyLayers = (value: Expression): boolean => value.type === 'layers' && value.bare && value.items.length === 0

const flatArgument = ({ name, value }: Argument): string => (name === undefined ? flat(value) : `${name}=${flat(value)}`)

const flatItem = ({ expression, spread }: LayerItem): string => (spread ? '*' : '') + flat(expression)

function hasComment(expression: Expression): boolean {
  if (expression.type === 'layers' && expression.items.some(({ comment }) => comment !== undefined)) return true
  return partsOf(expression).some(hasComment)
}

function atomWords({ value, parameter }: AtomExpression): string {
  if (!parameter) return atomText(value)
  return parameter.factor === 1 ? parameter.name : `${parameter.factor} * ${parameter.name}`
}

/** A value as Python writes it. */
export function atomText(value: Atom): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return stringText(value)
  // Python reads numbers as JavaScript writes them.
  if (typeof value === 'number') return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value)
  return `(${value.map(atomText).join(', ')}${value.length === 1 ? ',' : ''})`
}

/** A text in double quotes, of ASCII letters only. */
export function stringText(value: string): string {
  // JSON's escapes are Python's, but for letters beyond ASCII, which JSON leaves as they are.
  return JSON.stringify(value).replace(/[^ -~]/gu, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

const spaces = (count: number): string => ' '.repeat(count)

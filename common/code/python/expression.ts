// Python expressions as trees: what layers of a network are written as before repeated ones are put into functions and lines are broken.

/** A value that stands in a program as it is: a number, a tuple of numbers, a text, True or False, None. */
export type Atom = number | string | boolean | null | readonly Atom[]

/** An atom in its place. Where a function is made of repeated layers, atoms that differ become its parameters. */
export interface AtomExpression {
  readonly type: 'atom'
  readonly value: Atom
  /** What a parameter in its place would be called; atoms of one family may share a parameter. */
  readonly role: string
  /** A multiple of a parameter, `4 * channels`. */
  readonly parameter?: { readonly name: string; readonly factor: number }
}

/** A name, as `nn.relu`. */
export interface NameExpression {
  readonly type: 'name'
  readonly text: string
  /** In a function, where the name is not known: the parameter that hands it in. */
  readonly parameter?: string
}

export interface Argument {
  readonly name?: string
  readonly value: Expression
  /** The argument is left out where its value is this one. */
  readonly standard?: Atom
}

/** `callee(arguments)`; the callee may be a call in parentheses itself. */
export interface CallExpression {
  readonly type: 'call'
  readonly callee: string
  readonly args: readonly Argument[]
}

/** `lambda x: body` */
export interface LambdaExpression {
  readonly type: 'lambda'
  readonly body: Expression
}

/** A list of layers. */
export interface LayersExpression {
  readonly type: 'layers'
  readonly items: readonly LayerItem[]
  /** Whether the layers are the arguments of a call, without brackets around them. */
  readonly bare: boolean
}

/** `first + [last]` and the like, written by its parts. */
export interface TextExpression {
  readonly type: 'text'
  readonly parts: readonly (string | Expression)[]
}

export type Expression = AtomExpression | NameExpression | CallExpression | LambdaExpression | LayersExpression | TextExpression

/** A layer, or several of them that a function returns, in a list of layers. */
export interface LayerItem {
  readonly expression: Expression
  /** Whether it may stand on the line of the layer before, as an activation does. */
  readonly joins: boolean
  /** Whether the expression is a list, whose layers take its place. */
  readonly spread?: boolean
  /** Whether it is the call of a function that was made of repeated layers. */
  readonly isMade?: boolean
  /** Said on a line of its own before the layer. */
  readonly comment?: string
}

export const atom = (value: Atom, role = 'value'): AtomExpression => ({ type: 'atom', value, role })
export const name = (text: string, parameter?: string): NameExpression => ({ type: 'name', text, ...(parameter !== undefined && { parameter }) })
export const text = (...parts: readonly (string | Expression)[]): TextExpression => ({ type: 'text', parts })
export const lambda = (body: Expression): LambdaExpression => ({ type: 'lambda', body })
export const layers = (items: readonly LayerItem[], bare = false): LayersExpression => ({ type: 'layers', items, bare })
export const call = (callee: string, ...args: readonly (Argument | Expression)[]): CallExpression => ({
  type: 'call',
  callee,
  args: args.map((arg) => ('type' in arg ? { value: arg } : arg)),
})

/** An argument by its name, left out where it has its standard value. */
export const named = (argument: string, value: Atom | Expression, standard?: Atom): Argument => ({
  name: argument,
  value: isExpression(value) ? value : atom(value, argument),
  ...(standard !== undefined && { standard }),
})

const isExpression = (value: Atom | Expression): value is Expression => typeof value === 'object' && value !== null && 'type' in value

export const isSameAtom = (one: Atom, other: Atom): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The expressions within an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'atom':
    case 'name':
      return []
    case 'call':
      return expression.args.map(({ value }) => value)
    case 'lambda':
      return [expression.body]
    case 'layers':
      return expression.items.map((item) => item.expression)
    case 'text':
      return expression.parts.filter((part) => typeof part !== 'string')
  }
}

/** The expression with other expressions within it, in the order of {@link partsOf}. */
export function withParts(expression: Expression, parts: readonly Expression[]): Expression {
  const next = parts.values()
  const taken = (): Expression => {
    const { value } = next.next()
    if (!value) throw new Error('an expression lacks a part')
    return value
  }
  switch (expression.type) {
    case 'atom':
    case 'name':
      return expression
    case 'call':
      return { ...expression, args: expression.args.map((argument) => ({ ...argument, value: taken() })) }
    case 'lambda':
      return { ...expression, body: taken() }
    case 'layers':
      return { ...expression, items: expression.items.map((item) => ({ ...item, expression: taken() })) }
    case 'text':
      return { ...expression, parts: expression.parts.map((part) => (typeof part === 'string' ? part : taken())) }
  }
}

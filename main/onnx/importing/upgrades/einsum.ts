// Upgrade of Einsum: a chain of diagonals, sums, products and matrix products, two operands at a time.
import { phrase } from '@language/phrase'
import { int, ints, stringAttribute } from '../../graph'
import { unsupported } from '../../problems'
import { labelOf } from '../../stored-model'
import { elementCount, int64, type Shape } from '../../tensor'
import { Rewrite, type Upgrade } from './rewrite'

/** A value with a label for each axis: a letter, or for the axes of an ellipsis `...0` for the last one, `...1` for the one before, and so on. */
interface Term {
  readonly name: string
  readonly labels: readonly string[]
  readonly shape: Shape
}

/** @example 'bij,bjk->bik' multiplies matrices; 'ii' is the trace; '...i,i->...' is a product with a vector */
export const einsum: Upgrade = (node, context) => {
  const equation = stringAttribute(node, 'equation', '').replaceAll(' ', '')
  const misread = () => unsupported(phrase('{node} has the equation "{equation}", which does not fit its inputs', { node: labelOf(node), equation }))
  const [left = '', right] = equation.split('->')
  const terms = left.split(',')
  if (terms.length !== node.inputs.length) throw misread()
  const operands = node.inputs.map((name, index): Term => {
    const { shape } = context.valueOf(name)
    const labels = labelsOf(terms[index] ?? '', shape.length)
    if (labels?.length !== shape.length) throw misread()
    return { name, labels, shape }
  })
  const used = operands.flatMap(({ labels }) => labels)
  const ellipsis = used.filter(isEllipsis).reduce((axes, label) => Math.max(axes, Number(label.slice(3)) + 1), 0)
  const result = right === undefined ? implied(used, ellipsis) : labelsOf(right, right.replace('...', '').length + ellipsis)
  if (!result?.every((label) => used.includes(label)) || new Set(result).size < result.length) throw misread()
  const chain = new Chain(new Rewrite(node, context))
  const [first, ...others] = operands.map((term) => chain.diagonal(term))
  if (!first) throw misread()
  const product = others.reduce((whole, term, index) => {
    const needed = new Set([...result, ...others.slice(index + 1).flatMap(({ labels }) => labels)])
    return chain.product(whole, term, needed)
  }, first)
  const summed = chain.sum(product, product.labels.filter((label) => !result.includes(label)))
  return chain.rewrite.ending('Identity', [chain.inOrder(summed, result).name])
}

const isEllipsis = (label: string): boolean => label.startsWith('...')

/** The labels of a term of the equation for a value of this rank; null where the term cannot be read. */
function labelsOf(term: string, rank: number): readonly string[] | null {
  const parts = term.match(/\.\.\.|[A-Za-z]/g) ?? []
  if (parts.join('') !== term || parts.filter(isEllipsis).length > 1) return null
  const axes = rank - parts.filter((part) => !isEllipsis(part)).length
  return parts.flatMap((part) => (isEllipsis(part) ? Array.from({ length: Math.max(0, axes) }, (_, index) => `...${axes - 1 - index}`) : [part]))
}

/** The result of an equation without an arrow: the axes of the ellipsis, then the letters that occur once, sorted. */
function implied(used: readonly string[], ellipsis: number): readonly string[] {
  const once = used.filter((label) => !isEllipsis(label) && used.filter((other) => other === label).length === 1)
  return [...Array.from({ length: ellipsis }, (_, index) => `...${ellipsis - 1 - index}`), ...once.sort()]
}

/** Writes the operators of an equation; every step keeps track of labels and shape. */
class Chain {
  readonly rewrite: Rewrite

  constructor(rewrite: Rewrite) {
    this.rewrite = rewrite
  }

  /** Takes the diagonal along labels that occur twice: both axes merged are n^2 elements, and every (n + 1)-th is on the diagonal. */
  diagonal(term: Term): Term {
    const twice = term.labels.find((label, axis) => term.labels.indexOf(label) < axis)
    if (twice === undefined) return term
    const axes = [...term.labels.keys()]
    const others = axes.filter((axis) => term.labels[axis] !== twice)
    const [first = 0, second = 0, ...more] = axes.filter((axis) => term.labels[axis] === twice)
    const kept = [...others, ...more]
    const size = term.shape[first] ?? 0
    if (size !== term.shape[second]) throw new Error(phrase('the axes {letter} of an input have {first} and {second} elements', { letter: twice, first: size, second: term.shape[second] ?? 0 }))
    const shape = kept.map((axis) => term.shape[axis] ?? 0)
    const turned = this.#transposed(term.name, [...kept, first, second])
    const merged = this.#reshaped(turned, [...shape, size * size])
    const bounds = [[0], [size * size], [-1], [size + 1]].map((list) => this.rewrite.constant(int64(list)))
    const name = this.rewrite.emit('Slice', [merged, ...bounds])
    return this.diagonal({ name, labels: [...kept.map((axis) => term.labels[axis] ?? ''), twice], shape: [...shape, size] })
  }

  /** Sums over axes. */
  sum(term: Term, labels: readonly string[]): Term {
    if (labels.length === 0) return term
    const axes = labels.map((label) => term.labels.indexOf(label))
    const name = this.rewrite.emit('ReduceSum', [term.name, this.rewrite.constant(int64(axes))], { keepdims: int(0) })
    const keeps = (_: unknown, axis: number): boolean => !axes.includes(axis)
    return { name, labels: term.labels.filter(keeps), shape: term.shape.filter(keeps) }
  }

  /** The product of two terms, summed over the labels that nothing needs any more. Labels of both are axes of a batch, or are contracted. */
  product(a: Term, b: Term, needed: ReadonlySet<string>): Term {
    const [left, right] = [this.#withoutOwn(a, b, needed), this.#withoutOwn(b, a, needed)]
    const shared = left.labels.filter((label) => right.labels.includes(label))
    const batch = shared.filter((label) => needed.has(label))
    const contracted = shared.filter((label) => !needed.has(label))
    const rows = left.labels.filter((label) => !shared.includes(label))
    const columns = right.labels.filter((label) => !shared.includes(label))
    const sizes = (term: Term, labels: readonly string[]): number[] => labels.map((label) => term.shape[term.labels.indexOf(label)] ?? 0)
    const [ofLeft, ofRight] = [sizes(left, contracted), sizes(right, contracted)]
    if (ofLeft.join() !== ofRight.join()) throw new Error(phrase('axes {axes} of its inputs have {ofLeft} and {ofRight} elements', { axes: contracted.join(', '), ofLeft: ofLeft.join(', '), ofRight: ofRight.join(', ') }))
    const [batchLeft, batchRight] = [sizes(left, batch), sizes(right, batch)]
    const [m, n] = [sizes(left, rows), sizes(right, columns)]
    const shape = [...batchLeft.map((size, index) => Math.max(size, batchRight[index] ?? 0)), ...m, ...n]
    const labels = [...batch, ...rows, ...columns]
    if (contracted.length === 0) {
      const x = this.#reshaped(this.inOrder(left, [...batch, ...rows]).name, [...batchLeft, ...m, ...n.map(() => 1)])
      const y = this.#reshaped(this.inOrder(right, [...batch, ...columns]).name, [...batchRight, ...m.map(() => 1), ...n])
      return { name: this.rewrite.emit('Mul', [x, y]), labels, shape }
    }
    const inner = elementCount(ofLeft)
    const x = this.#reshaped(this.inOrder(left, [...batch, ...rows, ...contracted]).name, [...batchLeft, elementCount(m), inner])
    const y = this.#reshaped(this.inOrder(right, [...batch, ...contracted, ...columns]).name, [...batchRight, inner, elementCount(n)])
    return { name: this.#reshaped(this.rewrite.emit('MatMul', [x, y]), shape), labels, shape }
  }

  inOrder(term: Term, labels: readonly string[]): Term {
    const order = labels.map((label) => term.labels.indexOf(label))
    return { name: this.#transposed(term.name, order), labels, shape: order.map((axis) => term.shape[axis] ?? 0) }
  }

  /** Sums over labels that neither the other term has nor anything needs. */
  #withoutOwn(term: Term, other: Term, needed: ReadonlySet<string>): Term {
    return this.sum(term, term.labels.filter((label) => !needed.has(label) && !other.labels.includes(label)))
  }

  #transposed(name: string, order: readonly number[]): string {
    return order.every((axis, index) => axis === index) ? name : this.rewrite.emit('Transpose', [name], { perm: ints(order) })
  }

  #reshaped(name: string, shape: Shape): string {
    return this.rewrite.emit('Reshape', [name, this.rewrite.constant(int64(shape))])
  }
}

// Operators expressed by other operators, for devices that lack them.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { floatAttribute, float, intAttribute, requiredInput, type Value } from './graph'
import type { GraphBuilder, Substitute, Substitutes } from './graph-builder'
import { add, cast, equal, exp, floor, greater, log, reduceMax, reduceSum, scalarLike, scale, sub, where } from './operations'
import type { Operator } from './operators'

const known: Substitutes = {
  /** log softmax(x) = x - max - log(sum(exp(x - max))). */
  LogSoftmax: (g, node) => {
    const x = requiredInput(node, 0)
    const axis = intAttribute(node, 'axis', -1)
    const axes = [axis < 0 ? axis + x.shape.length : axis]
    const below = sub(g, x, reduceMax(g, x, axes, { keep: true }))
    return sub(g, below, log(g, reduceSum(g, exp(g, below), axes, { keep: true })))
  },
  /** a or b = not (not a and not b). */
  Or: (g, node) => not(g, g.node('And', [not(g, requiredInput(node, 0)), not(g, requiredInput(node, 1))])),
  /** Half to even: the floor of x + 1/2, less one where x is half an odd number below it. */
  Round: (g, node) => {
    const x = requiredInput(node, 0)
    const up = floor(g, add(g, x, scalarLike(g, x, 0.5)))
    const odd = sub(g, up, scale(g, floor(g, scale(g, up, 0.5)), 2))
    return sub(g, up, where(g, equal(g, sub(g, up, x), scalarLike(g, x, 0.5)), odd, scalarLike(g, x, 0)))
  },
  /** gamma elu(x); ONNX rounds the default constants to float32. */
  Selu: (g, node) => {
    const alpha = floatAttribute(node, 'alpha', 1.67326319217681884765625)
    return scale(g, g.node('Elu', [requiredInput(node, 0)], { alpha: float(alpha) }), floatAttribute(node, 'gamma', 1.05070102214813232421875))
  },
  Sign: (g, node) => {
    const x = requiredInput(node, 0)
    const isAbove = (a: Value, b: Value): Value => cast(g, greater(g, a, b), x.type)
    return sub(g, isAbove(x, scalarLike(g, x, 0)), isAbove(scalarLike(g, x, 0), x))
  },
}

/** Substitutes for the operators that a device lacks; an operator without a substitute throws when it is emitted. */
export function substitutesFor(lacking: readonly Operator[]): Substitutes {
  const none: Substitute = (_, { name, operator }) => {
    throw new LabError('device/operator-missing', phrase('The device cannot compute node {name} ({operator}) of the network.', { name, operator }), phrase('Choose the CPU.'))
  }
  return Object.fromEntries(lacking.map((operator) => [operator, known[operator] ?? none]))
}

const not = (g: GraphBuilder, x: Value): Value => g.node('Not', [x])

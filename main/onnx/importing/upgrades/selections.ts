// Decompositions of operators that compare and choose: Trilu, OneHot, Shrink, IsNaN, Xor, ArgMin.
import { codeOfElementType } from '../../element-type-codes'
import { floatAttribute, int, intAttribute } from '../../graph'
import { axisOf } from '../../shape-inference/inference'
import { float32, int64, toNumbers, type Shape } from '../../tensor'
import { constantSize, Rewrite, type Upgrade } from './rewrite'

/** Keeps a triangle of every matrix [..., rows, columns]; the other elements become zero. Input 1 moves the diagonal to the right. */
export const trilu: Upgrade = (node, context) => {
  const [x = '', moved = ''] = node.inputs
  const { type, shape } = context.valueOf(x)
  const offset = moved === '' ? int64(0) : context.constantOf(moved)
  if (!offset || shape.length < 2) return null
  const diagonal = toNumbers(offset)[0] ?? 0
  const [rows = 0, columns = 0] = shape.slice(-2)
  const isUpper = intAttribute(node, 'upper', 1) === 1
  const kept = Uint8Array.from({ length: constantSize([rows, columns]) }, (_, place) => {
    const beyond = (place % columns) - Math.floor(place / columns) - diagonal
    return Number(isUpper ? beyond >= 0 : beyond <= 0)
  })
  const r = new Rewrite(node, context)
  const mask = r.constant({ type: 'bool', shape: [rows, columns], data: kept })
  if (type === 'bool') return r.ending('And', [x, mask])
  const zero = r.emit('Cast', [r.constant(float32(0))], { to: int(codeOfElementType[type]) })
  return r.ending('Where', [mask, x, zero])
}

/** values[1] at the place along `axis` that an index names, values[0] elsewhere. Negative indices count from the end. */
export const oneHot: Upgrade = (node, context) => {
  const [indices = '', count = '', values = ''] = node.inputs
  const depth = context.constantOf(count)
  if (!depth) return null
  const [classes = 0] = toNumbers(depth)
  const rank = context.valueOf(indices).shape.length + 1
  const axis = axisOf(intAttribute(node, 'axis', -1), rank)
  const r = new Rewrite(node, context)
  const places = r.emit('Cast', [indices], { to: int(codeOfElementType.int64) })
  const isNegative = r.emit('Less', [places, r.constant(int64(0))])
  const counted = r.emit('Where', [isNegative, r.emit('Add', [places, r.constant(int64(classes))]), places])
  const along: Shape = Array.from({ length: rank }, (_, other) => (other === axis ? classes : 1))
  const numbers = r.constant(int64(Array.from({ length: constantSize([classes]) }, (_, index) => index), along))
  const isNamed = r.emit('Equal', [r.emit('Unsqueeze', [counted, r.constant(int64([axis]))]), numbers])
  const value = (index: number): string => r.emit('Gather', [values, r.constant(int64(index))], { axis: int(0) })
  return r.ending('Where', [isNamed, value(1), value(0)])
}

/** x + bias below -lambd, x - bias above lambd, zero between them. */
export const shrink: Upgrade = (node, context) => {
  const [x = ''] = node.inputs
  const [bias, limit] = [floatAttribute(node, 'bias', 0), floatAttribute(node, 'lambd', 0.5)]
  const r = new Rewrite(node, context)
  const moved = (by: number): string => (by === 0 ? x : r.emit('Add', [x, r.constant(float32(by))]))
  const below = r.emit('Where', [r.emit('Less', [x, r.constant(float32(-limit))]), moved(bias), r.constant(float32(0))])
  return r.ending('Where', [r.emit('Greater', [x, r.constant(float32(limit))]), moved(-bias), below])
}

/** Only what is not a number differs from itself. */
export const notANumber: Upgrade = (node, context) => {
  const [x = ''] = node.inputs
  const r = new Rewrite(node, context)
  return r.ending('Not', [r.emit('Equal', [x, x])])
}

export const xor: Upgrade = (node, context) => {
  const r = new Rewrite(node, context)
  return r.ending('Not', [r.emit('Equal', node.inputs)])
}

/** The place of the least element is that of the largest negative. */
export const argMin: Upgrade = (node, context) => {
  const r = new Rewrite(node, context)
  return r.ending('ArgMax', [r.emit('Neg', node.inputs)], node.attributes)
}

// Upgrade of Pad by wrapping round, which came with opset 19: parts of the other end of an axis are put in front and behind.
import { phrase } from '@language/phrase'
import { int, stringAttribute } from '../../graph'
import { unsupported } from '../../problems'
import { axisOf } from '../../shape-inference/inference'
import { labelOf } from '../../stored-model'
import { int64, toNumbers } from '../../tensor'
import { Rewrite, type Upgrade } from './rewrite'

export const wrappedPad: Upgrade = (node, context) => {
  if (stringAttribute(node, 'mode', 'constant') !== 'wrap') return null
  const [x = '', pads = '', , given = ''] = node.inputs
  const counts = context.constantOf(pads)
  const { shape } = context.valueOf(x)
  const axes = given === '' ? int64([...shape.keys()]) : context.constantOf(given)
  if (!counts || !axes) throw unsupported(phrase('{node} is padded by numbers that are computed', { node: labelOf(node) }), phrase('Export it for images of a fixed size.'))
  const [numbers, along] = [toNumbers(counts), toNumbers(axes).map((axis) => axisOf(axis, shape.length))]
  const r = new Rewrite(node, context)
  const part = (name: string, axis: number, start: number, end: number): string => r.emit('Slice', [name, ...[[start], [end], [axis]].map((list) => r.constant(int64(list)))])
  const wrapped = along.reduce((name, axis, index) => {
    const size = shape[axis] ?? 0
    const [begin, end] = [numbers[index] ?? 0, numbers[index + along.length] ?? 0]
    if (Math.min(begin, end) < 0 || Math.max(begin, end) > size) throw new Error(phrase('an axis of {size} elements is wrapped round by {begin} and {end}', { size, begin, end }))
    const front = begin > 0 ? [part(name, axis, size - begin, size)] : []
    const behind = end > 0 ? [part(name, axis, 0, end)] : []
    return front.length + behind.length === 0 ? name : r.emit('Concat', [...front, name, ...behind], { axis: int(axis) })
  }, x)
  return r.ending('Identity', [wrapped])
}

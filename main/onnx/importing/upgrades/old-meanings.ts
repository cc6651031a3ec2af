// Upgrades of operators whose attributes meant something else in earlier versions of the operator set.
import { phrase } from '@language/phrase'
import { codeOfElementType } from '../../element-type-codes'
import { int, intAttribute, string, stringAttribute } from '../../graph'
import { unsupported } from '../../problems'
import { axisOf } from '../../shape-inference/inference'
import { labelOf } from '../../stored-model'
import { elementCount, int64, toNumbers } from '../../tensor'
import { Rewrite, without, type Upgrade } from './rewrite'

/** Before opset 13, softmax went over all axes from `axis` on, and the default was 1. */
export const softmax: Upgrade = (node, context) => {
  if (context.opset >= 13) return null
  const { shape } = context.valueOf(node.inputs[0] ?? '')
  const axis = axisOf(intAttribute(node, 'axis', 1), shape.length)
  if (axis === shape.length - 1) return [{ ...node, attributes: { axis: int(axis) } }]
  const r = new Rewrite(node, context)
  const flat = [elementCount(shape.slice(0, axis)), elementCount(shape.slice(axis))]
  const rows = r.emit('Reshape', [node.inputs[0] ?? '', r.constant(int64(flat))])
  return r.ending('Reshape', [r.emit(node.operator, [rows], { axis: int(1) }), r.constant(int64(shape))])
}

/** Up to opset 13, a node with more than one output normalises by the batch; since then `training_mode` says so. Only the first output is kept. */
export const batchNormalization: Upgrade = (node, { opset }) => {
  if (intAttribute(node, 'spatial', 1) === 0) throw unsupported(phrase('{node} normalises every position by itself', { node: labelOf(node) }))
  const outputs = node.outputs.filter((name) => name !== '')
  const trains = opset >= 14 ? intAttribute(node, 'training_mode', 0) === 1 : outputs.length > 1
  const attributes = without(node.attributes, 'spatial', 'training_mode', 'is_test', 'consumed_inputs')
  return [{ ...node, outputs: outputs.slice(0, 1), attributes: trains ? { ...attributes, training_mode: int(1) } : attributes }]
}

/** Upsample (until opset 9) and Resize of opset 10: coordinates are those of the corners of pixels, and the nearest pixel is found by rounding down. */
export const resize: Upgrade = (node, context) => {
  const { opset, constant } = context
  if (node.operator === 'Resize' && opset > 10) return null
  const given = node.attributes.scales
  const scales = given?.type === 'floats' ? constant(scalesTensor(given.value), `${node.outputs[0] ?? ''}/scales`) : (node.inputs[1] ?? '')
  const attributes = {
    mode: string(stringAttribute(node, 'mode', 'nearest') === 'nearest' ? 'nearest' : 'linear'),
    coordinate_transformation_mode: string('asymmetric'),
    nearest_mode: string('floor'),
  }
  return [{ ...node, operator: 'Resize', inputs: [node.inputs[0] ?? '', '', scales], attributes }]
}

const scalesTensor = (values: readonly number[]) => ({ type: 'float32' as const, shape: [values.length], data: Float32Array.from(values) })

/** `CastLike` takes the type of its second input. */
export const castLike: Upgrade = (node, context) => {
  const { type } = context.valueOf(node.inputs[1] ?? '')
  return new Rewrite(node, context).ending('Cast', [node.inputs[0] ?? ''], { to: int(codeOfElementType[type]) })
}

/** Repeats whole axes: puts an axis of size 1 before each, expands it, and merges both. */
export const tile: Upgrade = (node, context) => {
  const repeats = context.constantOf(node.inputs[1] ?? '')
  if (!repeats) return null
  const { shape } = context.valueOf(node.inputs[0] ?? '')
  const counts = toNumbers(repeats)
  const r = new Rewrite(node, context)
  const interleaved = (sizeBefore: (axis: number) => number) => r.constant(int64(shape.flatMap((size, axis) => [sizeBefore(axis), size])))
  const apart = r.emit('Reshape', [node.inputs[0] ?? '', interleaved(() => 1)])
  const repeated = r.emit('Expand', [apart, interleaved((axis) => counts[axis] ?? 1)])
  return r.ending('Reshape', [repeated, r.constant(int64(shape.map((size, axis) => size * (counts[axis] ?? 1))))])
}

/** An operator of several inputs as a chain of operators of two inputs. */
export const variadic: Upgrade = (node, context) => {
  const operator = node.operator === 'Sum' ? 'Add' : node.operator
  const [first = '', second, ...others] = node.inputs
  const r = new Rewrite(node, context)
  if (second === undefined) return r.ending('Identity', [first])
  if (others.length === 0) return operator === node.operator ? null : r.ending(operator, [first, second])
  const last = others.at(-1) ?? ''
  return r.ending(operator, [others.slice(0, -1).reduce((sum, name) => r.emit(operator, [sum, name]), r.emit(operator, [first, second])), last])
}

// Nodes whose result depends on the number of images: the batch size of a file that was exported for one only, and axes that are dropped for their size.
import { intAttribute, ints, type Value } from '../graph'
import { axisOf } from '../shape-inference/inference'
import type { StoredNode } from '../stored-model'
import { int64, toNumbers } from '../tensor'
import { byOperator } from './by-operator'
import { Rewrite, type UpgradeContext } from './upgrades/rewrite'

/** The batch size that a file is fixed at, and the one that is asked for. */
export interface Batches {
  readonly stored: number
  readonly wanted: number
}

/** By operator, the position of the input with the target shape. */
const targets = byOperator({ Reshape: 1, Expand: 1, Resize: 3 })

/**
 * A `Squeeze` that names no axes drops every axis of size 1, and so that of the images where there is one image. Exporters mean the others: the node gets
 * their axes, if its value is computed from the images.
 * @param imageCount images in a batch
 */
export function keepingImages(node: StoredNode, imageCount: number, { opset, valueOf, constantOf, constant }: UpgradeContext, fromImages: ReadonlySet<string>): StoredNode {
  const [data = '', axes = ''] = node.inputs
  const namesAxes = node.attributes.axes !== undefined || (axes !== '' && constantOf(axes)?.data.length !== 0)
  if (node.operator !== 'Squeeze' || namesAxes) return node
  const { name, shape } = valueOf(data)
  if (!fromImages.has(name) || shape[0] !== imageCount) return node
  const dropped = shape.flatMap((size, axis) => (axis > 0 && size === 1 ? [axis] : []))
  if (dropped.length === 0) return { ...node, operator: 'Identity', inputs: [data] }
  if (opset < 13) return { ...node, attributes: { axes: ints(dropped) } }
  return { ...node, inputs: [data, constant(int64(dropped), `${node.outputs[0] ?? node.name}/axes`)] }
}

/**
 * The nodes that an exporter would have written for the wanted batch in place of a node:
 * - a constant target shape of a value computed from the images begins with the wanted batch instead of the stored one;
 * - in a file for a batch of one, a tensor that is joined with the image, as a class token, is repeated for each image.
 */
export function rebatched(node: StoredNode, batches: Batches | null, context: UpgradeContext, fromImages: ReadonlySet<string>): readonly StoredNode[] {
  if (!batches) return [node]
  return node.operator === 'Concat' ? joinedWithEach(node, batches, context, fromImages) : [reshaped(node, batches, context, fromImages)]
}

function joinedWithEach(node: StoredNode, { stored, wanted }: Batches, context: UpgradeContext, fromImages: ReadonlySet<string>): readonly StoredNode[] {
  const values = node.inputs.map((name) => context.valueOf(name))
  const follows = ({ name, shape }: Value) => fromImages.has(name) && shape[0] === wanted
  if (stored !== 1 || axisOf(intAttribute(node, 'axis', 0), values[0]?.shape.length ?? 1) === 0 || !values.some(follows)) return [node]
  const r = new Rewrite(node, context)
  const inputs = values.map((value, index) => {
    const name = node.inputs[index] ?? value.name
    if (fromImages.has(value.name) || value.shape[0] !== stored) return name
    return r.emit('Expand', [name, r.constant(int64(value.shape.with(0, wanted)))])
  })
  return r.ending('Concat', inputs, node.attributes)
}

function reshaped(node: StoredNode, batches: Batches, { valueOf, constantOf, constant }: UpgradeContext, fromImages: ReadonlySet<string>): StoredNode {
  const place = targets.get(node.operator)
  const [data = '', target] = [node.inputs[0], place === undefined ? undefined : node.inputs[place]]
  if (place === undefined || !target) return node
  const value = valueOf(data)
  const shape = toNumbers(constantOf(target) ?? int64([]))
  if (!fromImages.has(value.name) || value.shape[0] !== batches.wanted || shape[0] !== batches.stored) return node
  const inputs = node.inputs.with(place, constant(int64(shape.with(0, batches.wanted)), `${node.outputs[0] ?? node.name}/shape`))
  return { ...node, inputs }
}

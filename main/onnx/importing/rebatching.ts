// Replaces the batch size of a file that was exported for one only: the target shapes of its nodes contain it.
import { intAttribute, type Value } from '../graph'
import { axisOf } from '../shape-inference/inference'
import type { StoredNode } from '../stored-model'
import { int64, toNumbers } from '../tensor'
import { Rewrite, type UpgradeContext } from './upgrades/rewrite'

/** The batch size that a file is fixed at, and the one that is asked for. */
export interface Batches {
  readonly stored: number
  readonly wanted: number
}

/** By operator, the position of the input with the target shape. */
const targets: Readonly<Record<string, number>> = { Reshape: 1, Expand: 1, Resize: 3 }

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
  const place = targets[node.operator]
  const [data = '', target] = [node.inputs[0], place === undefined ? undefined : node.inputs[place]]
  if (place === undefined || !target) return node
  const value = valueOf(data)
  const shape = toNumbers(constantOf(target) ?? int64([]))
  if (!fromImages.has(value.name) || value.shape[0] !== batches.wanted || shape[0] !== batches.stored) return node
  const inputs = node.inputs.with(place, constant(int64(shape.with(0, batches.wanted)), `${node.outputs[0] ?? node.name}/shape`))
  return { ...node, inputs }
}

// Files that were exported for one batch size hold it in the target shapes of their nodes; here it becomes the one that is asked for.
import type { StoredNode } from '../stored-model'
import { int64, toNumbers } from '../tensor'
import type { Surroundings } from './upgrades/rewrite'

/** The batch size that a file is fixed at, and the one that is asked for. */
export interface Batches {
  readonly stored: number
  readonly wanted: number
}

/** The input that holds the target shape. */
const targets: Readonly<Record<string, number>> = { Reshape: 1, Expand: 1, Resize: 3 }

/**
 * A node as it would have been exported for the wanted batch: where what follows from the images takes a constant shape that begins with
 * the stored batch, it begins with the wanted one.
 */
export function rebatched(node: StoredNode, batches: Batches | null, { valueOf, constantOf, constant }: Surroundings, fromImages: ReadonlySet<string>): StoredNode {
  const place = targets[node.operator]
  const [data = '', target] = [node.inputs[0], place === undefined ? undefined : node.inputs[place]]
  if (!batches || place === undefined || !target) return node
  const value = valueOf(data)
  const shape = toNumbers(constantOf(target) ?? int64([]))
  if (!fromImages.has(value.name) || value.shape[0] !== batches.wanted || shape[0] !== batches.stored) return node
  const inputs = node.inputs.with(place, constant(int64(shape.with(0, batches.wanted)), `${node.outputs[0] ?? node.name}/shape`))
  return { ...node, inputs }
}

// Activations that Keras and Gluon write as an argument of the layer with weights before them, as the book does.
import type { LayerKind } from '@contract/models/layers/layer'
import type { LayerToWrite } from './layer-writer'
import { named, type Argument } from './python/expression'

/** The names of a framework's activations by the layers that they are. */
export type ActivationNames = Readonly<Partial<Record<LayerKind, string>>>

const weightedKinds: ReadonlySet<LayerKind> = new Set(['conv2d', 'convTranspose2d', 'linear'])

/** The activation behind a layer with weights as its argument; nothing where another layer is behind it. */
export function activationArgument({ behind: [next] }: Pick<LayerToWrite<never>, 'behind'>, names: ActivationNames): readonly Argument[] {
  const words = next && names[next.record.layer]
  return words === undefined ? [] : [named('activation', words)]
}

/** Whether an activation is said by the layer before it. */
export const isMerged = ({ before }: Pick<LayerToWrite<never>, 'before'>): boolean => weightedKinds.has(before.at(-1)?.record.layer ?? 'relu')

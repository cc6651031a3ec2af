// Layers that are in no program: frameworks lack them, and they are more than a few lines of their languages.
import type { LayerRecord, SimpleKind } from '@contract/models/layers/layer'
import { layerCatalogue } from '../layers/layer-catalogue'

/** Crafted features, most of which are fitted to images before training. */
export const unwrittenKinds = ['hog', 'visualWords', 'fourierFeatures', 'nystroem'] as const satisfies readonly SimpleKind[]
type UnwrittenKind = (typeof unwrittenKinds)[number]

/** Kinds of layers that every framework has, or that a program can define. */
export type WrittenKind = Exclude<SimpleKind, UnwrittenKind>

/** The title of the first layer that no program can have; null: there is none. */
export function unwrittenLayer(layers: readonly { readonly record: Pick<LayerRecord, 'layer'> }[]): string | null {
  const found = layers.find(({ record }) => (unwrittenKinds as readonly string[]).includes(record.layer))
  return found ? layerCatalogue[found.record.layer].title : null
}

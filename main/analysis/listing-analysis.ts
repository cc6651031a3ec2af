// The analysis of a list of layers while it is edited: layers that fit get rows, all others get faults.
import type { LayerPath } from '@contract/models/layers/layer-place'
import type { ListingFault } from '@contract/models/layers/listing-fault'
import { readLayers } from '@contract/models/layers/read-layers'
import type { ListingAnalysis, ListingQuestion } from '@contract/models/network-analysis'
import { fitLayers } from '../networks/build-layers'
import { computedLayer } from './computed-layer'
import { analyzeLayers, uncountableWords } from './network-analysis'
import { pathOfLayers } from './path-of-layers'

/** Throws for no content of the list. Layers behind a faulty one get no rows: the rest of its branch, and all layers behind the block of that branch. */
export function analyzeListing({ layers, input, batchSize, settings }: ListingQuestion): ListingAnalysis {
  const read = readLayers(layers)
  const fitted = fitLayers('network', [batchSize, ...input], read.layers)
  const { analysis, uncountable } = analyzeLayers({ ...fitted, layers: fitted.layers.map(computedLayer) }, pathOfLayers(fitted.layers), settings)
  const misfits = fitted.faults.map(({ path, reason }) => ({ path, field: '', message: reason }))
  const tooLarge = uncountable?.path ? [{ path: uncountable.path, field: '', message: uncountableWords }] : []
  return { analysis, faults: [...read.faults, ...misfits, ...tooLarge].sort(inOrderOfList) }
}

/** Faults of earlier layers first; those of layers in a block before those of the block itself. */
function inOrderOfList({ path: a }: ListingFault, { path: b }: ListingFault): number {
  const place = a.findIndex((key, index) => key !== b[index])
  if (place < 0 || place >= b.length) return b.length - a.length
  return order(a[place]) - order(b[place])
}

/** Indices in rising order; the layers of a block before its shortcut. */
const order = (key: LayerPath[number] | undefined): number => (typeof key === 'number' ? key : key === 'shortcut' ? 1 : 0)

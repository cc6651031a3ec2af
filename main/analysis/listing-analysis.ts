// The analysis of a list of layers that is being edited: whatever is in the list, what fits has its row and what does not a fault at its place.
import type { LayerPath } from '@contract/models/layers/layer-place'
import type { ListingFault } from '@contract/models/layers/listing-fault'
import { readLayers } from '@contract/models/layers/read-layers'
import type { ListingAnalysis, ListingQuestion } from '@contract/models/network-analysis'
import { fitLayers } from '../networks/build-layers'
import { computedLayer } from './computed-layer'
import { analyzeLayers, uncountableWords } from './network-analysis'
import { pathOfLayers } from './path-of-layers'

/** Never throws for what is in the list. Behind a faulty layer nothing has a row, up to the end of its branch and of what comes behind the block. */
export function analyzeListing({ layers, input, batchSize, settings }: ListingQuestion): ListingAnalysis {
  const read = readLayers(layers)
  const fitted = fitLayers('network', [batchSize, ...input], read.layers)
  const { analysis, uncountable } = analyzeLayers({ ...fitted, layers: fitted.layers.map(computedLayer) }, pathOfLayers(fitted.layers), settings)
  const misfits = fitted.faults.map(({ path, reason }) => ({ path, field: '', message: reason }))
  const tooLarge = uncountable?.path ? [{ path: uncountable.path, field: '', message: uncountableWords }] : []
  return { analysis, faults: [...read.faults, ...misfits, ...tooLarge].sort(inOrderOfList) }
}

/** Faults of earlier layers first, those within a block before the block's own. */
function inOrderOfList({ path: a }: ListingFault, { path: b }: ListingFault): number {
  const place = a.findIndex((key, index) => key !== b[index])
  if (place < 0 || place >= b.length) return b.length - a.length
  return order(a[place]) - order(b[place])
}

/** Indices by their size; a block's layers before its shortcut. */
const order = (key: LayerPath[number] | undefined): number => (typeof key === 'number' ? key : key === 'shortcut' ? 1 : 0)

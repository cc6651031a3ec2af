// All of own networks that builds any: loaded when one is saved, as the command line starts faster without it.
import type { LayerRecord } from '@contract/models/layers/layer'
import type { NetworkListing } from '@contract/models/layers/listing'
import { LabError } from '@contract/problem'
import { buildListing } from '../../../networks/build-listing'
import { parameterCount } from '../../../networks/network'
import type { ListingFacts } from '../../store/own-network-store'

export { zooListing } from '../../../networks/zoo/zoo-listing'

/** Facts that are kept beside a list: how many layers and parameters it has, and how many classes it tells apart. */
export function listingFacts(listing: NetworkListing): ListingFacts {
  return { layers: countLayers(listing.layers), ...builtFacts(listing) }
}

/** Null where the layers do not fit together. */
function builtFacts(listing: NetworkListing): Omit<ListingFacts, 'layers'> {
  try {
    const network = buildListing(listing, [1, ...listing.input], null)
    return { parameters: parameterCount(network), classes: network.logits.shape[1] ?? null }
  } catch (error) {
    if (error instanceof LabError) return { parameters: null, classes: null } // the editor tells what does not fit, and where
    throw error
  }
}

/** Layers of a list, those in blocks included. */
function countLayers(layers: readonly LayerRecord[]): number {
  return layers.reduce((sum, layer) => sum + 1 + listsOf(layer).reduce((inner, list) => inner + countLayers(list), 0), 0)
}

function listsOf(layer: LayerRecord): readonly (readonly LayerRecord[])[] {
  switch (layer.layer) {
    case 'residual':
      return [layer.layers, layer.shortcut]
    case 'parallel':
      return layer.branches
    default:
      return []
  }
}

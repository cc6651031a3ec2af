// The layers of a network that can be looked at, in the order of computation: those that tell the maps of an image.
import type { MapsOfLayer } from '@contract/inspection/layer-maps'
import type { Asked } from './inspection'

export async function inspectableLayers({ lab, named: { network, dataset } }: Asked): Promise<readonly MapsOfLayer[]> {
  const black = new Uint8Array(dataset.channels * dataset.height * dataset.width)
  return (await lab.inspection.layerMaps(network, { from: 'pixels', pixels: black }, { layers: null, mostChannels: 1 })).layers
}

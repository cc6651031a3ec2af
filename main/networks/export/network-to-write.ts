// A built network as the writers of programs take it: its layers with the shapes that building has found.
import type { NetworkToWrite } from '@common/code/shaped-layers'
import type { Initialization } from '@contract/models/initializers'
import type { LayerRecord } from '@contract/models/layers/layer'
import type { LayersNetwork } from '../build-layers'
import { parameterCount } from '../network'

/** @param title as texts name the network */
export function networkToWrite(network: LayersNetwork, title: string, { initializer, initializerScale }: Initialization): NetworkToWrite {
  const [, channels = 1, height = 1, width = 1] = network.images.shape
  return {
    title,
    input: [channels, height, width],
    initializer,
    initializerScale,
    parameters: parameterCount(network),
    // All layers of a network that was built could be read.
    layers: network.layers.map(({ record, path, output }) => ({ record: record as LayerRecord, path, output: output.slice(1) })),
  }
}

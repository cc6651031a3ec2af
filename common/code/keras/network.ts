// A network as a Keras model.
import { writtenLayers } from '../layer-writer'
import { layers } from '../python/expression'
import { classNameOf, layerLines, writtenNetwork, type NetworkSections } from '../program'
import { shapedLayers, type NetworkToWrite } from '../shaped-layers'
import { kerasHelpers } from './helpers'
import { kerasMakers } from './initialization'
import { kerasBlocks, kerasLayers } from './layers'

export function kerasNetwork(network: NetworkToWrite): NetworkSections {
  const { title, input: [channels, height, width] } = network
  const items = writtenLayers(shapedLayers(network), kerasLayers(network), kerasBlocks)
  const written = writtenNetwork(layers(items, true), { ...kerasMakers(network), ...kerasHelpers })
  const className = classNameOf(title)
  return {
    className,
    definitions: written.definitions,
    making: [
      'keras.config.set_image_data_format("channels_last")',
      'model = keras.Sequential([',
      `    layers.Input((${height}, ${width}, ${channels})),`,
      layerLines(written.layers, 4),
      `], name="${className}")`,
    ],
  }
}

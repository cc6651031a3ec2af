// The listing of a network of the zoo: where a user begins who changes it layer by layer.
import { phrase } from '@language/phrase'
import { networkListingSchema, type NetworkListing } from '@contract/models/layers/listing'
import { modelInfo, type ModelName } from '@contract/models/zoo'
import { zooLayers, type NetworkOptions } from './zoo'

/**
 * @param input channels, height and width of the images
 * @returns the layers under a name that can be saved, as the zoo keeps its own names to itself
 */
export function zooListing(model: ModelName, options: NetworkOptions, input: readonly [number, number, number]): NetworkListing {
  const { title, initializer } = modelInfo(model)
  return networkListingSchema.parse({ name: phrase('My {title}', { title }), input: [...input], initializer, layers: [...zooLayers(model, options)] })
}

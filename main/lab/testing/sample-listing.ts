// A small list of layers for the lab's tests.
import { networkListingSchema, type NetworkListing } from '@contract/models/layers/listing'

/** @param channels of its convolution, by which listings differ */
export function sampleListing(name: string, channels = 6): NetworkListing {
  return networkListingSchema.parse({
    name,
    input: [1, 28, 28],
    initializer: 'kaiming-normal',
    layers: [{ layer: 'conv2d', channels, kernel: 5 }, { layer: 'relu' }, { layer: 'flatten' }, { layer: 'linear', features: 10 }],
  })
}

// The network of settings that need no file: one of the zoo, or a list of layers.
import type { LayersNetwork as LayersSettings, ZooNetwork } from '@contract/models/networks'
import type { Shape } from '../onnx/tensor'
import type { LayersNetwork } from './build-layers'
import { buildListing } from './build-listing'
import { buildNetwork } from './zoo/zoo'

/** Classes of Fashion-MNIST. */
const usualClasses = 10

/**
 * @param images shape [N, C, H, W]; N may be dynamic
 * @param classes null: those of the list of layers, or the usual ten of a network of the zoo
 * @throws LabError `network/...` where the layers do not fit the images or the classes
 */
export function listedNetwork(settings: ZooNetwork | LayersSettings, images: Shape, classes: number | null): LayersNetwork {
  return settings.kind === 'zoo' ? buildNetwork(settings.model, images, { ...settings, classes: classes ?? usualClasses }) : buildListing(settings.listing, images, classes)
}

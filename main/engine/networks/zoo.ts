// The zoo: builds a network by its name.
import { modelInfo, type ModelName } from '@contract/networks'
import { LabError } from '@contract/problem'
import type { Shape } from '../onnx/tensor'
import { alexnet } from './alexnet'
import type { Architecture, ArchitectureOptions } from './architecture'
import { lenet, lenetRelu } from './lenet'
import type { Network } from './network'
import { NetworkBuilder } from './network-builder'

const architectures: Readonly<Record<ModelName, Architecture>> = { lenet, 'lenet-relu': lenetRelu, alexnet }

/**
 * Builds a network for images of shape [N, C, H, W]; N may be dynamic.
 * @throws LabError `network/input-too-small` where the images vanish in its convolutions and pools
 */
export function buildNetwork(model: ModelName, imageShape: Shape, options: ArchitectureOptions): Network {
  const builder = new NetworkBuilder(model)
  try {
    return builder.stack(imageShape, architectures[model](options))
  } catch (error) {
    const { title, inputSize } = modelInfo(model)
    throw new LabError(
      'network/input-too-small',
      `${title} cannot take images of ${imageShape.slice(1).join(' x ')}: ${error instanceof Error ? error.message : String(error)}.`,
      `Use larger images; the book uses ${inputSize} x ${inputSize} pixels.`,
      { cause: error },
    )
  }
}

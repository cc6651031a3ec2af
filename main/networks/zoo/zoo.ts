// The zoo: builds a network by its name.
import { modelInfo, type LayerChoices, type ModelName } from '@contract/models/zoo'
import { LabError } from '@contract/problem'
import type { Shape } from '../../onnx/tensor'
import { alexnet } from './alexnet'
import { alexnet2012 } from './alexnet-2012'
import { alexnetSmall } from './alexnet-small'
import type { Architecture } from './architecture'
import { fashionnet } from './fashionnet'
import { lenet } from './lenet'
import type { Network } from '../network'
import { NetworkBuilder } from '../network-builder'
import { resnet20, resnet8 } from './resnet'

const architectures: Readonly<Record<ModelName, Architecture>> = {
  lenet,
  'lenet-relu': lenet,
  alexnet,
  'alexnet-2012': alexnet2012,
  'alexnet-small': alexnetSmall,
  fashionnet,
  'resnet-8': resnet8,
  'resnet-20': resnet20,
}

export type NetworkOptions = {
  /** Number of classes: outputs of the last layer. */
  readonly classes: number
} & {
  /** What is chosen of the layers; null or left out: as the network has it by itself. */
  readonly [Choice in keyof LayerChoices]?: LayerChoices[Choice] | null
}

/** What a network that leaves no choice is asked to choose: its architecture does not look at it. */
const noChoice: LayerChoices = { dropout: 0, activation: 'relu', pooling: 'max', tab: 'pytorch' }

/**
 * Builds a network for images of shape [N, C, H, W]; N may be dynamic.
 * @throws LabError `network/input-too-small` where the images vanish in its convolutions and pools
 */
export function buildNetwork(model: ModelName, imageShape: Shape, options: NetworkOptions): Network {
  const own = { ...noChoice, ...modelInfo(model).choices }
  const { classes, dropout, activation, pooling, tab } = options
  const chosen = {
    classes,
    dropout: dropout ?? own.dropout,
    activation: activation ?? own.activation,
    pooling: pooling ?? own.pooling,
    tab: tab ?? own.tab,
  }
  const builder = new NetworkBuilder(model)
  try {
    return builder.stack(imageShape, architectures[model](chosen))
  } catch (error) {
    const { title, inputSize } = modelInfo(model)
    throw new LabError(
      'network/input-too-small',
      `${title} cannot take images of ${imageShape.slice(1).join(' x ')}: ${error instanceof Error ? error.message : String(error)}.`,
      `Use larger images; the network is made for ${inputSize} x ${inputSize} pixels.`,
      { cause: error },
    )
  }
}

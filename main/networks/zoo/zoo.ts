// The zoo: builds a network by its name.
import { modelInfo, type LayerChoices, type ModelName } from '@contract/models/zoo'
import type { LayerInput } from '@contract/models/layers/layer'
import type { Shape } from '../../onnx/tensor'
import { alexnet } from './alexnet'
import { alexnet2012 } from './alexnet-2012'
import { alexnetSmall } from './alexnet-small'
import type { Architecture } from './architecture'
import { fashionnet } from './fashionnet'
import { googlenet } from './googlenet'
import { hog } from './hog'
import { lenet } from './lenet'
import { mobilenetV2 } from './mobilenet-v2'
import { nin } from './nin'
import { pixels } from './pixels'
import { buildLayers, type LayersNetwork } from '../build-layers'
import { told } from '../unfit-network'
import { resnet20, resnet8 } from './resnet'
import { resnet18 } from './resnet-18'
import { resnet50 } from './resnet-50'
import { vgg11, vgg16 } from './vgg'
import { visualWords } from './visual-words'

const architectures: Readonly<Record<ModelName, Architecture>> = {
  lenet,
  'lenet-relu': lenet,
  alexnet,
  'alexnet-2012': alexnet2012,
  'alexnet-small': alexnetSmall,
  fashionnet,
  'resnet-8': resnet8,
  'resnet-20': resnet20,
  'vgg-11': vgg11,
  'vgg-16': vgg16,
  nin,
  googlenet,
  'resnet-18': resnet18,
  'resnet-50': resnet50,
  'mobilenet-v2': mobilenetV2,
  pixels,
  hog,
  'visual-words': visualWords,
}

export type NetworkOptions = {
  /** Number of classes: outputs of the last layer. */
  readonly classes: number
} & {
  /** The user's choices; null or left out: the network's default. */
  readonly [Choice in keyof LayerChoices]?: LayerChoices[Choice] | null | undefined
}

/** Choices of a network that offers none; its architecture ignores them. */
const noChoice: LayerChoices = { dropout: 0, activation: 'relu', pooling: 'max', tab: 'pytorch', kernel: 'linear' }

/** The layers of a network of the zoo with the given choices. */
export function zooLayers(model: ModelName, { classes, dropout, activation, pooling, tab, kernel }: NetworkOptions): readonly LayerInput[] {
  const own = { ...noChoice, ...modelInfo(model).choices }
  return architectures[model]({
    classes,
    dropout: dropout ?? own.dropout,
    activation: activation ?? own.activation,
    pooling: pooling ?? own.pooling,
    tab: tab ?? own.tab,
    kernel: kernel ?? own.kernel,
  })
}

/**
 * Builds a network for images of shape [N, C, H, W]; N may be dynamic.
 * @throws LabError `network/input-too-small` where the images are too small for its convolutions and pools, `network/unfit` where another
 * layer does not fit
 */
export function buildNetwork(model: ModelName, imageShape: Shape, options: NetworkOptions): LayersNetwork {
  const { title, inputSize } = modelInfo(model)
  return told({ title, imageShape, inputSize }, () => buildLayers(model, imageShape, zooLayers(model, options)))
}

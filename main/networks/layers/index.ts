// The table of the builders of all kinds of layers; the compiler checks that it is complete.
import type { SimpleKind } from '@contract/models/layers/layer'
import * as activation from './activation'
import * as convolution from './convolution'
import * as hog from './hog'
import * as kernelFeatures from './kernel-features'
import type { LayerBuilder } from './layer-builder'
import * as normalization from './normalization'
import * as pooling from './pooling'
import * as rearrangement from './rearrangement'
import * as visualWords from './visual-words'

export const layerBuilders: { readonly [Kind in SimpleKind]: LayerBuilder<Kind> } = {
  ...activation,
  ...convolution,
  ...hog,
  ...kernelFeatures,
  ...normalization,
  ...pooling,
  ...rearrangement,
  ...visualWords,
}

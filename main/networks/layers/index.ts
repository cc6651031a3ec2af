// The builder of every kind of layer; the compiler sees that none is missing.
import type { SimpleKind } from '@contract/models/layers/layer'
import * as activation from './activation'
import * as convolution from './convolution'
import type { LayerBuilder } from './layer-builder'
import * as normalization from './normalization'
import * as pooling from './pooling'
import * as rearrangement from './rearrangement'

export const layerBuilders: { readonly [Kind in SimpleKind]: LayerBuilder<Kind> } = {
  ...activation,
  ...convolution,
  ...normalization,
  ...pooling,
  ...rearrangement,
}

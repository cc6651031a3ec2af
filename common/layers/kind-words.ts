// The kind of a layer in words, as lists of layers tell it.
import type { LayerKind } from '@contract/models/layers/layer'
import { layerCatalogue } from './layer-catalogue'

/** `Convolution` for `conv2d`. @param kind as in lists, or the operator of a layer that only a file has: its name stays */
export const kindWords = (kind: string): string => (Object.hasOwn(layerCatalogue, kind) ? layerCatalogue[kind as LayerKind].title : kind)

// Finds the layer and the unit that an inspection names.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { InspectedLayer } from './inspected-layers'
import type { OpenedNetwork } from './opened-networks'

/** @param batch of the network that the layer is taken from @throws LabError `network/no-such-layer` */
export function namedLayer(network: OpenedNetwork, batch: number, name: string): InspectedLayer {
  return among(network.layersFor(batch), name, (names) => phrase('The network has no layer {name}; it has {names}.', { name, names }))
}

/** Kinds of layers that Grad-CAM explains. */
const convolutions: ReadonlySet<string> = new Set(['conv2d', 'convTranspose2d'])

/** @param batch of the network that the layer is taken from @throws LabError `network/no-such-layer`, `network/no-convolution` */
export function namedConvolution(network: OpenedNetwork, batch: number, name: string): InspectedLayer {
  const layers = network.layersFor(batch).filter(({ kind }) => convolutions.has(kind))
  if (layers.length > 0) return among(layers, name, (names) => phrase('The network has no convolution {name}; it has {names}.', { name, names }))
  throw new LabError('network/no-convolution', phrase('The network has no convolution, and Grad-CAM explains only those.'), phrase('Choose another method, such as the gradient or occlusion.'))
}

/** @param fault what is said where there is none of that name, with the names that there are */
function among(layers: readonly InspectedLayer[], name: string, fault: (names: string) => string): InspectedLayer {
  const layer = layers.find((candidate) => candidate.name === name)
  if (layer) return layer
  throw new LabError('network/no-such-layer', fault(layers.map((candidate) => candidate.name).join(', ')), phrase('Choose one of these.'))
}

/** Weights that pick a unit of a layer. @throws LabError `network/no-such-unit` */
export function unitWeights({ name, channels }: InspectedLayer, unit: number): Float32Array {
  if (unit < channels) return oneHot(channels, unit)
  throw new LabError('network/no-such-unit', phrase('{name} has no unit {unit}: the last one is {last}.', { name, unit, last: channels - 1 }), phrase('Choose a smaller number.'))
}

/** 1 at a place, 0 at all others. */
export const oneHot = (length: number, place: number): Float32Array => new Float32Array(length).fill(1, place, place + 1)

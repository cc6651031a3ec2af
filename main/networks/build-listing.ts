// Builds the network of a listing that a user wrote, and says whether it can be trained on a number of classes.
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { NetworkListing } from '@contract/models/layers/listing'
import { layerPlace } from '@contract/models/layers/layer-place'
import { LabError } from '@contract/problem'
import type { Shape } from '../onnx/tensor'
import { buildLayers, type BuiltLayer, type LayersNetwork } from './build-layers'
import { told } from './unfit-network'

/**
 * @param images shape [N, C, H, W]; N may be dynamic
 * @param classes number of outputs that the last layer must have; null: any. A listing is trained as it is written: if its number of classes
 * is not that of the data set, it is refused. (In a network from a file, which nobody can edit, the last layer would be replaced.)
 * @throws LabError `network/input-too-small`, `network/unfit`, `network/classes`
 */
export function buildListing({ name, input: [, height, width], layers }: NetworkListing, images: Shape, classes: number | null): LayersNetwork {
  const network = told({ title: name, imageShape: images, inputSize: height === width ? height : null }, () => buildLayers(name, images, layers))
  assertClassifies(network)
  const [, outputs = 0] = network.logits.shape
  if (classes !== null && outputs !== classes) {
    const last = network.layers.findLast(({ record }) => record.layer === 'linear' || record.layer === 'conv2d')
    const remedy = last ? phrase('Set {setting} of {layer} to {classes}.', { setting: last.record.layer === 'linear' ? 'features' : 'channels', layer: placeOf(last), classes }) : phrase('End with a linear layer of {classes} features.', { classes })
    throw new LabError('network/classes', phrase('{name} gives {outputs} numbers for each image, but the data set has {classes} classes.', { name, outputs, classes }), remedy)
  }
  return network
}

/** @throws LabError `network/unfit` where the list does not end in logits, one number for each class */
function assertClassifies({ name, logits, layers, parameters }: LayersNetwork): void {
  const unfit = (fault: string, remedy: string): LabError => new LabError('network/unfit', phrase('{name} {fault}.', { name, fault }), remedy)
  const [last] = layers.slice(-1)
  if (logits.shape.length !== 2) {
    throw unfit(phrase('gives {shape} numbers for each image, not one for each class', { shape: formatShape(logits.shape.slice(1)) }), phrase('End with flatten and a linear layer.'))
  }
  if (last?.record.layer === 'softmax') throw unfit(phrase('ends in {layer}, but the loss applies a softmax itself', { layer: placeOf(last) }), phrase('Leave that layer out.'))
  if (parameters.length === 0) throw unfit(phrase('has no layer with weights'), phrase('Add a linear layer.'))
}

const placeOf = ({ path, record }: BuiltLayer): string => phrase('{place} ({kind})', { place: layerPlace(path).words, kind: record.layer })

// Picks a batch out of the data set inside the graph and brings it into the form that the network takes.
import { isWhole, type Crop } from '@common/preprocessing/crops'
import { plainInput, type Normalization } from '@common/preprocessing/input-form'
import { plainView, type View } from '@common/preprocessing/views'
import type { ImageSize } from '@contract/training/run-spec'
import type { Value } from '../../../onnx/graph'
import type { Network } from '../../../networks/network'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { cast, concat, div, gather, scale, slice, sub } from '../../../onnx/operations'
import { float32, int32, type ElementType } from '../../../onnx/tensor'
import type { Capabilities } from '../../capabilities'
import { resized } from './resized'

/** The stored form of a data set's images, as a program is compiled for it. */
export interface ImageFormat {
  /** Images in the data set. */
  readonly count: number
  readonly channels: number
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/** A data set as a program's inputs: images uint8 [count, C, h, w], labels [count] of the network's {@link labelType}. */
export interface DatasetInputs {
  readonly images: Value
  readonly labels: Value
}

export function datasetInputs(g: GraphBuilder, network: Network, { count, channels, height, width }: ImageFormat): DatasetInputs {
  return { images: g.input('images', 'uint8', [count, channels, height, width]), labels: g.input('labels', labelType(network), [count]) }
}

/** The type that a program takes labels in: bytes where they hold every class; else int32, which every device gathers from. */
export function labelType({ logits }: Pick<Network, 'logits'>): 'uint8' | 'int32' {
  const [, classes = 0] = logits.shape
  return classes <= 2 ** 8 ? 'uint8' : 'int32'
}

/** The type that a program for a device takes indices of images in. */
export function indexType({ int64 }: Pick<Capabilities, 'int64'>): ElementType {
  return int64 ? 'int64' : 'int32'
}

/** How images become the input of a network that is built for N of them. */
type NetworkInput = Pick<Network, 'images' | 'inputForm'>

/**
 * The images at indices as the network takes them, float32 of its shape [N, C, height, width].
 * @param indices [N / number of views]
 * @param views of each image, one after another: all images by the first view come first. Left out: the one that training has
 */
export function imageBatch(g: GraphBuilder, images: Value, indices: Value, network: NetworkInput, views?: readonly View[]): Value {
  const values = scale(g, cast(g, gather(g, images, indices), 'float32'), 1 / 255)
  return views ? concat(g, views.map((view) => networkInput(g, values, network, view)), 0) : networkInput(g, values, network)
}

/**
 * Images with values in 0..1, in the data set's size, as the network takes them: cropped, mirrored, resized, normalised, in this order. Differentiable.
 * Resizing interpolates between float values, where the book's data loader rounds to 8 bits again.
 */
export function networkInput(g: GraphBuilder, values: Value, { images, inputForm = plainInput }: NetworkInput, view = plainView(sizeOf(values), inputForm.centreCrop)): Value {
  const viewed = mirrored(g, cropped(g, values, view.crop), view.isMirrored)
  return normalized(g, resized(g, viewed, inputForm.resize, sizeOf(images)), inputForm.normalization)
}

const sizeOf = ({ shape: [, , height = 0, width = 0] }: Value): ImageSize => ({ height, width })

function cropped(g: GraphBuilder, values: Value, crop: Crop): Value {
  const { top, left, height, width } = crop
  if (isWhole(crop, sizeOf(values))) return values
  return slice(g, values, [
    { axis: 2, start: top, end: top + height },
    { axis: 3, start: left, end: left + width },
  ])
}

function mirrored(g: GraphBuilder, values: Value, isMirrored: boolean): Value {
  const { width } = sizeOf(values)
  return isMirrored ? gather(g, values, g.constant(int32(Array.from({ length: width }, (_, place) => width - 1 - place))), 3) : values
}

function normalized(g: GraphBuilder, values: Value, normalization: Normalization | null): Value {
  if (!normalization) return values
  const ofChannels = (numbers: readonly number[]): Value => g.constant(float32(numbers, [1, numbers.length, 1, 1]))
  return div(g, sub(g, values, ofChannels(normalization.mean)), ofChannels(normalization.deviation))
}

/** The labels at indices [N], as a program for a device compares them: int64, or float32. */
export function labelBatch(g: GraphBuilder, labels: Value, indices: Value, { int64 }: Pick<Capabilities, 'int64'>): Value {
  return cast(g, gather(g, labels, indices), int64 ? 'int64' : 'float32')
}

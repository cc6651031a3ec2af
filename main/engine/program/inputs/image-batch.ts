// Picks a batch out of the data set inside the graph and brings it into the form that the network takes.
import type { Value } from '../../../onnx/graph'
import type { Network } from '../../../networks/network'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { cast, gather, resizeBilinear, scale } from '../../../onnx/operations'
import type { ElementType, Shape } from '../../../onnx/tensor'
import type { Capabilities } from '../../capabilities'

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

/**
 * The images at indices [N], as float32 in 0..1, resized to the shape [N, C, height, width] that a network takes.
 * Resizing interpolates between float values, where the book's data loader rounds to 8 bits again.
 */
export function imageBatch(g: GraphBuilder, images: Value, indices: Value, shape: Shape): Value {
  return resized(g, scale(g, cast(g, gather(g, images, indices), 'float32'), 1 / 255), shape)
}

/** Float images in the size that a network takes. @param shape [N, C, height, width] of the network's images */
export function resized(g: GraphBuilder, values: Value, [, , height = 0, width = 0]: Shape): Value {
  return values.shape[2] === height && values.shape[3] === width ? values : resizeBilinear(g, values, height, width)
}

/** The labels at indices [N], as a program for a device compares them: int64, or float32. */
export function labelBatch(g: GraphBuilder, labels: Value, indices: Value, { int64 }: Pick<Capabilities, 'int64'>): Value {
  return cast(g, gather(g, labels, indices), int64 ? 'int64' : 'float32')
}

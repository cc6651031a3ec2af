// Interface of a layer's builder, which turns the layer's record into nodes of a graph; helpers that builders share.
import type { Pair, Sides } from '@common/layers/geometry'
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { SimpleKind, RecordOf } from '@contract/models/layers/layer'
import type { Value } from '../../onnx/graph'
import type { Shape } from '../../onnx/tensor'
import type { NetworkBuilder } from '../network-builder'
import { Misfit } from './layer-fault'

/**
 * Appends the nodes of a layer over its input and returns its output.
 * @throws Misfit where the layer cannot take the input
 */
export type LayerBuilder<Kind extends SimpleKind> = (network: NetworkBuilder, x: Value, record: RecordOf<Kind>) => Value

export interface ImageShape {
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** Channels, height and width of an input. @throws Misfit where it is not images [N, C, H, W] */
export function imagesOf({ shape }: Value): ImageShape {
  const [, channels = 0, height = 0, width = 0] = shape
  if (shape.length !== 4) throw new Misfit(phrase('it takes images of channels, height and width, and gets {shape} numbers without a place; it must stand before the flatten layer', { shape: formatShape(shape.slice(1)) }))
  return { channels, height, width }
}

/** Length of the vectors of an input. @throws Misfit where it is not vectors [N, features] */
export function vectorLength({ shape }: Value): number {
  if (shape.length !== 2) throw new Misfit(phrase('it takes a vector for each image, and gets {shape}; put a flatten layer before it', { shape: formatShape(shape.slice(1)) }))
  return shape[1] ?? 0
}

/** A window that slides over images. */
export interface SlidingWindow {
  readonly kernel: Pair
  readonly dilation: Pair
  readonly pads: Sides
}

/** @throws Misfit where the window is larger than the padded images */
export function assertInside({ kernel, dilation, pads: [top, left, bottom, right] }: SlidingWindow, { height, width }: ImageShape): void {
  const reach = kernel.map((size, axis) => (size - 1) * (dilation[axis] ?? 1) + 1)
  const room = [height + top + bottom, width + left + right]
  if (reach.every((size, axis) => size <= (room[axis] ?? 0))) return
  const spread = dilation.every((step) => step === 1) ? '' : phrase(' spread over {reach}', { reach: formatShape(reach) })
  const padded = room[0] === height && room[1] === width ? '' : phrase(', padded to {room}', { room: formatShape(room) })
  throw new Misfit(phrase('its kernel of {kernel}{spread} is larger than the image of {height}×{width}{padded}', { kernel: formatShape(kernel), spread, height, width, padded }), true)
}

/** Shape of one number per channel that broadcasts over [N, C, ...]: [C, 1, 1] for images, [C] for vectors. */
export const byChannel = ({ shape }: Value): Shape => [shape[1] ?? 0, ...shape.slice(2).map(() => 1)]

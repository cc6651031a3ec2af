// A convolution as the rules see it: window and groups, and how it is written into a graph.
import { int, ints, type Attributes, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { transpose } from '../../onnx/operations'
import type { Window } from '../../onnx/shape-inference/window'

/** Channels in `groups` groups, each convolved by itself. */
export interface Convolution extends Window {
  readonly groups: number
}

export function convolve(g: GraphBuilder, x: Value, w: Value, convolution: Convolution): Value {
  return g.node('Conv', [x, w], attributesOf(convolution))
}

/** @param outputPadding elements behind the last window, which it does not reach */
export function convolveTransposed(g: GraphBuilder, x: Value, w: Value, convolution: Convolution, outputPadding: readonly number[]): Value {
  return g.node('ConvTranspose', [x, w], { ...attributesOf(convolution), output_padding: ints(outputPadding) })
}

/** Exchanges the first two dimensions: images and channels, or input and output channels. */
export function channelsFirst(g: GraphBuilder, x: Value): Value {
  return transpose(g, x, [1, 0, ...x.shape.slice(2).map((_, axis) => axis + 2)])
}

function attributesOf({ kernel, strides, dilations, padBegin, padEnd, groups }: Convolution): Attributes {
  return {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints([...padBegin, ...padEnd]),
    group: int(groups),
  }
}

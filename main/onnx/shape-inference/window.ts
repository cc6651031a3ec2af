// The geometry of sliding windows, shared by convolution and pooling: sizes, strides, padding, dilation.
import { phrase } from '@language/phrase'
import { intAttribute, intsAttribute, stringAttribute, type Node } from '../graph'
import { DYNAMIC, type Shape } from '../tensor'

/** A window over spatial dimensions; each list has one entry per dimension. */
export interface Window {
  readonly kernel: readonly number[]
  readonly strides: readonly number[]
  readonly dilations: readonly number[]
  /** Zeros before the first and after the last element. */
  readonly padBegin: readonly number[]
  readonly padEnd: readonly number[]
  readonly ceilMode: boolean
}

/** Whether no two windows over images share an element, and none reaches beyond the image or leaves gaps within itself. */
export const liesApart = ({ kernel, strides, dilations, padBegin, padEnd, ceilMode }: Window): boolean =>
  kernel.length === 2 &&
  !ceilMode &&
  kernel.every((size, axis) => size <= at(strides, axis)) &&
  dilations.every((step) => step === 1) &&
  [...padBegin, ...padEnd].every((count) => count === 0)

type WithAttributes = Pick<Node, 'attributes'>

/** Extent of the window along an axis with its dilation: from the first to the last element under it. */
export function reachOf({ kernel, dilations }: Pick<Window, 'kernel' | 'dilations'>, axis: number): number {
  return (at(kernel, axis) - 1) * at(dilations, axis) + 1
}

/**
 * Reads the window of a Conv, MaxPool or AveragePool node.
 * @param spatial sizes that the window slides over; `auto_pad` derives the padding from them
 */
export function windowOf(node: WithAttributes, kernel: readonly number[], spatial: Shape): Window {
  if (kernel.length !== spatial.length) throw new Error(phrase('a window of {dimensions} dimensions over {spatial}', { dimensions: kernel.length, spatial: spatial.length }))
  const steps = stepsOf(node, kernel)
  // There is a position at every stride-th element; elements under the windows beyond the input are padding.
  const surplus = spatial.map((size, axis) => {
    const stride = at(steps.strides, axis)
    return Math.max(0, (Math.ceil(size / stride) - 1) * stride + reachOf(steps, axis) - size)
  })
  return { ...steps, ...paddingOf(node, spatial, surplus), ceilMode: intAttribute(node, 'ceil_mode', 0) === 1 }
}

/** A transposed convolution is the gradient of a convolution: the window of the latter, and the sizes of the former's output. */
export interface TransposedWindow {
  readonly window: Window
  readonly spatial: readonly number[]
}

/**
 * Reads the window of a ConvTranspose node. Its output has stride * (size - 1) + reach + output padding - pads elements. With `output_shape` the
 * sizes are given, with `auto_pad` SAME they are at most stride * size; in both cases the padding follows from them.
 * @param spatial sizes of the input
 */
export function transposedWindowOf(node: WithAttributes, kernel: readonly number[], spatial: Shape): TransposedWindow {
  if (kernel.length !== spatial.length) throw new Error(phrase('a window of {dimensions} dimensions over {spatial}', { dimensions: kernel.length, spatial: spatial.length }))
  const steps = stepsOf(node, kernel)
  const outputPadding = intsAttribute(node, 'output_padding', kernel.map(() => 0))
  const whole = spatial.map((size, axis) => (size - 1) * at(steps.strides, axis) + reachOf(steps, axis) + at(outputPadding, axis))
  const wanted = intsAttribute(node, 'output_shape', [])
  const surplus = whole.map((size, axis) => Math.max(0, size - (wanted[axis] ?? at(spatial, axis) * at(steps.strides, axis))))
  const oddAtEnd = stringAttribute(node, 'auto_pad', 'NOTSET') === 'SAME_UPPER'
  const padding = wanted.length > 0 ? halved(surplus, oddAtEnd) : paddingOf(node, spatial, surplus)
  const rest = whole.map((size, axis) => size - at(padding.padBegin, axis) - at(padding.padEnd, axis))
  return { window: { ...steps, ...padding, ceilMode: false }, spatial: wanted.length > 0 ? wanted : rest }
}

function stepsOf(node: WithAttributes, kernel: readonly number[]): Pick<Window, 'kernel' | 'strides' | 'dilations'> {
  const ones = kernel.map(() => 1)
  const steps = { kernel, strides: intsAttribute(node, 'strides', ones), dilations: intsAttribute(node, 'dilations', ones) }
  for (const [name, list] of Object.entries(steps)) {
    if (list.length !== kernel.length || list.some((size) => size < 1)) throw new Error(phrase('a window of {dimensions} dimensions has a {name} of [{list}]', { dimensions: kernel.length, name, list: list.join(', ') }))
  }
  return steps
}

type Pads = Pick<Window, 'padBegin' | 'padEnd'>

/** The padding in `pads`, or by `auto_pad`. */
function paddingOf(node: WithAttributes, spatial: Shape, surplus: readonly number[]): Pads {
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET')
  switch (autoPad) {
    case 'NOTSET': {
      const pads = intsAttribute(node, 'pads', [...spatial, ...spatial].fill(0))
      if (pads.length !== 2 * spatial.length || pads.some((count) => count < 0)) throw new Error(phrase('a window of {dimensions} dimensions has pads of [{pads}]', { dimensions: spatial.length, pads: pads.join(', ') }))
      return { padBegin: pads.slice(0, spatial.length), padEnd: pads.slice(spatial.length) }
    }
    case 'VALID':
      return { padBegin: spatial.map(() => 0), padEnd: spatial.map(() => 0) }
    case 'SAME_UPPER':
    case 'SAME_LOWER':
      if (spatial.includes(DYNAMIC)) throw new Error(phrase('auto_pad {mode} needs images of known size', { mode: autoPad }))
      return halved(surplus, autoPad === 'SAME_UPPER')
    default:
      throw new Error(phrase('auto_pad {mode} is not known', { mode: autoPad }))
  }
}

/** Padding spread over both ends; one end gets the odd element. */
function halved(surplus: readonly number[], oddAtEnd: boolean): Pads {
  const [smaller, larger] = [surplus.map((count) => Math.floor(count / 2)), surplus.map((count) => Math.ceil(count / 2))]
  return oddAtEnd ? { padBegin: smaller, padEnd: larger } : { padBegin: larger, padEnd: smaller }
}

/**
 * Output sizes of a window: floor((size + pads - dilation * (kernel - 1) - 1) / stride) + 1, or ceil. With ceil, a window that would
 * begin in the padding at the end is left out.
 * @throws Error where the window is larger than the padded input
 */
export function slide(window: Window, spatial: Shape): number[] {
  return spatial.map((size, axis) => {
    if (size === DYNAMIC) return DYNAMIC
    const reach = reachOf(window, axis)
    const stride = at(window.strides, axis)
    const room = size + at(window.padBegin, axis) + at(window.padEnd, axis) - reach
    if (room < 0) throw new Error(phrase('a window of {reach} does not fit into {size} elements', { reach, size: room + reach }))
    if (!window.ceilMode) return Math.floor(room / stride) + 1
    const positions = Math.ceil(room / stride) + 1
    return (positions - 1) * stride >= size + at(window.padBegin, axis) ? positions - 1 : positions
  })
}

function at(list: readonly number[], index: number): number {
  const value = list[index]
  if (value === undefined) throw new Error(phrase('a window lacks a size for dimension {index}', { index }))
  return value
}

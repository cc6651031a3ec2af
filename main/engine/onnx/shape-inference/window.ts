// The geometry of sliding windows, shared by convolution and pooling: sizes, strides, padding, dilation.
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

/** Reads the window of a Conv, MaxPool or AveragePool node over `rank` spatial dimensions. */
export function windowOf(node: Pick<Node, 'attributes' | 'operator'>, kernel: readonly number[]): Window {
  const ones = kernel.map(() => 1)
  const autoPad = stringAttribute(node, 'auto_pad', 'NOTSET')
  if (autoPad !== 'NOTSET') throw new Error(`${node.operator} with auto_pad ${autoPad} is not supported; give pads`)
  const pads = intsAttribute(node, 'pads', [...ones, ...ones].fill(0))
  return {
    kernel,
    strides: intsAttribute(node, 'strides', ones),
    dilations: intsAttribute(node, 'dilations', ones),
    padBegin: pads.slice(0, kernel.length),
    padEnd: pads.slice(kernel.length),
    ceilMode: intAttribute(node, 'ceil_mode', 0) === 1,
  }
}

/**
 * Output sizes of a window: floor((size + pads - dilation * (kernel - 1) - 1) / stride) + 1, or ceil.
 * @throws Error where the window is larger than the padded input
 */
export function slide(window: Window, spatial: Shape): number[] {
  return spatial.map((size, axis) => {
    if (size === DYNAMIC) return DYNAMIC
    const reach = (at(window.kernel, axis) - 1) * at(window.dilations, axis) + 1
    const room = size + at(window.padBegin, axis) + at(window.padEnd, axis) - reach
    if (room < 0) throw new Error(`a window of ${reach} does not fit into ${room + reach} elements`)
    const positions = room / at(window.strides, axis)
    return (window.ceilMode ? Math.ceil(positions) : Math.floor(positions)) + 1
  })
}

function at(list: readonly number[], index: number): number {
  const value = list[index]
  if (value === undefined) throw new Error(`a window lacks a size for dimension ${index}`)
  return value
}

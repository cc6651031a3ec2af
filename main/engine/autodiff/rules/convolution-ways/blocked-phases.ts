// Gradient by the input of a convolution with strides, in blocks of channels: pixels that differ in their remainder modulo the stride see other taps.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { convolveBlocks, interleavePixels, kernelsInBlocks } from '../../../../onnx/blocked-layout'
import { expand, flip, pad, scalar, slice } from '../../../../onnx/operations'
import { channelsFirst } from '../convolution'
import { blocksOf, ofBlocks, readable, writesInput } from './blocked'
import type { ConvPlace } from './conv-place'
import type { ConvWay } from './conv-way'

/** One remainder along an axis: pixel `stride * u + remainder` sees every `stride`-th tap from `first` on, at the positions from u - before to u + after. */
interface Phase {
  readonly first: number
  readonly taps: number
  readonly padBegin: number
  readonly padEnd: number
}

/** The phases of an axis, by remainder; null: its pixels are no whole number of strides, or windows reach beyond what padding can stand for. */
function phasesOf({ convolution: { kernel, strides, dilations, padBegin }, images, output }: ConvPlace, axis: number): readonly Phase[] | null {
  const [taps = 1, stride = 1, pad = 0] = [kernel[axis], strides[axis], padBegin[axis]]
  const [pixels = 0, positions = 0] = [images[axis + 2], output[axis + 2]]
  if (pixels % stride !== 0 || dilations[axis] !== 1) return null
  const phases = Array.from({ length: stride }, (_, remainder) => {
    const first = (remainder + pad) % stride
    const count = Math.max(0, Math.ceil((taps - first) / stride))
    const newest = (remainder + pad - first) / stride
    return { first, taps: count, padBegin: count - 1 - newest, padEnd: pixels / stride + newest - positions }
  })
  return phases.every(({ taps: count, padBegin: begin, padEnd: end }) => count === 0 || (begin >= 0 && end >= 0)) ? phases : null
}

/**
 * With stride s and padding p, pixel s u + r is under tap t of window u + (r + p - t) / s where that is whole. So each remainder r of rows and of
 * columns is a convolution of its own without strides, of every s-th tap, turned by 180 degrees; their outputs are interleaved.
 */
export const blockedPhases: ConvWay<'input gradient'> = {
  ...ofBlocks(
    writesInput,
    (place, block) =>
      place.convolution.strides.some((stride) => stride > 1) &&
      (place.images[1] ?? 0) % block === 0 &&
      [0, 1].every((axis) => phasesOf(place, axis) !== null),
  ),
  emit: ({ g, place }, { w, gradY }) => {
    const block = blocksOf(place)
    const [rows, columns] = [phasesOf(place, 0) ?? [], phasesOf(place, 1) ?? []]
    const seen = readable(g, gradY, block)
    const turned = pad(g, flip(g, channelsFirst(g, w), [2, 3]), [0, 0, 0, 0], [0, (seen.shape[1] ?? 0) - (gradY.shape[1] ?? 0), 0, 0])
    return interleavePixels(g, rows.map((row) => columns.map((column) => pixelsOfPhase(g, seen, turned, [row, column], place, block))))
  },
}

/** The pixels of one remainder of rows and columns. @param turned kernels [C, M, kernel...] */
function pixelsOfPhase(g: GraphBuilder, gradY: Value, turned: Value, phases: readonly Phase[], place: ConvPlace, block: number): Value {
  const { convolution: { strides, kernel }, images: [n = 0, channels = 0, ...pixels] } = place
  const shape = [n, channels, ...pixels.map((count, axis) => count / (strides[axis] ?? 1))]
  if (phases.some(({ taps }) => taps === 0)) return { ...expand(g, scalar(g, 0), shape), block }
  // Tap t of a kernel stands at place kernel - 1 - t when turned.
  const ranges = phases.map(({ first, taps }, axis) => {
    const [size = 1, step = 1] = [kernel[axis], strides[axis]]
    const last = size - 1 - first
    return { axis: axis + 2, start: last - (taps - 1) * step, end: last + 1, step }
  })
  const kernels = kernelsInBlocks(g, slice(g, turned, ranges), block)
  const window = { kernel: phases.map(({ taps }) => taps), strides: [1, 1], dilations: [1, 1], padBegin: phases.map(({ padBegin }) => padBegin), padEnd: phases.map(({ padEnd }) => padEnd), ceilMode: false }
  return convolveBlocks(g, gradY, kernels, window)
}

// Histograms of oriented gradients, as scikit-image's `hog` computes them.
// N. Dalal, B. Triggs, "Histograms of Oriented Gradients for Human Detection", CVPR 2005.
import { pairOf, type Pair } from '@common/layers/geometry'
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { RecordOf } from '@contract/models/layers/layer'
import { int, ints, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { add, cast, concat, div, equal, greater, mul, neg, pad, reduceSum, scalar, slice, sqrt, sub, transpose, where } from '../../onnx/operations'
import { float32 } from '../../onnx/tensor'
import { strongestGradients, type Gradients } from './image-gradients'
import { Misfit } from './layer-fault'
import { imagesOf, type LayerBuilder } from './layer-builder'

/** Is added where blocks are divided by their norm. */
const epsilon = 1e-5
/** Largest value of a block before `L2-Hys` normalises it again. */
const clipping = 0.2

/**
 * Images [N, C, H, W] to one vector each, [N, block rows * block columns * cells of a block * orientations], in this order.
 *
 * Each pixel votes for the orientation of its gradient, by its strength; the votes of a cell are averaged; blocks of cells, which overlap, are
 * normalised. Of several channels the one with the strongest gradient counts. Rows and columns beyond the last whole cell are left out.
 */
export const hog: LayerBuilder<'hog'> = (network, x, { orientations, pixelsPerCell, cellsPerBlock, blockNorm }) => {
  const images = imagesOf(x)
  const [cell, block] = [pairOf(pixelsPerCell), pairOf(cellsPerBlock)]
  const cells: Pair = [Math.floor(images.height / cell[0]), Math.floor(images.width / cell[1])]
  if (images.height < 3 || images.width < 3 || cells[0] < block[0] || cells[1] < block[1]) {
    throw new Misfit(phrase('images of {height}×{width} have no block of {block} cells of {cell} pixels', { height: images.height, width: images.width, block: formatShape(block), cell: formatShape(cell) }), true)
  }
  const { graph: g } = network
  const histograms = cellHistograms(g, strongestGradients(g, x, images.channels), orientations, cell)
  const blocks = normalized(g, blocksOf(g, histograms, cells, block), blockNorm)
  return g.node('Flatten', [blocks], { axis: int(1) }, { name: network.layerName('hog') })
}

/**
 * Mean of the votes in each cell: [N, orientations, cell rows, cell columns].
 *
 * Bin i has the angles from b(i) to b(i + 1), with b(i) = 180 i / orientations. Of a gradient in the upper half plane,
 * angle < b(i)  <=>  horizontal sin b(i) > vertical cos b(i), so no angle is computed. The votes below each bound are averaged first; a bin has
 * those below its upper bound without those below its lower one.
 */
function cellHistograms(g: GraphBuilder, { vertical, horizontal, strength }: Gradients, orientations: number, cell: Pair): Value {
  const averaged = (votes: Value): Value => g.node('AveragePool', [votes], { kernel_shape: ints(cell), strides: ints(cell) })
  const all = averaged(strength)
  if (orientations === 1) return all
  const bounds = Array.from({ length: orientations - 1 }, (_, bin) => (Math.PI * (bin + 1)) / orientations)
  const constants = (values: readonly number[]): Value => g.constant(float32(values, [values.length, 1, 1]))
  // Opposite gradients have the same orientation: those in the lower half plane are turned around, and horizontal ones to the right.
  const zero = scalar(g, 0)
  const turned = where(g, greater(g, vertical, zero), horizontal, where(g, equal(g, vertical, zero), g.node('Abs', [horizontal]), neg(g, horizontal)))
  // Products of their own rather than a convolution, whose rounding would move gradients that lie on a bound.
  const isBelow = greater(g, mul(g, turned, constants(bounds.map(Math.sin))), mul(g, g.node('Abs', [vertical]), constants(bounds.map(Math.cos))))
  const below = averaged(mul(g, cast(g, isBelow, 'float32'), strength))
  return sub(g, concat(g, [below, all], 1), pad(g, below, [0, 1, 0, 0], [0, 0, 0, 0]))
}

/** The histograms of the cells of each block side by side: [N, block rows, block columns, cells * orientations]. */
function blocksOf(g: GraphBuilder, histograms: Value, [rows, columns]: Pair, [height, width]: Pair): Value {
  const shifted = Array.from({ length: height * width }, (_, place) => {
    const [row, column] = [Math.floor(place / width), place % width]
    return slice(g, histograms, [
      { axis: 2, start: row, end: row + rows - height + 1 },
      { axis: 3, start: column, end: column + columns - width + 1 },
    ])
  })
  return transpose(g, concat(g, shifted, 1), [0, 2, 3, 1])
}

const lastAxis = [3]

/** Divides by sqrt(sum of squares + epsilon^2). */
function byLength(g: GraphBuilder, blocks: Value): Value {
  const squares = reduceSum(g, mul(g, blocks, blocks), lastAxis, { keep: true })
  return div(g, blocks, sqrt(g, add(g, squares, scalar(g, epsilon ** 2))))
}

/** Divides by the sum plus epsilon; histograms have no negative values. */
const bySum = (g: GraphBuilder, blocks: Value): Value => div(g, blocks, add(g, reduceSum(g, blocks, lastAxis, { keep: true }), scalar(g, epsilon)))

const norms: Readonly<Record<RecordOf<'hog'>['blockNorm'], (g: GraphBuilder, blocks: Value) => Value>> = {
  L1: bySum,
  'L1-sqrt': (g, blocks) => sqrt(g, bySum(g, blocks)),
  L2: byLength,
  'L2-Hys': (g, blocks) => byLength(g, g.node('Min', [byLength(g, blocks), scalar(g, clipping)])),
}

const normalized = (g: GraphBuilder, blocks: Value, norm: RecordOf<'hog'>['blockNorm']): Value => norms[norm](g, blocks)

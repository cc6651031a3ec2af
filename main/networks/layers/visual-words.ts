// Bags of visual words: dense SIFT descriptors, each replaced by the nearest word of a codebook, and counted.
// G. Csurka et al., "Visual Categorization with Bags of Keypoints", ECCV workshop 2004; S. Lazebnik et al., "Beyond Bags of Features", CVPR 2006.
import { phrase } from '@language/phrase'
import { int, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { add, cast, concat, div, equal, gemm, matMul, mul, reduceMax, reduceSum, scalar, scale, sqrt, sub, transpose } from '../../onnx/operations'
import { DYNAMIC, float32, int64 } from '../../onnx/tensor'
import { strongestGradients, type Gradients } from './image-gradients'
import { Misfit } from './layer-fault'
import { imagesOf, type LayerBuilder } from './layer-builder'

/** Bins of a descriptor along an axis, and orientations of a bin. */
const bins = 4
const orientations = 8
const descriptorLength = bins * bins * orientations
/** Largest value of a descriptor before it is normalised again. */
const clipping = 0.2
/** Is added to the length of a descriptor, so that one of even ground is zero. */
const epsilon = 1e-4

/**
 * Images [N, C, H, W] to one vector each: the share of each word among the descriptors of the image, as its square root, and with a pyramid
 * likewise in its quarters: [N, (1 or 5) * words].
 *
 * The square roots make a linear classifier compare histograms by Hellinger's kernel (R. Arandjelovic, A. Zisserman, CVPR 2012, section 3).
 */
export const visualWords: LayerBuilder<'visualWords'> = (network, x, { words, step, binSize, pyramid }) => {
  const images = imagesOf(x)
  const [rows, columns] = [originsOf(images.height, step, binSize), originsOf(images.width, step, binSize)]
  if (rows.length === 0 || columns.length === 0 || images.height < 3 || images.width < 3) {
    throw new Misfit(phrase('images of {height}×{width} have no room for a descriptor of {bins}×{bins} bins of {binSize} pixels', { height: images.height, width: images.width, bins, binSize }), true)
  }
  const { graph: g } = network
  const name = network.layerName('words')
  const maps = orientationMaps(g, strongestGradients(g, x, images.channels))
  const descriptors = denseDescriptors(g, maps, rows.map((origin) => centresFrom(origin, binSize)).flat(), columns.map((origin) => centresFrom(origin, binSize)).flat(), binSize)
  const codebook = network.buffer(name, 'codebook', [words, descriptorLength], 0)
  network.fit({ name, samples: descriptors, fitting: { kind: 'codebook', codebook: `${name}.codebook`, words } })
  const isNearest = nearestWords(g, descriptors, codebook)
  const regions = regionShares(rows.length, columns.length, pyramid)
  const histograms = sqrt(g, matMul(g, g.constant(float32(regions.flat(), [regions.length, rows.length * columns.length]), `${name}.regions`), isNearest))
  return g.node('Flatten', [histograms], { axis: int(1) }, { name })
}

/** Pixels at which the first bin of a descriptor may be centred along an axis: all its centres lie in the image. */
function originsOf(size: number, step: number, binSize: number): number[] {
  const last = size - 1 - (bins - 1) * binSize
  return last < 0 ? [] : Array.from({ length: Math.floor(last / step) + 1 }, (_, index) => index * step)
}

/** The centres of the bins of a descriptor along an axis. */
const centresFrom = (origin: number, binSize: number): number[] => Array.from({ length: bins }, (_, bin) => origin + bin * binSize)

/** Coefficients of r, r^3, r^5, ... in atan(r) for r from 0 to 1, to 1e-5. M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 4.4.49. */
const arctangent = [0.999866, -0.3302995, 0.180141, -0.085133, 0.0208351]

/**
 * The strength of the gradient divided between the two nearest of 8 orientations, as in SIFT: [N, 8, H, W], beginning to the right and going on
 * downwards in steps of 45 degrees.
 *
 * Within each eighth of the circle, between an axis and a diagonal, r = min(|h|, |v|) / max(|h|, |v|) goes from 0 to 1, and the diagonal's part
 * is atan(r) / 45 degrees.
 */
function orientationMaps(g: GraphBuilder, { vertical, horizontal, strength }: Gradients): Value {
  const [across, down] = [g.node('Abs', [horizontal]), g.node('Abs', [vertical])]
  const ratio = div(g, g.node('Min', [across, down]), add(g, g.node('Max', [across, down]), scalar(g, 1e-12)))
  const square = mul(g, ratio, ratio)
  const series = arctangent.toReversed().reduce<Value | null>((sum, coefficient) => (sum ? add(g, mul(g, sum, square), scalar(g, coefficient)) : scalar(g, coefficient)), null)
  if (!series) throw new Error('the series of the arctangent has no terms')
  const diagonal = mul(g, mul(g, series, scale(g, ratio, 4 / Math.PI)), strength)
  const axial = sub(g, strength, diagonal)
  const zero = scalar(g, 0)
  const where = (isLarger: Value): Value => cast(g, isLarger, 'float32')
  const above = (a: Value, b: Value): Value => where(g.node('Greater', [a, b]))
  const [right, left, below, over] = [above(horizontal, zero), above(zero, horizontal), above(vertical, zero), above(zero, vertical)]
  const isSteep = above(down, across)
  const [along, steep] = [sub(g, axial, mul(g, axial, isSteep)), mul(g, axial, isSteep)]
  const [toRight, toLeft] = [mul(g, diagonal, right), mul(g, diagonal, left)]
  const maps = [mul(g, along, right), mul(g, toRight, below), mul(g, steep, below), mul(g, toLeft, below), mul(g, along, left), mul(g, toLeft, over), mul(g, steep, over), mul(g, toRight, over)]
  return concat(g, maps, 1)
}

/**
 * Dense SIFT descriptors of one size, upright, without Gaussian window: [N, descriptors, 128], ordered by row of bins, column of bins, orientation.
 *
 * A pixel counts in each bin by the bilinear weight max(0, 1 - |row - centre| / binSize) max(0, 1 - |column - centre| / binSize). Descriptors are
 * divided by their length, cut off at 0.2 and divided by their length again. D. Lowe, "Distinctive Image Features from Scale-Invariant
 * Keypoints", IJCV 60(2), 2004, section 6.
 */
function denseDescriptors(g: GraphBuilder, maps: Value, rowCentres: readonly number[], columnCentres: readonly number[], binSize: number): Value {
  const [, , height = 0, width = 0] = maps.shape
  const weights = (size: number, centres: readonly number[]): readonly number[][] =>
    centres.map((centre) => Array.from({ length: size }, (_, pixel) => Math.max(0, 1 - Math.abs(pixel - centre) / binSize)))
  const byRow = g.constant(float32(weights(height, rowCentres).flat(), [rowCentres.length, height]))
  const ofColumns = weights(width, columnCentres)
  const byColumn = g.constant(float32(Array.from({ length: width }, (_, pixel) => ofColumns.map((weight) => weight[pixel] ?? 0)).flat(), [width, columnCentres.length]))
  const sums = matMul(g, byRow, matMul(g, maps, byColumn))
  const [down, across] = [rowCentres.length / bins, columnCentres.length / bins]
  // [N, orientation, descriptor row, bin row, descriptor column, bin column]
  const parts = g.node('Reshape', [sums, g.constant(int64([maps.shape[0] === DYNAMIC ? -1 : (maps.shape[0] ?? 0), orientations, down, bins, across, bins]))])
  const ordered = transpose(g, parts, [0, 2, 4, 3, 5, 1])
  const descriptors = g.node('Reshape', [ordered, g.constant(int64([maps.shape[0] === DYNAMIC ? -1 : (maps.shape[0] ?? 0), down * across, descriptorLength]))])
  return byLength(g, g.node('Min', [byLength(g, descriptors), scalar(g, clipping)]))
}

function byLength(g: GraphBuilder, descriptors: Value): Value {
  const squares = reduceSum(g, mul(g, descriptors, descriptors), [2], { keep: true })
  return div(g, descriptors, add(g, sqrt(g, squares), scalar(g, epsilon)))
}

/** 1 at the nearest word of each descriptor, else 0: [N, descriptors, words]. */
function nearestWords(g: GraphBuilder, descriptors: Value, codebook: Value): Value {
  const [batch = 0, count = 0] = descriptors.shape
  const [words = 0] = codebook.shape
  // The nearest word has the largest 2 d w - |w|^2.
  const rows = g.node('Reshape', [descriptors, g.constant(int64([-1, descriptorLength]))])
  const lengths = reduceSum(g, mul(g, codebook, codebook), [1])
  const scores = gemm(g, scale(g, rows, 2), codebook, scale(g, lengths, -1), { transB: true })
  const isNearest = cast(g, equal(g, scores, reduceMax(g, scores, [1], { keep: true })), 'float32')
  return g.node('Reshape', [isNearest, g.constant(int64([batch === DYNAMIC ? -1 : batch, count, words]))])
}

/** By region, the share of each descriptor: the whole image, then its quarters from left to right and down. */
function regionShares(rows: number, columns: number, pyramid: boolean): readonly number[][] {
  const shares = (isWithin: (row: number, column: number) => boolean): number[] => {
    const within = Array.from({ length: rows * columns }, (_, place) => isWithin(Math.floor(place / columns), place % columns))
    const count = within.filter(Boolean).length
    return within.map((is) => (is ? 1 / count : 0))
  }
  const half = (place: number, size: number): number => (place < size / 2 ? 0 : 1)
  const quarters = [0, 1, 2, 3].map((quarter) => shares((row, column) => half(row, rows) === Math.floor(quarter / 2) && half(column, columns) === quarter % 2))
  return [shares(() => true), ...(pyramid ? quarters.map((quarter) => quarter.map((share) => share / 4)) : [])]
}

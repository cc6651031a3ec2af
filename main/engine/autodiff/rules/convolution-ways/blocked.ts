// Ways by ONNX Runtime's kernels for blocks of channels: each pass is a convolution that fills vector registers with maps, without windows in memory.
// E. Georganas et al., "Anatomy of High-Performance Deep Learning Convolutions on SIMD Architectures", SC 2018.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { convolveBlocks, elementsOfBlocks, imagesAsChannels, imagesOfElements, kernelsInBlocks, padBlocks, toBlocks, toPlain, wholeBlocksOf } from '../../../../onnx/blocked-layout'
import { pad, reduceSum, reshape, transpose } from '../../../../onnx/operations'
import { elementCount, type Shape } from '../../../../onnx/tensor'
import { inBlocks, plainOf } from '../../layout'
import { croppedTo, type Convolution } from '../convolution'
import { multiplyAdds, type ConvPlace } from './conv-place'
import type { ConvPass, ConvWay } from './conv-way'
import { inputAsConvolution, turned } from './input-as-convolution'

/** Cost of a multiply-add, of an element that is written, and of one that a kernel gradient brings into another order, in multiply-adds of a large matrix product. */
const costOf = { tap: 1.05, written: 10, reordered: 45 }

/** Ways by convolutions of blocks, where a plan has blocks; registers are full. @param filled elements that are filled up to whole blocks of channels, and the cost of moving one */
export const ofBlocks = (
  filled: (place: ConvPlace) => readonly [images: Shape, cost: number], fits: (place: ConvPlace, block: number) => boolean = () => true,
): Pick<ConvWay<ConvPass>, 'fits' | 'cost' | 'readsBlocks'> => ({
  fits: (place) => place.block !== null && isOfImages(place) && fits(place, place.block),
  cost: (place) => {
    const [images, move] = filled(place)
    const [, channels = 1] = images
    return (wholeBlocksOf(channels, blocksOf(place)) / channels) * (costOf.tap * multiplyAdds(place) + move * elementCount(images))
  },
  readsBlocks: true,
})

export const writesInput = ({ images }: ConvPlace): [Shape, number] => [images, costOf.written]
const writesOutput = ({ output }: ConvPlace): [Shape, number] => [output, costOf.written]
const reordersOutput = ({ output }: ConvPlace): [Shape, number] => [output, costOf.reordered]

/** Two spatial dimensions of float32, without groups. */
const isOfImages = ({ convolution, images, type }: ConvPlace): boolean => images.length === 4 && type === 'float32' && convolution.groups === 1

/** Channels in a block. */
export function blocksOf({ block }: ConvPlace): number {
  if (block === null) throw new Error('the plan has no blocks of channels')
  return block
}

export const blockedForward: ConvWay<'forward'> = {
  ...ofBlocks(writesOutput),
  emit: ({ g, place }, { x, w, bias }) => convolved(g, x, w, place.convolution, blocksOf(place), bias),
}

/** The convolution of the output's gradient with the kernels turned by 180 degrees, channels and maps exchanged. */
export const blockedInputGradient: ConvWay<'input gradient'> = {
  ...ofBlocks(writesInput, (place) => inputAsConvolution.fits(place)),
  emit: ({ g, place }, { w, gradY }) => {
    const { kernels, convolution } = turned(g, w, place.convolution)
    return convolved(g, gradY, kernels, convolution, blocksOf(place))
  },
}

/** For batches of whole blocks. */
export const blockedKernelGradient: ConvWay<'kernel gradient'> = {
  ...ofBlocks(reordersOutput, ({ images: [n = 0] }, block) => n % block === 0),
  /**
   * A convolution with images as channels and the output's gradient as kernels, [M, N, positions...]; stride and dilation are exchanged. Where channels
   * lie side by side along the width, a kernel that leaves out all others between two of its elements sees one channel at a time, and its places
   * along the width are those of every tap and channel. Padding is written out, because at edges the kernels compute one place at a time.
   */
  emit: ({ g, place }, { x, gradY }) => {
    const { convolution: { kernel, strides, dilations, padBegin, padEnd }, images: [, channels = 0] } = place
    const block = blocksOf(place)
    // Places of a kernel that is dilated itself are not next to each other.
    const beside = channels >= block && dilations.every((step) => step === 1) ? block : 1
    const alongWidth = ([down = 0, across = 0]: readonly number[]): number[] => [down, across * beside]
    const seen = imagesAsChannels(g, beside === 1 ? plainOf(g, x) : wholeBlocks(g, x, block), block)
    const padded = padBlocks(g, seen, alongWidth(padBegin), alongWidth(padEnd))
    const window = { kernel: gradY.shape.slice(2), strides: dilations, dilations: alongWidth(strides), padBegin: [0, 0], padEnd: [0, 0], ceilMode: false }
    const kernels = gradientAsKernels(g, gradY, block)
    const groups = (place.images[0] ?? 0) / block
    const correlated = sumOfGroups(g, convolveBlocks(g, padded, kernels, window, { groups }), groups)
    return kernelsOfPlaces(g, toPlain(g, correlated, gradY.shape[1] ?? 0), [channels, ...kernel], beside)
  },
}

/**
 * Sums [C / beside, M, height, width * beside] to [M, C, kernel...]. Where the input reaches beyond the last window, the correlation has more places than
 * the kernel has taps; channels that fill up the last block are left out.
 */
function kernelsOfPlaces(g: GraphBuilder, sums: Value, [channels = 0, ...kernel]: readonly number[], beside: number): Value {
  const [apart = 0, maps = 0, height = 0, width = 0] = sums.shape
  const byTap = reshape(g, sums, [apart, maps, height, width / beside, beside])
  const byChannel = reshape(g, transpose(g, byTap, [1, 0, 4, 2, 3]), [maps, apart * beside, height, width / beside])
  return croppedTo(g, byChannel, [maps, channels, ...kernel])
}

/** A convolution by kernels as their shape says; the output is in blocks where its maps fill them. */
function convolved(g: GraphBuilder, x: Value, w: Value, convolution: Convolution, block: number, bias: Value | null = null): Value {
  const [channels = 0, maps = 0] = [x.shape[1], w.shape[0]]
  const images = readable(g, x, block)
  const filled = pad(g, w, [0, 0, 0, 0], [0, (images.shape[1] ?? 0) - channels, 0, 0])
  const kernels = kernelsInBlocks(g, filled, block)
  const whole = kernels.shape[0] ?? 0
  const output = convolveBlocks(g, images, kernels, convolution, { bias: bias && pad(g, bias, [0], [whole - maps]) })
  return whole === maps ? output : toPlain(g, output, maps)
}

/**
 * The output's gradient [N, M, positions...] as kernels in blocks, for a group of channels each block of images: [N / block * M, block, positions...]. Maps of zeros
 * make up whole blocks. In groups, blocks of maps need not be moved past the blocks of images.
 */
function gradientAsKernels(g: GraphBuilder, gradY: Value, block: number): Value {
  const byMaps = wholeBlocks(g, gradY, block)
  const [n = 0, maps = 0, ...positions] = byMaps.shape
  const elements = elementsOfBlocks(g, byMaps)
  const [, , area = 0] = elements.shape
  const ofBlock = transpose(g, reshape(g, elements, [n / block, block, (maps / block) * area, block]), [0, 2, 1, 3])
  return imagesOfElements(g, ofBlock, [(n / block) * maps, block, ...positions], block)
}

/** Sums what the groups of a convolution give: [C, groups * M, height, width] to [C, M, height, width], in blocks. */
function sumOfGroups(g: GraphBuilder, x: Value, groups: number): Value {
  const [apart = 0, maps = 0, ...spatial] = x.shape
  const { block = 1 } = x
  const ofGroups = reshape(g, elementsOfBlocks(g, x), [apart, groups, (maps / groups) * elementCount(spatial)])
  return imagesOfElements(g, reduceSum(g, ofGroups, [1]), [apart, maps / groups, ...spatial], block)
}

/** Images as a convolution of blocks reads them: in whole blocks, or fewer channels than a block as they are. */
export const readable = (g: GraphBuilder, x: Value, block: number): Value => ((x.shape[1] ?? 0) < block ? plainOf(g, x) : wholeBlocks(g, x, block))

/** Images in whole blocks of channels, filled up with zeros. */
function wholeBlocks(g: GraphBuilder, x: Value, block: number): Value {
  const [, channels = 0] = x.shape
  if (channels % block === 0) return inBlocks(g, x, block)
  const missing = Math.ceil(channels / fewestReordered) * fewestReordered - channels
  return toBlocks(g, pad(g, plainOf(g, x), [0, 0, 0, 0], [0, missing, 0, 0]), block)
}

/** ONNX Runtime brings images into blocks whose channels are a multiple of this, and fills up the last block. */
const fewestReordered = 4

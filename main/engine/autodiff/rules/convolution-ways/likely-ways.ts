// The way of each pass of a convolution that a plan takes where it has not timed the place: what is faster than the built-in way wherever it was measured.
import { elementCount } from '../../../../onnx/tensor'
import { isTransform, transformNames, type TransformName } from '../fast-convolution/transforms-by-name'
import { builtInTransform, builtInWays, minChannels } from './built-in-ways'
import { groupOf } from './by-groups'
import type { ConvPlace } from './conv-place'
import type { ConvPass } from './conv-way'
import { byPass, convPasses, waysOfPasses } from './ways-of-passes'

/**
 * The transforms by which a large place is faster beyond doubt; those that each group would take as a convolution by itself; for 1x1 kernels of many channels one product of the
 * whole batch; else the built-in way.
 */
export function likelyWay(place: ConvPlace, pass: ConvPass): string {
  const builtIn = builtInWays[pass](place)
  const transform = transformBeyondDoubt(place)
  if (transform !== null) return transform
  if (place.convolution.groups === 1) return builtIn === 'windows' && isOfManyChannels(place) ? 'taps' : builtIn
  const ofGroup = builtInTransform(groupOf(place))
  return ofGroup !== null && waysOfPasses[pass][ofGroup]?.fits(place) ? ofGroup : builtIn
}

/** Predicted cost of the three passes of a place from which on predictions were right to a fifth, in multiply-adds of a large matrix product: twenty milliseconds. */
const costOfLargePlace = 1e9
/** A transform is faster beyond doubt where it is predicted to take less than this share of what the other ways take. */
const beyondDoubt = 0.85

/** The cheapest transforms by prediction, where they train a large convolution much faster than what is no transform, and than the built-in ways; null: there are none. */
function transformBeyondDoubt(place: ConvPlace): TransformName | null {
  const [, channels = 0] = groupOf(place).images
  if (channels < minChannels) return null
  const [best] = transformNames
    .map((name) => ({ name, cost: costOfPasses(place, (_pass, way) => way === name) }))
    .toSorted((a, b) => a.cost - b.cost)
  if (!best || best.cost < costOfLargePlace) return null
  const builtIn = byPass((pass) => builtInWays[pass](place))
  const others = costOfPasses(place, (pass, way) => !isTransform(way) || way === builtIn[pass])
  return best.cost < beyondDoubt * others ? best.name : null
}

/** Predicted cost of the three passes, each by the cheapest of some ways; infinite where a pass has none of them that is worth its memory. */
function costOfPasses(place: ConvPlace, isOfThem: (pass: ConvPass, way: string) => boolean): number {
  const costOf = (pass: ConvPass, name: string): number => {
    const way = waysOfPasses[pass][name]
    return way?.fits(place) && !way.isWasteful?.(place) ? way.cost(place) : Infinity
  }
  const leastOf = (pass: ConvPass): number => Math.min(...Object.keys(waysOfPasses[pass]).filter((name) => isOfThem(pass, name)).map((name) => costOf(pass, name)))
  return convPasses.reduce((sum, pass) => sum + leastOf(pass), 0)
}

/** What a number of a product of one image costs, which is written and added up, beside one that is moved to bring all images into one product. Measured on the CPU. */
const costOfSummed = 3

/** Whether products for each image write more than is moved to bring the batch into one, for 1x1 kernels. */
const isOfManyChannels = ({ convolution: { kernel }, images: [, ...image], output: [, ...ofOutput], kernels }: ConvPlace): boolean =>
  elementCount(kernel) === 1 && costOfSummed * elementCount(kernels) > elementCount(image) + elementCount(ofOutput)

// Which ways convolutions take without a plan: fast algorithms for those of AlexNet behind the first one, at the batch sizes that people train with.
import { describe, expect, it } from 'vitest'
import { candidateWays } from '../../site'
import { isTransform } from '../fast-convolution/transforms-by-name'
import { builtInTransform, builtInWays } from './built-in-ways'
import { convPlaceName } from './conv-place'
import { convSite } from './conv-sites'
import { placeOf } from './testing/place-of'
import { transformsOf } from './transformed'
import { convPasses } from './ways-of-passes'

describe.each([32, 64, 128])('at batch size %i', (n) => {
  it('takes Fourier for the 5x5 kernels of AlexNet', () => {
    const place = placeOf([n, 96, 26, 26], [256, 96, 5, 5], 2)
    expect(builtInTransform(place)).toBe('fourier')
    expect(transformsOf('fourier', place)).toMatchObject({ products: 15 * 28 * 3, tiles: 1 })
  })

  it('takes Fourier for the second convolution of LeNet, not for the one that sees the images', () => {
    expect(builtInTransform(placeOf([n, 1, 28, 28], [6, 1, 5, 5], 2))).toBeNull()
    const second = placeOf([n, 6, 14, 14], [16, 6, 5, 5], 0)
    expect(builtInTransform(second)).toBe('fourier')
    expect(transformsOf('fourier', second)).toMatchObject({ products: 8 * 14 * 3 })
  })

  it.each([
    [256, 384],
    [384, 384],
    [384, 256],
  ])('takes Winograd for the 3x3 kernels of AlexNet from %i to %i channels', (channels, maps) => {
    const place = placeOf([n, channels, 12, 12], [maps, channels, 3, 3], 1)
    expect(builtInTransform(place)).toBe('winograd-8')
    expect(transformsOf('winograd-8', place)).toMatchObject({ products: 64, tiles: 4 })
  })

  it('computes the strided 11x11 kernels of AlexNet directly', () => {
    const place = placeOf([n, 1, 224, 224], [96, 1, 11, 11], 1, { stride: 4 })
    expect(Object.values(builtInWays).map((way) => way(place))).toEqual(['direct', 'transposed', 'convolution'])
  })
})

it('computes single images directly: transforming the kernels would cost more than it saves', () => {
  expect(builtInTransform(placeOf([1, 384, 12, 12], [384, 384, 3, 3], 1))).toBeNull()
})

it('computes groups directly, and offers plans transforms of each group, where groups are few', () => {
  const ofAlexNet = placeOf([32, 96, 27, 27], [256, 48, 5, 5], 2, { groups: 2 })
  expect(Object.values(builtInWays).map((way) => way(ofAlexNet))).toEqual(['direct', 'convolution', 'taps'])
  for (const pass of convPasses) expect(candidateWays(convSite(ofAlexNet, pass))).toContain('fourier')
  expect(transformsOf('fourier', ofAlexNet)).toMatchObject({ products: 15 * 29 * 3 })
  const depthwise = placeOf([32, 96, 14, 14], [96, 1, 3, 3], 1, { groups: 96 })
  for (const pass of convPasses) expect(convSite(depthwise, pass).ways.filter(isTransform)).toEqual([])
})

it('gives every pass of a convolution without fast algorithms a way that needs none', () => {
  const place = { ...placeOf([128, 96, 26, 26], [256, 96, 5, 5], 2), fast: false }
  expect(Object.values(builtInWays).map((way) => way(place))).toEqual(['direct', 'convolution', 'taps'])
})

it('names a place by what differs from the usual', () => {
  const place = placeOf([128, 16, 28, 28], [16, 16, 3, 3], 1)
  expect(convPlaceName(place)).toBe('conv 128x16x28x28 16x3x3 pad1')
  expect(convPlaceName(placeOf([8, 3, 28, 28], [16, 3, 5, 5], 0, { stride: 2 }))).toBe('conv 8x3x28x28 16x5x5 stride2')
  const { convolution } = place
  const odd = { ...place, convolution: { ...convolution, padBegin: [0, 1], strides: [2, 1], groups: 2 }, kernels: [16, 8, 3, 3], output: [128, 16, 14, 28], fast: false }
  expect(convPlaceName(odd)).toBe('conv 128x16x28x28 16x3x3 stride2x1 pad0x1x1x1 groups2 untransformed')
})

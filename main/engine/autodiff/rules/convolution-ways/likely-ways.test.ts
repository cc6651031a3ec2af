// Which ways convolutions take in a plan that had no time to measure them.
import { expect, it } from 'vitest'
import { convSite } from './conv-sites'
import { placeOf } from './testing/place-of'
import { convPasses } from './ways-of-passes'

/** What each pass would take. */
const likelyOf = (place: ReturnType<typeof placeOf>) => convPasses.map((pass) => convSite(place, pass).likelyBest)

it.each([
  { what: 'VGG-11, 56x56', images: [16, 256, 56, 56], maps: 256, likely: 'separable winograd-8' }, // 0.93 instead of 1.95 s in blocks
  { what: 'VGG-11, 28x28', images: [16, 512, 28, 28], maps: 512, likely: 'separable winograd-8' }, // 0.61 instead of 2.18 s
  { what: 'VGG-11, 14x14', images: [16, 512, 14, 14], maps: 512, likely: 'separable winograd-6' }, // 237 instead of 298 ms by one matrix
  { what: 'ResNet-18, 28x28', images: [32, 128, 28, 28], maps: 128, likely: 'separable winograd-8' }, // 134 instead of 219 ms
])('takes transforms for all passes of large convolutions with many channels: $what', ({ images, maps, likely }) => {
  for (const block of [null, 16]) expect(likelyOf({ ...placeOf(images, [maps, images[1] ?? 0, 3, 3], 1), block })).toEqual([likely, likely, likely])
})

it.each([
  { why: 'in blocks it is as fast', images: [32, 64, 56, 56], maps: 64, block: 16 },
  { why: 'it is small', images: [64, 6, 14, 14], maps: 16, block: 16 },
  { why: 'it sees the images', images: [64, 1, 56, 56], maps: 256, block: null },
  { why: 'its images are large', images: [16, 64, 112, 112], maps: 128, block: null },
])('leaves a convolution its built-in ways where $why', ({ images, maps, block }) => {
  const place = { ...placeOf(images, [maps, images[1] ?? 0, 3, 3], 1), block }
  expect(likelyOf(place)).toEqual(convPasses.map((pass) => convSite(place, pass).builtIn))
})

it('takes no transforms where convolutions are computed directly', () => {
  const place = { ...placeOf([16, 512, 28, 28], [512, 512, 3, 3], 1), fast: false }
  expect(likelyOf(place)).toEqual(convPasses.map((pass) => convSite(place, pass).builtIn))
})

it.each([
  { images: [32, 832, 7, 7], maps: 384, likely: 'taps' }, // GoogLeNet: 6 instead of 18 ms
  { images: [32, 512, 14, 14], maps: 128, likely: 'taps' },
  { images: [32, 192, 28, 28], maps: 64, likely: 'windows' },
])('would take $likely for kernel gradients of 1x1 kernels, $images to $maps maps, where nothing was measured', ({ images, maps, likely }) => {
  const site = convSite(placeOf(images, [maps, images[1] ?? 0, 1, 1], 0), 'kernel gradient')
  expect(site).toMatchObject({ builtIn: 'windows', likelyBest: likely })
})

// The memory that transforms of kernels hold: counted as programs have it, and never more than its speed is worth without a plan.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { builtInPlan, planVersion } from '@contract/training/plan'
import { GraphBuilder } from '../../../../onnx/graph-builder'
import { elementBytes, elementCount } from '../../../../onnx/tensor'
import { candidateWays, chosenWay, siteKey } from '../../site'
import { transformNames } from '../fast-convolution/transforms-by-name'
import { groupOf } from './by-groups'
import type { ConvPlace } from './conv-place'
import { convSite } from './conv-sites'
import { heldBytes, isWorthItsMemory } from './held-memory'
import { placeOf } from './testing/place-of'
import { transformsOf } from './transformed'
import { convPasses } from './ways-of-passes'

/** A convolution with square images and kernels that keeps height and width; channels and maps of each group. */
const squareOf = (n: number, channels: number, maps: number, size: number, kernel = 3, groups = 1): ConvPlace =>
  placeOf([n, groups * channels, size, size], [groups * maps, channels, kernel, kernel], (kernel - 1) / 2, { groups })

const channels = fc.integer({ min: 1, max: 600 })
const places = fc.record({ n: fc.integer({ min: 1, max: 256 }), channels, maps: channels, size: fc.integer({ min: 3, max: 56 }), kernel: fc.constantFrom(3, 5) }).map(({ n, channels: c, maps, size, kernel }) => squareOf(n, c, maps, size, kernel))

/** Bytes of the largest value that a pass makes of the kernels alone. */
function largestOfKernels(place: ConvPlace, way: string): number {
  const g = new GraphBuilder('pass')
  const { nodes } = g.build(convSite(place, 'input gradient').probe(g, new Map([['input gradient', way]]), builtInPlan))
  const ofKernels = new Set(['w'])
  const known = (name: string): boolean => ofKernels.has(name) || name.startsWith('constant')
  let largest = 0
  for (const { inputs, outputs } of nodes) {
    if (!inputs.every((value) => value === null || known(value.name))) continue
    for (const { name, type, shape } of outputs) {
      ofKernels.add(name)
      largest = Math.max(largest, elementBytes[type] * elementCount(shape))
    }
  }
  return largest
}

it('counts the coefficients of kernels as a program has them', () => {
  fc.assert(
    fc.property(places, fc.constantFrom(...transformNames), (place, name) => {
      const transforms = transformsOf(name, place)
      if (transforms !== null) expect(heldBytes(transforms, place)).toBe(largestOfKernels(place, name))
    }),
    { numRuns: 30 },
  )
})

it('holds the coefficients of one group at a time', () => {
  const place = squareOf(32, 48, 128, 27, 5, 2)
  const transforms = transformsOf('fourier', place)
  expect(transforms && heldBytes(transforms, groupOf(place))).toBe(4 * 1305 * 128 * 48)
  expect(largestOfKernels(place, 'fourier')).toBe(4 * 1305 * 128 * 48)
})

it('never takes or measures a way that is not worth its memory, unless a plan names it', () => {
  fc.assert(
    fc.property(places, fc.constantFrom(...convPasses), (place, pass) => {
      const site = convSite(place, pass)
      const candidates = candidateWays(site)
      expect(candidates).toContain(site.builtIn)
      for (const name of transformNames) {
        const transforms = transformsOf(name, place)
        if (transforms === null || isWorthItsMemory(transforms, place)) continue
        expect(candidates).not.toContain(name)
        expect(chosenWay({ version: planVersion, choices: { [siteKey(site)]: name } }, site)).toBe(name)
      }
    }),
    { numRuns: 100, examples: [[squareOf(16, 512, 512, 28), 'forward']] },
  )
})

it('finds more images worth the memory, never fewer', () => {
  fc.assert(
    fc.property(places, fc.integer({ min: 1, max: 8 }), (place, times) => {
      const [n = 1, ...others] = place.images
      const more: ConvPlace = { ...place, images: [n * times, ...others], output: place.output.with(0, n * times) }
      const [fewer, several] = [transformsOf('fourier', place), transformsOf('fourier', more)]
      if (fewer !== null && several !== null && isWorthItsMemory(fewer, place)) expect(isWorthItsMemory(several, more)).toBe(true)
    }),
  )
})

it.each([
  ['AlexNet at batch 8', squareOf(8, 96, 256, 26, 5), false],
  ['AlexNet at batch 16', squareOf(16, 96, 256, 26, 5), true],
  ['AlexNet at batch 256', squareOf(256, 96, 256, 26, 5), true],
  ['VGG-11 at batch 16', squareOf(16, 256, 512, 28), false],
  ['the widest of FashionNet at batch 1024', squareOf(1024, 64, 128, 14), true],
] as const)('knows whether Fourier is worth its memory in the layers of %s', (_network, place, worth) => {
  const transforms = transformsOf('fourier', place)
  expect(transforms !== null && isWorthItsMemory(transforms, place)).toBe(worth)
})

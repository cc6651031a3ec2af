// Maps of explanations: what becomes of channels and signs, at which size and in which colours they are drawn, and how alike two of them are.
import type { ExplanationMethod } from '@contract/inspection/explanation'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast, luminance, type Rgb } from '../charts/colour-contrast'
import type { PixelImage } from '../pictures/pixel-image'
import { explanationMap, mapAtImageSize, mapFigure, scaleSentence, type ExplanationMap } from './explanation-map'
import { legendColours, mapPicture, overlayPicture } from './explanation-pictures'
import { mapLikeness, sanitySentence } from './sanity-check'

const gradient: ExplanationMethod = { method: 'gradient' }
const cam: ExplanationMethod = { method: 'grad-cam', layer: 'conv_1' }
const occlusion: ExplanationMethod = { method: 'occlusion', patch: 3, stride: 2 }

const explanation = (channels: number, height: number, width: number, values: readonly number[]) => ({ channels, height, width, values: Float32Array.from(values) })
const colourAt = ({ pixels }: PixelImage, place: number): Rgb => [pixels[3 * place] ?? 0, pixels[3 * place + 1] ?? 0, pixels[3 * place + 2] ?? 0]

describe('explanationMap', () => {
  const colour = explanation(3, 1, 2, [1, -2, 0.5, 1, -3, 0.5])

  it('adds channels, and takes the largest of their absolute values', () => {
    expect([...explanationMap(colour, gradient, 'signed').values]).toEqual([-1.5, -0.5])
    expect([...explanationMap(colour, gradient, 'absolute').values]).toEqual([3, 2])
  })

  it('has full colours at the 99th of 100 pixels, of a few places at the largest', () => {
    const values = Array.from({ length: 101 }, (_, place) => (place === 50 ? -1000 : place))
    const map = explanationMap(explanation(1, 1, 101, values), gradient, 'signed')
    expect([map.full, map.largest]).toEqual([100, 1000])
    expect(scaleSentence(map, gradient)).toBe('Orange speaks for the class, blue against it; colours are full from ±100 on (logit per pixel value of 0 to 1). One pixel in a hundred goes beyond, up to 1,000.')
    const places = explanationMap(explanation(1, 1, 3, [0.25, 0, 2]), cam, 'signed')
    expect([places.kind, places.full]).toEqual(['for', 2])
    expect(scaleSentence(places, cam)).toBe('Orange speaks for the class; the colour is full at 2 (weighted activation).')
  })

  it('finds a scale where all but one pixel in a hundred are 0, and says so where all are', () => {
    const one = explanationMap(explanation(1, 10, 20, Array.from({ length: 200 }, (_, place) => (place === 7 ? 0.3 : 0))), gradient, 'signed')
    expect(one.full).toBeCloseTo(0.3, 6)
    expect(scaleSentence(explanationMap(explanation(1, 1, 2, [0, 0]), gradient, 'signed'), gradient)).toBe('The map is 0 everywhere.')
  })
})

describe('mapAtImageSize', () => {
  it('spreads places of feature maps bilinearly', () => {
    const map = explanationMap(explanation(1, 1, 2, [0, 1]), cam, 'signed')
    expect([...mapAtImageSize(map, cam, { height: 2, width: 4 }).values]).toEqual([0, 0.25, 0.75, 1, 0, 0.25, 0.75, 1])
  })

  it('gives each pixel the value of the cell that the square stood on', () => {
    const map = explanationMap(explanation(1, 2, 3, [1, 2, 3, 4, 5, 6]), occlusion, 'signed')
    expect([...mapAtImageSize(map, occlusion, { height: 3, width: 5 }).values]).toEqual([1, 1, 2, 2, 3, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6])
  })
})

describe('colours', () => {
  const signed = explanationMap(explanation(1, 1, 3, [-2, 0, 2]), occlusion, 'signed')

  it.each(['light', 'dark'] as const)('on %s ground, the sign is a matter of hue, the size one of lightness', (ground) => {
    const [against, zero, pro] = [0, 1, 2].map((place) => colourAt(mapPicture(signed, ground), place)) as [Rgb, Rgb, Rgb]
    expect(against[2]).toBeGreaterThan(against[0])
    expect(pro[0]).toBeGreaterThan(pro[2])
    expect(Math.max(...zero) - Math.min(...zero)).toBeLessThan(10)
    for (const kind of ['signed', 'for', 'either'] as const) {
      const towards = legendColours(kind, ground, 21).slice(kind === 'signed' ? 10 : 0)
      const lightness = towards.map(luminance)
      expect(lightness, kind).toEqual([...lightness].sort((a, b) => (ground === 'light' ? b - a : a - b)))
      expect(contrast(towards[0] ?? zero, towards.at(-1) ?? zero)).toBeGreaterThan(7)
    }
  })

  it('show the image in grey where the map is 0 or nothing is covered, and the more of the map the stronger it is', () => {
    const image: PixelImage = { width: 3, height: 1, channels: 3, pixels: Uint8Array.of(10, 20, 30, 100, 100, 100, 200, 200, 200) }
    expect([...overlayPicture(image, signed, 0).pixels]).toEqual([18, 18, 18, 100, 100, 100, 200, 200, 200])
    const covered = overlayPicture(image, signed, 1)
    expect([...covered.pixels.subarray(3, 6)]).toEqual([100, 100, 100])
    expect(colourAt(covered, 0)[2]).toBeGreaterThan(200)
    expect(colourAt(covered, 2)[0]).toBeGreaterThan(200)
    const half = colourAt(overlayPicture({ ...image, channels: 1, pixels: Uint8Array.of(0, 0, 0) }, signed, 0.5), 2)
    expect(half).toEqual([120, 63, 9])
  })

  it('draw a map of zeros as zeros', () => {
    const empty = explanationMap(explanation(1, 1, 2, [0, 0]), gradient, 'signed')
    expect(colourAt(mapPicture(empty, 'light'), 0)).toEqual(colourAt(mapPicture(signed, 'light'), 1))
  })
})

describe('the sanity check', () => {
  const mapOf = (values: readonly number[]): ExplanationMap => explanationMap(explanation(1, 1, values.length, values), gradient, 'signed')

  it('compares sizes, not signs', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 3, maxLength: 40 }), (sizes) => {
        expect(mapLikeness(mapOf(sizes), mapOf(sizes.map((size, place) => (place % 2 === 0 ? -size : size))))).toBeCloseTo(1, 9)
      }),
    )
    expect(mapLikeness(mapOf([1, 2, 3]), mapOf([3, 2, 1]))).toBeCloseTo(-1, 9)
  })

  it('says what follows', () => {
    expect(sanitySentence(0.834)).toMatch(/^Both maps are alike.*\(Spearman\): 0.83;/)
    expect(sanitySentence(0.3)).toMatch(/^Both maps are somewhat alike/)
    expect(sanitySentence(-0.041)).toMatch(/^The maps differ.*: −0.04;/)
    expect(sanitySentence(mapLikeness(mapOf([1, 2]), mapOf([0, 0])))).toBe('The maps cannot be compared: one of them has the same value everywhere.')
  })
})

it.each([[0, '0'], [1234.6, '1,230'], [-0.123_44, '−0.123'], [0.000_123_4, '1.23e−4'], [12_345_678, '1.23e7']])('%d reads as %s', (value, text) => {
  expect(mapFigure(value)).toBe(text)
})

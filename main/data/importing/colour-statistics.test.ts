// Mean, deviation and components of colour are those of the pixels, in whatever order images are added.
import { expect, it } from 'vitest'
import { addUpPixels, ColourStatistics, sumsOf } from './colour-statistics'
import { madeUpPixels } from './testing/made-up-source'

function statistics(images: readonly Uint8Array[], channels: 1 | 3) {
  const all = new ColourStatistics(channels)
  const sums = new Float64Array(sumsOf(channels))
  for (const image of images) {
    addUpPixels(image, channels, sums)
    all.add(sums, image.length / channels)
  }
  return all.result
}

const images = [0, 1, 2, 3].map((index) => madeUpPixels(index, 3, 5, 7))
/** All values of each channel, 0..1. */
const values = [0, 1, 2].map((channel) => images.flatMap((image) => [...image.subarray(35 * channel, 35 * (channel + 1))].map((value) => value / 255)))
const meanOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length

it('are those of all pixels', () => {
  const { mean, deviation } = statistics(images, 3)
  for (const channel of [0, 1, 2]) {
    const own = values[channel] ?? []
    expect(mean[channel]).toBeCloseTo(meanOf(own), 12)
    expect(deviation[channel]).toBeCloseTo(Math.sqrt(meanOf(own.map((value) => (value - meanOf(own)) ** 2))), 10)
  }
  expect(statistics([...images].reverse(), 3)).toEqual(statistics(images, 3))
})

it('colours spread along the directions with the deviations that are told, and not across', () => {
  const { colour, mean } = statistics(images, 3)
  const along = (direction: readonly number[]): number[] => (values[0] ?? []).map((_, place) => direction.reduce((sum, part, channel) => sum + part * ((values[channel]?.[place] ?? 0) - (mean[channel] ?? 0)), 0))
  const [first = [], second = [], third = []] = colour?.directions ?? []
  for (const [index, direction] of [first, second, third].entries()) {
    expect(Math.hypot(...direction)).toBeCloseTo(1, 10)
    expect(Math.max(...direction)).toBe(Math.max(...direction.map(Math.abs)))
    expect(Math.sqrt(meanOf(along(direction).map((value) => value ** 2)))).toBeCloseTo(colour?.deviations[index] ?? -1, 8)
  }
  expect(colour?.deviations).toEqual([...(colour?.deviations ?? [])].sort((a, b) => b - a))
  expect(meanOf(along(first).map((value, place) => value * (along(second)[place] ?? 0)))).toBeCloseTo(0, 10)
})

it('grey images have no components; of large bright images nothing overflows', () => {
  expect(statistics([new Uint8Array(300_000).fill(255)], 1)).toEqual({ mean: [1], deviation: [0], colour: null })
  expect(statistics([new Uint8Array(300_000).fill(255)], 3)).toMatchObject({ mean: [1, 1, 1], deviation: [0, 0, 0], colour: { deviations: [0, 0, 0] } })
})

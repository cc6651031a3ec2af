// Edges, blobs, colours and noise are told apart by their numbers.
import { fillNormal } from '../randomness/normal'
import { streams } from '../randomness/stream'
import { expect, it } from 'vitest'
import { countLooks, kernelLooks } from './filter-look'
import type { Kernels } from './kernels'

const size = 9

/** Kernels of one channel, or of three, by the value at each place from the middle. */
function kernels(channels: 1 | 3, ...forms: readonly ((x: number, y: number, channel: number) => number)[]): Kernels {
  const plane = size * size
  const values = forms.flatMap((form) => Array.from({ length: channels * plane }, (_, at) => form((at % size) - 4, Math.floor((at % plane) / size) - 4, Math.floor(at / plane))))
  return { channels, height: size, width: size, values: Float32Array.from(values), numbers: forms.map((_, place) => place) }
}

const grating = (x: number, y: number): number => Math.cos((x + y) * 0.9) * Math.exp(-(x * x + y * y) / 16)
const blob = (x: number, y: number): number => Math.exp(-(x * x + y * y) / 8)

it('a grating has an orientation, a blob has none, and both are smooth', () => {
  const [edge, round] = kernelLooks(kernels(1, grating, blob))
  expect(edge?.orientation).toBeGreaterThan(0.8)
  expect(round?.orientation).toBeLessThan(0.05)
  for (const look of [edge, round]) expect(look?.smoothness).toBeGreaterThan(0.5)
})

it('a form in one colour is coloured, a grey one is not', () => {
  const [red, grey] = kernelLooks(kernels(3, (x, y, channel) => (channel === 0 ? 1 : -0.5) * blob(x, y), blob))
  expect(red?.colour).toBeCloseTo(1)
  expect(grey?.colour).toBeCloseTo(0)
})

it('weights drawn at random count as noise', () => {
  const drawn = new Float32Array(30 * size * size)
  fillNormal({ seed: 1, stream: streams.initialisation, a: 0, b: 0 }, drawn)
  expect(countLooks({ channels: 1, height: size, width: size, values: drawn, numbers: Array.from({ length: 30 }, (_, place) => place) })).toMatchObject({ kernels: 30, noise: 30 })
})

it('every kernel counts once', () => {
  expect(countLooks(kernels(1, grating, blob, () => 0))).toEqual({ kernels: 3, oriented: 1, blobs: 1, noise: 1, coloured: 0 })
})

// Edges, gratings, blobs, patches, colours and noise are told apart, also where a form lies under the noise of its first weights.
import { fillNormal } from '../randomness/normal'
import { streams } from '../randomness/stream'
import { expect, it } from 'vitest'
import { countLooks, kernelLooks } from './filter-look'
import type { Kernels } from './kernels'

/** A form by its value at a place from the middle, in a channel. */
type Form = (x: number, y: number, channel: number) => number

function kernels(channels: 1 | 3, size: number, ...forms: readonly Form[]): Kernels {
  const plane = size * size
  const middle = (size - 1) / 2
  const values = forms.flatMap((form) => Array.from({ length: channels * plane }, (_, at) => form((at % size) - middle, Math.floor((at % plane) / size) - middle, Math.floor(at / plane))))
  return { channels, height: size, width: size, values: Float32Array.from(values), numbers: forms.map((_, place) => place) }
}

/** As many kernels with standard normal weights. */
function noise(channels: 1 | 3, size: number, count: number): Kernels {
  const values = new Float32Array(count * channels * size * size)
  fillNormal({ seed: 1, stream: streams.initialisation, a: size, b: channels }, values)
  return { channels, height: size, width: size, values, numbers: Array.from({ length: count }, (_, place) => place) }
}

/** A form under the noise of as many kernels. */
function under(size: number, count: number, form: Form): Kernels {
  const drawn = noise(1, size, count)
  const [one, plane] = [kernels(1, size, form).values, size * size]
  return { ...drawn, values: drawn.values.map((value, at) => value + (one[at % plane] ?? 0)) }
}

const directions = [0, 30, 45, 60, 90, 135].map((degrees) => (degrees * Math.PI) / 180)
const along = (angle: number, x: number, y: number): number => x * Math.cos(angle) + y * Math.sin(angle)
const edge = (angle: number): Form => (x, y) => (along(angle, x, y) > 0.1 ? 1 : -1)
const grating = (angle: number): Form => (x, y) => Math.cos(along(angle, x, y) * 0.9)
const blob: Form = (x, y) => 2 * Math.exp(-(x * x + y * y) / 8)
const patch: Form = () => 0.7

it('edges and gratings have an orientation, whichever it is; blobs and patches have none', () => {
  const kindsOf = (forms: readonly Form[]): readonly string[] => kernelLooks(kernels(1, 11, ...forms)).map(({ kind }) => kind)
  expect(new Set(kindsOf([...directions.map(edge), ...directions.map(grating)]))).toEqual(new Set(['oriented']))
  expect(kindsOf([blob, patch])).toEqual(['blob', 'blob'])
})

it.each([5, 7, 11])('of random filters of %i weights across, hardly any has a form', (size) => {
  const { kernels: all, noise: found, oriented } = countLooks(noise(1, size, 1000))
  expect(found).toBeGreaterThan(0.985 * all)
  expect(oriented).toBeLessThan(0.01 * all)
})

it('in colour, too', () => {
  expect(countLooks(noise(3, 11, 300)).noise).toBeGreaterThan(0.98 * 300)
})

it('an edge and a blob are found under noise as strong as they are', () => {
  for (const angle of directions) expect(countLooks(under(11, 100, edge(angle))).oriented, `${angle}`).toBeGreaterThan(60)
  const { blobs, oriented } = countLooks(under(11, 200, blob))
  expect(blobs).toBeGreaterThan(140)
  expect(oriented).toBeLessThan(40)
})

it('a form in one colour is coloured, a grey one is not', () => {
  const [red, grey] = kernelLooks(kernels(3, 9, (x, y, channel) => (channel === 0 ? 1 : -0.5) * blob(x, y, 0), blob))
  expect([red?.isColoured, grey?.isColoured]).toEqual([true, false])
})

it('every kernel counts once', () => {
  expect(countLooks(kernels(1, 9, edge(0), blob, () => 0))).toEqual({ kernels: 3, oriented: 1, blobs: 1, noise: 1, coloured: 0 })
})

// Kernels are chosen, measured, ordered and transformed as their definitions say.
import { expect, it } from 'vitest'
import { kernelAt, kernelNorms, kernelsOf, ordered, spectra, type Kernels } from './kernels'

/** Two filters of two channels, 1 by 2 weights. */
const weights = { shape: [2, 2, 1, 2] as const, values: Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]) }

const kernels = (width: number, ...rows: readonly (readonly number[])[]): Kernels => ({ channels: 1, height: 1, width, values: Float32Array.from(rows.flat()), numbers: rows.map((_, place) => place) })

it('the kernels of one filter, or what all filters do to one channel', () => {
  expect([...kernelsOf(weights, { of: 'filter', filter: 1 }).values]).toEqual([5, 6, 7, 8])
  expect([...kernelsOf(weights, { of: 'channel', channel: 1 }).values]).toEqual([3, 4, 7, 8])
})

it('filters of one or three channels are whole, those of others show their first channel', () => {
  const values = Float32Array.from({ length: 6 }, (_, at) => at)
  expect(kernelsOf({ shape: [2, 3, 1, 1], values }, { of: 'filters' })).toMatchObject({ channels: 3, numbers: [0, 1] })
  expect([...kernelsOf(weights, { of: 'filters' }).values]).toEqual([1, 2, 5, 6])
})

it('by norm the largest comes first, and each keeps its number', () => {
  const some = kernels(2, [3, 4], [0, 0], [6, 8])
  expect(kernelNorms(some)).toEqual([5, 0, 10])
  expect(ordered(some, 'norm')).toMatchObject({ numbers: [2, 0, 1], values: Float32Array.from([6, 8, 3, 4, 0, 0]) })
  expect(ordered(some, 'position').numbers).toEqual([0, 1, 2])
})

it('by similarity each is followed by the one with the smallest angle to it, and nothing but zeros comes last', () => {
  // Angles 0, 90, 10 and 80 degrees; the first is the largest.
  const at = (degrees: number, norm: number): number[] => [norm * Math.cos((degrees * Math.PI) / 180), norm * Math.sin((degrees * Math.PI) / 180)]
  expect(ordered(kernels(2, at(0, 2), at(90, 1), [0, 0], at(10, 1), at(80, 1)), 'similarity').numbers).toEqual([0, 3, 4, 1, 2])
})

it('a spectrum is the magnitude of the sum over all weights, with the zero frequency in the middle', () => {
  const [height, width] = [3, 4]
  const values = Float32Array.from({ length: 2 * height * width }, (_, at) => Math.sin(at * at))
  const some: Kernels = { channels: 1, height, width, values, numbers: [0, 1] }
  const found = spectra(some)
  for (const place of [0, 1]) {
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < width; u++) {
        let [real, imaginary] = [0, 0]
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            const angle = -2 * Math.PI * ((y * (v - 1)) / height + (x * (u - 2)) / width)
            real += (kernelAt(some, place)[y * width + x] ?? 0) * Math.cos(angle)
            imaginary += (kernelAt(some, place)[y * width + x] ?? 0) * Math.sin(angle)
          }
        }
        expect(kernelAt(found, place)[v * width + u]).toBeCloseTo(Math.hypot(real, imaginary), 5)
      }
    }
  }
})

it('in colour the powers of the planes add up', () => {
  const found = spectra({ channels: 3, height: 1, width: 1, values: Float32Array.from([2, 3, 6]), numbers: [0] })
  expect([...found.values]).toEqual([7])
})

// A mosaic has each weight where it belongs, in the shade of its scale.
import { expect, it } from 'vitest'
import { kernelMosaic } from './filter-pictures'
import type { Kernels } from './kernels'
import { cellAt, evenColumns } from './mosaic'

/** Three kernels of 1 by 2 weights; the second is ten times weaker than the first, the third is zero. */
const kernels: Kernels = { channels: 1, height: 1, width: 2, values: Float32Array.from([1, -1, 0.1, 0, 0, 0]), numbers: [0, 1, 2] }
const options = { values: 'weights', columns: 2, ground: 7 } as const

it('on the common scale a weak kernel looks weak, on its own as strong as any', () => {
  const { picture, full } = kernelMosaic(kernels, { ...options, scale: 'common' })
  const g = 7
  expect([picture.width, picture.height, picture.channels, full]).toEqual([7, 5, 1, 1])
  expect([...picture.pixels]).toEqual([
    ...[g, g, g, g, g, g, g],
    ...[g, 255, 0, g, 140, 128, g],
    ...[g, g, g, g, g, g, g],
    ...[g, 128, 128, g, g, g, g],
    ...[g, g, g, g, g, g, g],
  ])
  expect([...kernelMosaic(kernels, { ...options, scale: 'own' }).picture.pixels.subarray(7, 14)]).toEqual([g, 255, 0, g, 255, 128, g])
})

it('on the scale of several epochs, what lies beyond its end is white', () => {
  expect([...kernelMosaic(kernels, { ...options, scale: 'common', full: 0.1 }).picture.pixels.subarray(8, 13)]).toEqual([255, 0, 7, 255, 128])
})

it('magnitudes begin with black', () => {
  const positive = { ...kernels, values: Float32Array.from([1, 0.5, 0, 0, 0, 0]) }
  expect([...kernelMosaic(positive, { ...options, values: 'magnitudes', scale: 'common' }).picture.pixels.subarray(8, 12)]).toEqual([255, 128, 7, 0])
})

it('colours keep their channel', () => {
  const red: Kernels = { channels: 3, height: 1, width: 1, values: Float32Array.from([1, 0, -1]), numbers: [0] }
  const { picture } = kernelMosaic(red, { ...options, columns: 1, scale: 'common' })
  expect([...picture.pixels.subarray(12, 15)]).toEqual([255, 128, 0])
})

it('a point of the mosaic is that of a kernel, or of none', () => {
  const mosaic = kernelMosaic(kernels, { ...options, scale: 'common' })
  const at = (x: number, y: number): number | null => cellAt(mosaic, { x, y })
  expect([at(1.5, 1.5), at(4.5, 1), at(2, 3), at(5, 3), at(6.5, 1)]).toEqual([0, 1, 2, null, null])
})

it('cells fill their rows evenly', () => {
  expect([evenColumns(6, 5), evenColumns(96, 11), evenColumns(3, 8), evenColumns(1, 1)]).toEqual([3, 11, 3, 1])
})

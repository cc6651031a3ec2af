// Which convolutions are computed by a fast algorithm: those of AlexNet behind the first one, at the batch sizes that people train with.
import { describe, expect, it } from 'vitest'
import type { Convolution } from '../convolution'
import { chooseTransforms } from './choose'

const square = (kernel: number, padding: number, stride = 1): Convolution => ({
  kernel: [kernel, kernel],
  strides: [stride, stride],
  dilations: [1, 1],
  padBegin: [padding, padding],
  padEnd: [padding, padding],
  ceilMode: false,
  groups: 1,
})

describe.each([32, 64, 128])('at batch size %i', (n) => {
  it('takes Fourier for the 5x5 kernels of AlexNet', () => {
    const transforms = chooseTransforms(square(5, 2), [n, 96, 26, 26], [256, 96, 5, 5])
    expect(transforms).toMatchObject({ name: 'fourier', products: 15 * 28 * 3, tiles: 1 })
  })

  it('takes Fourier for the second convolution of LeNet, not for the one that sees the images', () => {
    expect(chooseTransforms(square(5, 2), [n, 1, 28, 28], [6, 1, 5, 5])).toBeNull()
    expect(chooseTransforms(square(5, 0), [n, 6, 14, 14], [16, 6, 5, 5])).toMatchObject({ name: 'fourier', products: 8 * 14 * 3 })
  })

  it.each([
    [256, 384],
    [384, 384],
    [384, 256],
  ])('takes Winograd for the 3x3 kernels of AlexNet from %i to %i channels', (channels, maps) => {
    expect(chooseTransforms(square(3, 1), [n, channels, 12, 12], [maps, channels, 3, 3])).toMatchObject({ name: 'winograd', products: 64, tiles: 4 })
  })

  it('computes the strided 11x11 kernels of AlexNet directly', () => {
    expect(chooseTransforms(square(11, 1, 4), [n, 1, 224, 224], [96, 1, 11, 11])).toBeNull()
  })
})

it('computes single images directly: transforming the kernels would cost more than it saves', () => {
  expect(chooseTransforms(square(3, 1), [1, 384, 12, 12], [384, 384, 3, 3])).toBeNull()
})

// The conversion of images for a canvas.
import { describe, expect, it } from 'vitest'
import { toImageData } from './image-data'

describe('toImageData', () => {
  it('shows a grey image in grey', () => {
    const { data, width, height } = toImageData({ pixels: Uint8Array.of(7, 9), channels: 1, height: 1, width: 2 })
    expect([width, height, ...data]).toEqual([2, 1, 7, 7, 7, 255, 9, 9, 9, 255])
  })

  it('shows three channels as red, green and blue', () => {
    const { data, width, height } = toImageData({ pixels: Uint8Array.of(1, 2, 3, 4, 5, 6), channels: 3, height: 2, width: 1 })
    expect([width, height, ...data]).toEqual([1, 2, 1, 3, 5, 255, 2, 4, 6, 255])
  })
})

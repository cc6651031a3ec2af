// Bilinear resizing against values computed by hand from its definition, and the conversion of images for a canvas.
import { describe, expect, it } from 'vitest'
import { resizeBilinear, toImageData } from './bilinear'

const square = (edge: number) => ({ height: edge, width: edge })

describe('resizeBilinear', () => {
  it('leaves an image of the right size alone', () => {
    const image = { pixels: Uint8Array.of(1, 2, 3, 4), channels: 1, height: 2, width: 2 }
    expect(resizeBilinear(image, square(2))).toEqual(image)
  })

  it('enlarges with pixel centres at halves, as PyTorch and ONNX (half_pixel) do', () => {
    const image = { pixels: Uint8Array.of(0, 100, 0, 100), channels: 1, height: 2, width: 2 }
    const row = [0, 25, 75, 100]
    expect([...resizeBilinear(image, square(4)).pixels]).toEqual([...row, ...row, ...row, ...row])
  })

  it('makes a square of any image', () => {
    const image = { pixels: Uint8Array.of(10, 20, 30, 40, 50, 60), channels: 1, height: 2, width: 3 }
    const resized = resizeBilinear(image, square(1))
    expect(resized).toEqual({ pixels: Uint8Array.of(35), channels: 1, height: 1, width: 1 })
  })

  it('resizes each channel for itself, to any rectangle', () => {
    const image = { pixels: Uint8Array.of(0, 100, 50, 150, 200, 0), channels: 3, height: 1, width: 2 }
    const resized = resizeBilinear(image, { height: 2, width: 4 })
    const rows = [[0, 25, 75, 100], [50, 75, 125, 150], [200, 150, 50, 0]]
    expect(resized).toEqual({ pixels: Uint8Array.from(rows.flatMap((row) => [...row, ...row])), channels: 3, height: 2, width: 4 })
  })
})

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

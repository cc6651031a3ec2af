// Bilinear resizing against values computed by hand from its definition.
import { describe, expect, it } from 'vitest'
import { resizeBilinear } from './bilinear'

describe('resizeBilinear', () => {
  it('leaves an image of the right size alone', () => {
    const image = { pixels: Uint8Array.of(1, 2, 3, 4), height: 2, width: 2 }
    expect(resizeBilinear(image, 2)).toEqual(image)
  })

  it('enlarges with pixel centres at halves, as PyTorch and ONNX (half_pixel) do', () => {
    const image = { pixels: Uint8Array.of(0, 100, 0, 100), height: 2, width: 2 }
    const row = [0, 25, 75, 100]
    expect([...resizeBilinear(image, 4).pixels]).toEqual([...row, ...row, ...row, ...row])
  })

  it('makes a square of any image', () => {
    const image = { pixels: Uint8Array.of(10, 20, 30, 40, 50, 60), height: 2, width: 3 }
    const resized = resizeBilinear(image, 1)
    expect(resized).toEqual({ pixels: Uint8Array.of(35), height: 1, width: 1 })
  })
})

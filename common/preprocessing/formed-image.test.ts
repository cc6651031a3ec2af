// Images as a network gets them, against values computed by hand.
import { describe, expect, it } from 'vitest'
import { formedImage } from './formed-image'

const square = (edge: number) => ({ height: edge, width: edge })

describe('formedImage', () => {
  it('leaves an image of the right size alone', () => {
    const image = { pixels: Uint8Array.of(1, 2, 3, 4), channels: 1, height: 2, width: 2 }
    expect(formedImage(image, square(2))).toEqual(image)
  })

  it('enlarges with pixel centres at halves, as PyTorch and ONNX (half_pixel) do', () => {
    const image = { pixels: Uint8Array.of(0, 100, 0, 100), channels: 1, height: 2, width: 2 }
    const row = [0, 25, 75, 100]
    expect([...formedImage(image, square(4)).pixels]).toEqual([...row, ...row, ...row, ...row])
  })

  it('makes a square of any image', () => {
    const image = { pixels: Uint8Array.of(10, 20, 30, 40, 50, 60), channels: 1, height: 2, width: 3 }
    const resized = formedImage(image, square(1))
    expect(resized).toEqual({ pixels: Uint8Array.of(35), channels: 1, height: 1, width: 1 })
  })

  it('resizes each channel for itself, to any rectangle', () => {
    const image = { pixels: Uint8Array.of(0, 100, 50, 150, 200, 0), channels: 3, height: 1, width: 2 }
    const resized = formedImage(image, { height: 2, width: 4 })
    const rows = [[0, 25, 75, 100], [50, 75, 125, 150], [200, 150, 50, 0]]
    expect(resized).toEqual({ pixels: Uint8Array.from(rows.flatMap((row) => [...row, ...row])), channels: 3, height: 2, width: 4 })
  })

  it('crops the middle first, and resizes it in the way that is asked for', () => {
    const image = { pixels: Uint8Array.from({ length: 36 }, (_, place) => 10 * (place % 6) + Math.floor(place / 6)), channels: 1, height: 6, width: 6 }
    // Columns 1 to 4 of rows 1 to 4, of which means are taken two by two.
    expect([...formedImage(image, { ...square(2), centreCrop: 0.67, resize: 'area' }).pixels]).toEqual([17, 37, 19, 39])
    expect([...formedImage(image, { ...square(2), centreCrop: 0.67, resize: 'nearest' }).pixels]).toEqual([22, 42, 24, 44])
    // Triangles over pixels 0 to 3 and 2 to 5, whose weights are 2, 3, 2 and 1, and 1, 2, 3 and 2, of 8.
    const ramp = { ...image, pixels: image.pixels.map((_, place) => 8 * (place % 6)) }
    expect([...formedImage(ramp, { height: 6, width: 2, resize: 'antialias' }).pixels.slice(0, 2)]).toEqual([10, 30])
  })
})

// Made-up images of any small form for property tests of augmentation.
import fc from 'fast-check'
import type { ImageShape } from '../image-shape'

const shapes = fc.record({ channels: fc.integer({ min: 1, max: 4 }), height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) })

export const anyImage = shapes.chain((shape) => {
  const size = shape.channels * shape.height * shape.width
  return fc.record({ shape: fc.constant(shape), image: fc.uint8Array({ minLength: size, maxLength: size }) })
})

/** Each pixel of an image with its place: channel, row, column and index. */
export function* placesOf({ channels, height, width }: ImageShape) {
  for (let c = 0; c < channels; c++) for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) yield { c, y, x, at: (c * height + y) * width + x }
}

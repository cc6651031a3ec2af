// Files of every kind by real encoders decode to what Pillow decodes them to; damaged in any way they end in an image or a problem in words.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeImage } from './decode-image'
import { decodeToForm } from './fitted-image'
import { ImageFault } from './image-fault'
import { expectedImages, expectedPixels, imageFile, imageFileNames } from './testing/image-files'

/** The largest difference of two arrays of bytes, and where it is. */
function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = actual.length === expected.length ? 0 : Infinity
  for (let place = 0; place < expected.length; place++) largest = Math.max(largest, Math.abs((actual[place] ?? 0) - (expected[place] ?? 0)))
  return largest
}

describe.each(imageFileNames)('%s', (name) => {
  const expected = expectedImages[name] ?? { width: 0, height: 0, tolerance: 0, rgba: '' }
  const pixels = expectedPixels(expected)

  it('decodes as by Pillow', async () => {
    const image = await decodeImage(imageFile(name), name)
    expect([image.width, image.height]).toEqual([expected.width, expected.height])
    // What is transparent has no colour.
    const visible = (values: ArrayLike<number>): Uint8Array => Uint8Array.from(values, (value, place) => (values[4 * Math.floor(place / 4) + 3] === 0 ? 0 : value))
    expect(largestDifference(visible(image.pixels), visible(pixels))).toBeLessThanOrEqual(expected.tolerance)
  })

  it('has the same pixels in the form of a data set, on white where it is transparent', async () => {
    const { width, height, tolerance } = expected
    const fitted = await decodeToForm(imageFile(name), { channels: 3, width, height, fit: 'stretch' })
    expect(fitted.original).toEqual({ width, height })
    const onWhite = Array.from({ length: 3 * width * height }, (_, place) => {
      const [channel, pixel] = [Math.floor(place / (width * height)), 4 * (place % (width * height))]
      const alpha = pixels[pixel + 3] ?? 0
      return Math.round(((pixels[pixel + channel] ?? 0) * alpha + 255 * (255 - alpha)) / 255)
    })
    expect(largestDifference(fitted.pixels, onWhite)).toBeLessThanOrEqual(tolerance)
  })
})

describe('damaged files', () => {
  const form = { channels: 3, width: 8, height: 8, fit: 'crop' } as const

  it('of each kind that are cut short are told, or keep their pixels', async () => {
    for (const name of imageFileNames) {
      const whole = imageFile(name)
      for (let length = 1; length < whole.length; length += Math.ceil(whole.length / 8)) {
        await decodeToForm(whole.subarray(0, length), form).catch((error: unknown) => { expect(error, `${name}, ${length} bytes`).toBeInstanceOf(ImageFault) })
      }
    }
  })

  it('with changed bytes end in an image or a fault with its reason', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...imageFileNames), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 5 }), async (name, changes) => {
      const broken = Buffer.from(imageFile(name))
      for (const [place, value] of changes) broken[place % broken.length] = value
      await decodeToForm(broken, form).then(
        ({ pixels }) => { expect(pixels).toHaveLength(3 * 64) },
        (error: unknown) => {
          expect(error).toBeInstanceOf(ImageFault)
          expect((error as ImageFault).reason).toMatch(/^it (begins as \w+, but cannot be decoded|is too large: .*|is no image that can be read|is .*, which cannot be read)$/)
        },
      )
    }), { numRuns: 400 })
  })
})

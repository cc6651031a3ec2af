// Image files of each kind come out as they were put in; what is too large is refused by its header, what is damaged or no image with what to do.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { Transformer } from '@napi-rs/image'
import fc from 'fast-check'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodePng } from '../../files/png'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { decodeImage } from './decode-image'
import { imageKindOf, imageKinds, readImageHeader, type ImageKind } from './image-header'
import { readImageFile } from './read-image-file'
import { exifOf, withExif } from './testing/exif'

const [width, height] = [5, 3]
const pixels = Uint8Array.from({ length: 4 * width * height }, (_, place) => (place % 4 === 3 ? 255 : (place * 37) % 256))
const drawn = (): Transformer => Transformer.fromRgbaPixels(pixels, width, height)
const plainShade = { width: 16, height: 8, pixels: Uint8Array.from({ length: 4 * 128 }, (_, place) => (place % 4 === 3 ? 255 : Math.floor(place / 4) % 16 < 8 ? 40 : 200)) }

/** Files without loss; those of TIFF and BMP may come without alpha. */
const files: Readonly<Record<Exclude<ImageKind, 'jpeg' | 'gif'>, () => Promise<Uint8Array>>> = {
  png: () => drawn().png(),
  webp: () => drawn().webpLossless(),
  bmp: () => drawn().bmp(),
  tiff: () => drawn().tiff(),
}
const jpeg = (): Promise<Uint8Array> => Transformer.fromRgbaPixels(plainShade.pixels, 16, 8).jpeg(95)

const mean = ({ pixels: values }: RgbaImage, places: readonly number[]): number => places.reduce((sum, place) => sum + (values[4 * place] ?? 0), 0) / places.length

describe('files without loss', () => {
  it.each(Object.keys(files) as (keyof typeof files)[])('of %s come out as they were put in', async (kind) => {
    const bytes = await files[kind]()
    expect(imageKindOf(bytes)).toBe(kind)
    expect(readImageHeader(bytes, kind)).toEqual({ kind, width, height, orientation: 1 })
    const image = await decodeImage(bytes, 'x')
    expect([image.width, image.height]).toEqual([width, height])
    expect([...image.pixels]).toEqual([...pixels])
  })

  it('in grey become grey of three colours', async () => {
    const png = encodePng({ width: 2, height: 1, channels: 1, pixels: Uint8Array.of(7, 250) })
    expect([...(await decodeImage(png, 'x')).pixels]).toEqual([7, 7, 7, 255, 250, 250, 250, 255])
  })

  it('keep their transparency', async () => {
    const clear = Transformer.fromRgbaPixels(Uint8Array.of(9, 8, 7, 0, 1, 2, 3, 128), 2, 1)
    expect([...(await decodeImage(await clear.png(), 'x')).pixels]).toEqual([9, 8, 7, 0, 1, 2, 3, 128])
  })
})

describe('JPEG', () => {
  const [left, right] = [[0, 1, 16, 17, 32], [14, 15, 30, 31, 46]]

  it('comes out nearly as it was put in', async () => {
    const image = await decodeImage(await jpeg(), 'x')
    expect([image.width, image.height]).toEqual([16, 8])
    expect(mean(image, left)).toBeCloseTo(40, -1)
    expect(mean(image, right)).toBeCloseTo(200, -1)
  })

  it.each([true, false])('is turned by its EXIF orientation (little-endian: %s)', async (littleEndian) => {
    const turned = await decodeImage(withExif(await jpeg(), exifOf(6, littleEndian)), 'x')
    expect([turned.width, turned.height]).toEqual([8, 16])
    expect(mean(turned, [0, 1, 8, 9])).toBeCloseTo(40, -1) // the left side is seen at the top
    expect(mean(turned, [120, 121, 127])).toBeCloseTo(200, -1)
  })

  it('with EXIF that is cut short is taken as it is', async () => {
    const image = await decodeImage(withExif(await jpeg(), exifOf(6).subarray(0, 12)), 'x')
    expect([image.width, image.height]).toEqual([16, 8])
  })
})

describe('what cannot be decoded', () => {
  it.each([
    ['HEIC or AVIF', '\0\0\0\u0018ftypheic0000'],
    ['SVG', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['PDF', '%PDF-1.7'],
  ])('%s is told by its name', async (name, text) => {
    await expect(decodeImage(Buffer.from(text, 'latin1'), 'holiday')).rejects.toMatchObject({ code: 'image/unknown-kind', message: `holiday is ${name}, which cannot be read.` })
  })

  it.each([['text', 'Dear diary'], ['nothing', '']])('%s is no image', async (_, text) => {
    await expect(decodeImage(Buffer.from(text), 'diary')).rejects.toMatchObject({ code: 'image/unknown-kind', remedy: 'Save it as PNG; PNG, JPEG, WebP, BMP, TIFF and GIF can be read.' })
  })

  it('a header that promises too many pixels is refused before anything is decoded', async () => {
    const png = encodePng({ width: 1, height: 1, channels: 1, pixels: Uint8Array.of(0) })
    png.writeUInt32BE(20_000, 16)
    png.writeUInt32BE(20_000, 20)
    await expect(decodeImage(png, 'huge.png')).rejects.toMatchObject({ code: 'image/too-large', message: expect.stringContaining('20000×20000 pixels') as string })
  })

  it('a file that ends too early is damaged', async () => {
    for (const kind of Object.keys(files) as (keyof typeof files)[]) {
      const bytes = await files[kind]()
      await expect(decodeImage(bytes.subarray(0, Math.min(20, bytes.length)), 'x'), kind).rejects.toMatchObject({ code: 'image/damaged' })
    }
  })

  it('a JPEG file that is cut short is damaged, though its decoder would paint the rest grey', async () => {
    const whole = await jpeg()
    for (let length = 20; length < whole.length; length += 9) await expect(decodeImage(whole.subarray(0, length), 'x'), `${length} bytes`).rejects.toMatchObject({ code: 'image/damaged' })
    expect(await decodeImage(Buffer.concat([whole, Buffer.from('some programs append notes')]), 'x')).toMatchObject({ width: 16, height: 8 })
  })

  it('no file whatsoever ends in anything but an image or a problem in words', async () => {
    const whole = await Promise.all([...Object.values(files).map((file) => file()), jpeg()])
    await fc.assert(fc.asyncProperty(fc.constantFrom(...whole), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat(), async (file, place, value, length) => {
      const broken = file.slice(0, 1 + (length % file.length)).with(place % (1 + (length % file.length)), value)
      await decodeImage(broken, 'x').then(
        (image) => { expect(image.pixels).toHaveLength(4 * image.width * image.height) },
        (error: unknown) => { expect(error).toMatchObject({ code: expect.stringMatching(/^image\//) as string }) },
      )
    }), { numRuns: 200 })
  })

  it('a name of no file, and a folder, are told', async () => {
    const folder = temporaryFolder()
    await expect(readImageFile(join(folder, 'none.png'))).rejects.toMatchObject({ code: 'image/unreadable', message: expect.stringContaining('there is no such file') as string })
    await expect(readImageFile(folder)).rejects.toMatchObject({ code: 'image/unreadable', message: expect.stringContaining('it is a folder') as string })
    // Reading it would never end.
    await expect(readImageFile('/dev/zero')).rejects.toMatchObject({ code: 'image/unreadable', message: expect.stringContaining('it is a device, not a file') as string })
  })
})

it('a file is read by its path, whatever it is called', async () => {
  const path = join(temporaryFolder(), 'no-ending')
  writeFileSync(path, await files.png())
  expect(await readImageFile(path)).toMatchObject({ width, height })
  expect(Object.keys(imageKinds)).toEqual(['png', 'jpeg', 'webp', 'bmp', 'tiff', 'gif'])
})

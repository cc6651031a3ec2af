// Images in the form of a data set: resampled as by Pillow, cut, padded or stretched, upright, in grey or colour; of any size in bounded time and memory.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodePng } from '../../files/png'
import { readImageSize } from './checked-header'
import { decodeToForm, type ImageForm } from './fitted-image'
import { decoderName } from './native-decoder'
import { axisWeights } from './resampling/axis-weights'
import { expectedImages, expectedPixels, imageFile } from './testing/image-files'

interface Resized {
  readonly width: number
  readonly height: number
  /** Base64 of packed [3, height, width]. */
  readonly pixels: string
}
const resized = JSON.parse(readFileSync(join(import.meta.dirname, 'testing/files/resized.json'), 'utf8')) as Readonly<Record<'stretch' | 'crop', readonly Resized[]>>

describe.each(['stretch', 'crop'] as const)('%s', (fit) => {
  it.each(resized[fit].map((each) => [`${each.width}x${each.height}`, each] as const))('to %s as by BILINEAR of Pillow', async (_, { width, height, pixels }) => {
    const { pixels: actual } = await decodeToForm(imageFile('noise.png'), { channels: 3, width, height, fit })
    const wanted = inflateSync(Buffer.from(pixels, 'base64'))
    expect(actual).toHaveLength(wanted.length)
    // Pillow rounds between its two passes.
    expect(Math.max(...actual.map((value, place) => Math.abs(value - (wanted[place] ?? 0))))).toBeLessThanOrEqual(1)
  })
})

/** A grey PNG of rows of hexadecimal digits, 16 levels of 17. */
const greyOf = (rows: readonly string[]): Buffer =>
  encodePng({ width: rows[0]?.length ?? 0, height: rows.length, channels: 1, pixels: Uint8Array.from(rows.join(''), (digit) => 17 * Number.parseInt(digit, 16)) })
const form = (height: number, width: number, fit: ImageForm['fit'], channels: 1 | 3 = 1): ImageForm => ({ channels, height, width, fit })

/** The rows of a grey image, in the same digits. */
async function rowsOf(bytes: Uint8Array, wanted: ImageForm): Promise<readonly string[]> {
  const { pixels } = await decodeToForm(bytes, wanted)
  return Array.from({ length: wanted.height }, (_, row) => [...pixels.subarray(row * wanted.width, (row + 1) * wanted.width)].map((value) => Math.round(value / 17).toString(16)).join(''))
}

describe('fits', () => {
  const wide = greyOf(['123456', '789abc'])

  it('crop keeps the middle, sharp where nothing is scaled', async () => {
    expect(await rowsOf(wide, form(2, 2, 'crop'))).toEqual(['34', '9a'])
    expect(await rowsOf(wide, form(2, 3, 'crop'))).toEqual(['234', '89a'])
  })

  it('pad keeps all on black, in the middle', async () => {
    expect(await rowsOf(wide, form(4, 6, 'pad'))).toEqual(['000000', '123456', '789abc', '000000'])
    expect(await rowsOf(wide, form(2, 8, 'pad'))).toEqual(['01234560', '0789abc0'])
    expect(await rowsOf(greyOf(['4']), form(3, 5, 'pad'))).toEqual(['04440', '04440', '04440'])
  })

  it('stretch fills the form', async () => {
    expect(await rowsOf(greyOf(['08', '08']), form(1, 2, 'stretch'))).toEqual(['08'])
    expect(await rowsOf(greyOf(['2468']), form(2, 2, 'stretch'))).toEqual(await rowsOf(greyOf(['2468', '2468']), form(2, 2, 'stretch')))
  })

  it.each(['crop', 'pad', 'stretch'] as const)('%s: an image on its side is fitted upright', async (fit) => {
    // The same picture, as a camera stores it in each of eight ways.
    const upright = await decodeToForm(imageFile('orientation1.jpg'), { channels: 3, width: 9, height: 13, fit })
    const { width, height } = expectedImages['orientation6.jpg'] ?? { width: 0, height: 0 }
    expect(readImageSize(imageFile('orientation6.jpg'))).toEqual({ width, height })
    const turned = await decodeToForm(imageFile('orientation6.jpg'), { channels: 3, width: 5, height: 11, fit })
    expect(turned.original).toEqual({ width: 9, height: 13 })
    expect(turned.pixels).toHaveLength(3 * 55)
    expect(upright.original).toEqual({ width: 13, height: 9 })
  })

  it('orientation 6 turns the stored rows into columns', async () => {
    const { width, height } = expectedImages['orientation6.webp'] ?? { width: 0, height: 0 }
    const { pixels } = await decodeToForm(imageFile('orientation6.webp'), { channels: 3, width, height, fit: 'crop' })
    const wanted = expectedPixels(expectedImages['orientation6.webp'] ?? { width, height, tolerance: 0, rgba: '' })
    for (let place = 0; place < width * height; place++) expect([0, 1, 2].map((channel) => pixels[channel * width * height + place])).toEqual([...wanted.subarray(4 * place, 4 * place + 3)])
  })
})

describe('channels', () => {
  it('colour becomes grey by its luma, grey becomes colour, and is known as grey', async () => {
    const red = encodePng({ width: 1, height: 1, channels: 3, pixels: Uint8Array.of(255, 0, 0) })
    expect(await decodeToForm(red, form(1, 1, 'crop'))).toMatchObject({ pixels: Uint8Array.of(76), isGrey: false })
    const grey = encodePng({ width: 1, height: 1, channels: 3, pixels: Uint8Array.of(9, 9, 9) })
    expect(await decodeToForm(grey, form(1, 1, 'crop'))).toMatchObject({ pixels: Uint8Array.of(9), isGrey: true })
    expect(await decodeToForm(greyOf(['5']), form(1, 1, 'crop', 3))).toMatchObject({ pixels: Uint8Array.of(85, 85, 85), isGrey: true })
  })
})

describe('sizes', () => {
  it.each([[1, 1], [1, 60_000], [60_000, 1], [2000, 3000]])('%i by %i pixels of one shade stay of one shade', async (height, width) => {
    const shade = encodePng({ width, height, channels: 1, pixels: new Uint8Array(width * height).fill(99) })
    for (const fit of ['crop', 'stretch'] as const) expect(new Set((await decodeToForm(shade, form(7, 9, fit))).pixels)).toEqual(new Set([99]))
    expect((await decodeToForm(shade, form(7, 9, 'pad'))).pixels).toContain(99)
  })

  it('of an image hundreds of times larger, means', async () => {
    const width = 6000
    const halves = encodePng({ width, height: 1, channels: 1, pixels: Uint8Array.from({ length: width }, (_, x) => (x < width / 2 ? (x % 2) * 200 : 40)) })
    const { pixels } = await decodeToForm(halves, form(1, 2, 'stretch'))
    expect(Math.abs((pixels[0] ?? 0) - (7 * 100 + 40) / 8)).toBeLessThan(4) // an eighth of the triangle lies on the other half
    expect(pixels[1]).toBeGreaterThan(40)
  })

  it('of 30,000 by 30,000 pixels are refused by their header', async () => {
    const png = encodePng({ width: 1, height: 1, channels: 1, pixels: Uint8Array.of(0) })
    png.writeUInt32BE(30_000, 16)
    png.writeUInt32BE(30_000, 20)
    await expect(decodeToForm(png, form(8, 8, 'crop'))).rejects.toMatchObject({ code: 'image/too-large', reason: 'it is too large: 30000×30000 pixels, more than 64,000,000 in all' })
    png.writeUInt32BE(1, 16)
    png.writeUInt32BE(70_000, 20)
    await expect(decodeToForm(png, form(8, 8, 'crop'))).rejects.toMatchObject({ reason: 'it is too large: 1×70000 pixels, more than 65,535 of an edge' })
  })
})

it('weights of an axis are those of its drawn example, and sum to all parts', () => {
  const { starts, counts, weights, taps } = axisWeights(5, { start: 0, length: 5 }, 2)
  expect([...starts]).toEqual([0, 1])
  expect([...counts]).toEqual([4, 4])
  expect([...weights.subarray(0, 4)]).toEqual([5213, 6702, 3724, 745]) // .7, .9, .5 and .1 of 2.2; rounding would give one part more
  for (const [from, length, to] of [[7, 3.3, 5], [100, 100, 3], [3, 2, 50]] as const) {
    const axis = axisWeights(from, { start: 0.7, length }, to)
    for (let position = 0; position < to; position++) expect(axis.weights.subarray(position * axis.taps, (position + 1) * axis.taps).reduce((sum, weight) => sum + weight, 0)).toBe(16384)
  }
  expect(taps).toBe(4)
})

it('the decoder has a name and a version', () => {
  expect(decoderName()).toMatch(/^@napi-rs\/image \d+\.\d+\.\d+$/)
})

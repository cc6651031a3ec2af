import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlanarImage } from '../../pictures/planar-image'
import { datasetForm, type DatasetForm } from './dataset-form'
import { centreOfMass } from './drawn-ink'
import type { Planes } from './planes'
import { usualPreprocessing, type Fit, type PreprocessingOptions } from './preprocessing-options'
import { preprocessImage } from './preprocess-image'
import type { RgbaImage } from './rgba-image'

const fashion: DatasetForm = { channels: 1, height: 28, width: 28, ground: 'dark', drawing: 'fashion' }
const colour: DatasetForm = { channels: 3, height: 2, width: 2, ground: 'mixed', drawing: 'none' }

const rgba = (width: number, height: number, colourAt: (x: number, y: number) => readonly number[]): RgbaImage => {
  const pixels = new Uint8ClampedArray(4 * width * height)
  for (let place = 0; place < width * height; place++) pixels.set([0, 0, 0, 255].map((usual, channel) => colourAt(place % width, Math.floor(place / width))[channel] ?? usual), 4 * place)
  return { width, height, pixels }
}
const greyImage = (width: number, height: number, shadeAt: (x: number, y: number) => number): RgbaImage => {
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255)
  for (let place = 0; place < width * height; place++) pixels.fill(shadeAt(place % width, Math.floor(place / width)), 4 * place, 4 * place + 3)
  return { width, height, pixels }
}
/** A bar of ink on paper. */
const bar = (width: number, height: number, box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }, ink = 0, paper = 255): RgbaImage =>
  greyImage(width, height, (x, y) => (x >= box.left && x < box.right && y >= box.top && y < box.bottom ? ink : paper))

const options = (chosen: Partial<PreprocessingOptions>): PreprocessingOptions => ({ ...usualPreprocessing, ...chosen })
const titles = (image: RgbaImage, chosen: Partial<PreprocessingOptions>, form = fashion): readonly string[] => preprocessImage(image, options(chosen), form).steps.map(({ title }) => title)
const drawnPlanes = (pixels: Uint8Array): Planes => ({ channels: 1, height: 28, width: 28, values: Float32Array.from(pixels) })

describe('an image of the data set itself', () => {
  it('stays as it is, whatever the recipe', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 784, maxLength: 784 }), fc.constantFrom('none' as const, 'mnist' as const), (bytes, recipe) => {
      const image = greyImage(28, 28, (x, y) => bytes[y * 28 + x] ?? 0)
      expect([...preprocessImage(image, options({ recipe, invert: 'no' }), fashion).pixels]).toEqual([...bytes])
    }), { numRuns: 20 })
  })
})

describe('colours', () => {
  it('become luma where the data set is grey', () => {
    const red = rgba(28, 28, () => [255, 0, 0])
    expect(preprocessImage(red, options({ invert: 'no' }), fashion).pixels[0]).toBe(76)
    expect(titles(red, { invert: 'no' })).toEqual(['Image', 'Grey'])
  })

  it('stay, plane by plane, where it has them', () => {
    const image = rgba(2, 2, (x, y) => [x, 10 + y, 20 + x + y])
    expect([...preprocessImage(image, usualPreprocessing, colour).pixels]).toEqual([0, 1, 0, 1, 10, 10, 11, 11, 20, 21, 21, 22])
  })
})

describe('bright and dark', () => {
  const photo = bar(28, 28, { left: 10, top: 10, right: 18, bottom: 18 }, 40, 250)

  it('are swapped where the ground of the image is bright and that of the set dark', () => {
    const { pixels, isInverted } = preprocessImage(photo, usualPreprocessing, fashion)
    expect([isInverted, pixels[0], pixels[14 * 28 + 14]]).toEqual([true, 5, 215])
  })

  it('are not swapped against the choice, nor for photographs, nor where the grounds agree', () => {
    expect(preprocessImage(photo, options({ invert: 'no' }), fashion).isInverted).toBe(false)
    expect(preprocessImage(photo, usualPreprocessing, { ...fashion, ground: 'mixed' }).isInverted).toBe(false)
    expect(preprocessImage(photo, usualPreprocessing, { ...fashion, ground: 'bright' }).isInverted).toBe(false)
    expect(preprocessImage(photo, options({ invert: 'yes' }), { ...fashion, ground: 'bright' }).isInverted).toBe(true)
  })
})

describe('transparent parts', () => {
  const shape = (shade: number): RgbaImage => rgba(28, 28, (x) => (x < 4 ? [shade, shade, shade, 0] : [shade, shade, shade]))

  it('contrast with what is visible', () => {
    expect(preprocessImage(shape(20), options({ invert: 'no' }), fashion).pixels[0]).toBe(255)
    expect(preprocessImage(shape(230), options({ invert: 'no' }), fashion).pixels[0]).toBe(0)
  })

  it('are as chosen', () => {
    expect(preprocessImage(shape(20), options({ invert: 'no', ground: 'black' }), fashion).pixels[0]).toBe(0)
  })

  it('mix with the ground by their share', () => {
    const half = rgba(28, 28, () => [100, 100, 100, 51])
    expect(preprocessImage(half, options({ invert: 'no', ground: 'white' }), fashion).pixels[0]).toBe(224)
  })
})

describe('proportions', () => {
  const form: DatasetForm = { channels: 1, height: 2, width: 2, ground: 'mixed', drawing: 'none' }
  const wide = greyImage(4, 2, (x) => [0, 100, 200, 40][x] ?? 0)
  const fitted = (fit: Fit, image = wide): readonly number[] => [...preprocessImage(image, options({ fit }), form).pixels]

  it('are cut to, stretched to, or filled with the colour of the border', () => {
    expect(fitted('crop')).toEqual([100, 200, 100, 200])
    expect(fitted('stretch')).toEqual([50, 120, 50, 120])
    // Four rows: a margin of 40 (the median of the border), the image's two, and a margin again.
    expect(fitted('pad')).toEqual([45, 80, 45, 80])
  })

  it('of an image one pixel wide are dealt with', () => {
    const line = greyImage(1, 300, () => 7)
    for (const fit of ['crop', 'stretch', 'pad'] as const) expect(fitted(fit, line)).toEqual([7, 7, 7, 7])
  })
})

describe('the recipe of MNIST', () => {
  it('fits ink into 20×20 pixels in its proportions, its centre of mass in the middle', () => {
    const drawing = bar(280, 280, { left: 20, top: 30, right: 60, bottom: 190 })
    const { pixels, steps } = preprocessImage(drawing, options({ recipe: 'mnist' }), fashion)
    const inked = [...pixels.keys()].filter((place) => (pixels[place] ?? 0) > 0)
    const [columns, rows] = [inked.map((place) => place % 28), inked.map((place) => Math.floor(place / 28))]
    // 40 by 160 becomes 5 by 20: columns 12 to 16 (or 11 to 15) and rows 4 to 23.
    expect([Math.min(...rows), Math.max(...rows), Math.max(...columns) - Math.min(...columns)]).toEqual([4, 23, 4])
    expect(steps.map(({ title }) => title)).toEqual(['Image', 'Grey', 'Inverted', 'Fitted into 28×28'])
  })

  it('takes the paper of a photograph away', () => {
    const photo = greyImage(280, 280, (x, y) => (x > 100 && x < 150 && y > 60 && y < 220 ? 60 : 170 + ((x * 7 + y * 13) % 30)))
    const { pixels, steps, recipe } = preprocessImage(photo, options({ recipe: 'mnist' }), fashion)
    expect([pixels[0], Math.max(...pixels), recipe]).toEqual([0, 255, 'mnist'])
    expect(steps.map(({ title }) => title)).toContain('Ground removed')
  })

  it('leaves an empty sheet empty', () => {
    const { pixels, steps } = preprocessImage(greyImage(100, 100, () => 255), options({ recipe: 'mnist' }), fashion)
    expect([Math.max(...pixels), steps.at(-1)?.title]).toEqual([0, 'Nothing found'])
  })

  it('is not followed where nothing stands out from an even ground', () => {
    const photo = greyImage(100, 100, (x, y) => (x * 37 + y * 91) % 256)
    const { steps, recipe } = preprocessImage(photo, options({ recipe: 'mnist' }), { ...fashion, ground: 'mixed' })
    expect([steps.map(({ title }) => title), recipe]).toEqual([['Image', 'Grey', 'Scaled to 28×28'], 'none'])
  })

  it('keeps dark ink dark for a set on bright ground', () => {
    const drawing = bar(280, 280, { left: 20, top: 30, right: 60, bottom: 190 })
    const { pixels } = preprocessImage(drawing, options({ recipe: 'mnist' }), { ...fashion, ground: 'bright' })
    expect([pixels[0], Math.min(...pixels)]).toEqual([255, 0])
  })

  /** Two overlapping bars anywhere on a sheet of any size. */
  const drawing = fc.tuple(fc.integer({ min: 40, max: 160 }), fc.integer({ min: 40, max: 160 })).chain(([width, height]) => {
    const box = fc.record({ x: fc.integer({ min: 12, max: width - 20 }), y: fc.integer({ min: 12, max: height - 20 }), wide: fc.integer({ min: 2, max: 60 }), tall: fc.integer({ min: 2, max: 60 }) })
    return fc.tuple(box, box).map((boxes) =>
      greyImage(width, height, (x, y) => (x < width - 12 && y < height - 12 && boxes.some((one) => x >= one.x && x < one.x + one.wide && y >= one.y && y < one.y + one.tall) ? 0 : 255)),
    )
  })

  it('brings the centre of mass within half a pixel of the middle, unless the ink would leave the field', () => {
    fc.assert(fc.property(drawing, (image) => {
      const { pixels } = preprocessImage(image, options({ recipe: 'mnist' }), fashion)
      const { x, y } = centreOfMass(drawnPlanes(pixels))
      const touches = (places: readonly number[]): boolean => places.some((place) => (pixels[place] ?? 0) > 0)
      const edge = Array.from({ length: 28 }, (_, place) => place)
      if (!touches(edge.flatMap((row) => [row * 28, row * 28 + 27]))) expect(Math.abs(x - 14)).toBeLessThan(0.52)
      if (!touches(edge.flatMap((column) => [column, 27 * 28 + column]))) expect(Math.abs(y - 14)).toBeLessThan(0.52)
    }), { numRuns: 40 })
  })

  it('leaves what it has made as it is', () => {
    fc.assert(fc.property(drawing, (image) => {
      const once = preprocessImage(image, options({ recipe: 'mnist' }), fashion).pixels
      const again = preprocessImage(greyImage(28, 28, (x, y) => once[y * 28 + x] ?? 0), options({ recipe: 'mnist' }), fashion).pixels
      expect([...again]).toEqual([...once])
    }), { numRuns: 20 })
  })
})

describe('the recipe of Fashion-MNIST', () => {
  it('lets what stands out from the ground fill the field in its middle, and leaves grey cloth grey', () => {
    // 80 by 160 pixels, off the middle, becomes 14 by 28: columns 7 to 20.
    const { pixels } = preprocessImage(bar(280, 280, { left: 190, top: 20, right: 270, bottom: 180 }, 155), options({ recipe: 'fashion' }), fashion)
    const row = [...pixels.slice(0, 28)]
    expect(row).toEqual(Array.from({ length: 28 }, (_, column) => (column >= 7 && column < 21 ? 100 : 0)))
    expect([...pixels.slice(-28)]).toEqual(row)
  })
})

describe('any image', () => {
  it('comes into the form of the set, each step with its picture', () => {
    const side = fc.integer({ min: 1, max: 60 })
    const chosen = fc.record<PreprocessingOptions>({
      fit: fc.constantFrom('crop', 'pad', 'stretch'), invert: fc.constantFrom('auto', 'yes', 'no'), recipe: fc.constantFrom('none', 'mnist', 'fashion'), ground: fc.constantFrom('auto', 'white', 'black'),
    })
    const form = fc.record<DatasetForm>({ channels: fc.constantFrom(1, 3), height: fc.integer({ min: 1, max: 40 }), width: fc.integer({ min: 1, max: 40 }), ground: fc.constantFrom('dark', 'bright', 'mixed'), drawing: fc.constant('none') })
    fc.assert(fc.property(side, side, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), chosen, form, (width, height, bytes, choice, wanted) => {
      const pixels = Uint8Array.from({ length: 4 * width * height }, () => bytes.next().value as number)
      const { steps, pixels: result } = preprocessImage({ width, height, pixels }, choice, wanted)
      expect(result).toHaveLength(wanted.channels * wanted.height * wanted.width)
      for (const { image } of steps) expect(image.pixels).toHaveLength(image.width * image.height * image.channels)
      const last = steps.at(-1)?.image
      expect([last?.width, last?.height, last?.channels]).toEqual([wanted.width, wanted.height, wanted.channels])
    }), { numRuns: 60 })
  })

  it('larger than the steps need is brought down first', () => {
    const { steps, pixels } = preprocessImage(greyImage(2100, 300, (x) => (x < 1050 ? 30 : 90)), options({ fit: 'stretch', invert: 'no' }), fashion)
    expect(steps[0]?.image.width).toBe(700)
    expect([pixels[0], pixels[27]]).toEqual([30, 90])
    expect(steps[0]?.detail).toBe('2100×300 pixels.')
  })
})

describe('the form of a data set', () => {
  const facts = { title: 'Made up', channels: 1, height: 4, width: 4 }
  const sample = (border: number): PlanarImage => ({
    channels: 1, height: 4, width: 4, pixels: Uint8Array.from({ length: 16 }, (_, place) => ([5, 6, 9, 10].includes(place) ? 128 : border)),
  })

  it('has the ground of most of its images', () => {
    expect(datasetForm(facts, [sample(0), sample(10), sample(255)]).ground).toBe('dark')
    expect(datasetForm(facts, [sample(250), sample(10), sample(255)]).ground).toBe('bright')
    expect(datasetForm(facts, [sample(120), sample(10), sample(255)]).ground).toBe('mixed')
    expect(datasetForm(facts, []).ground).toBe('mixed')
  })

  it('fills the field, or a box in its middle', () => {
    const inked = (rows: number): PlanarImage => ({
      channels: 1, height: 28, width: 28, pixels: Uint8Array.from({ length: 784 }, (_, place) => (place % 28 > 6 && place % 28 < 12 && place >= 28 * 2 && place < 28 * (2 + rows) ? 200 : 0)),
    })
    const of = (...rows: readonly number[]): string => datasetForm({ ...facts, height: 28, width: 28 }, rows.map(inked)).drawing
    expect([of(20, 20, 26), of(26, 25, 20)]).toEqual(['mnist', 'fashion'])
    expect(datasetForm(facts, []).drawing).toBe('none')
  })

  it('of other than one or three channels is refused', () => {
    expect(() => datasetForm({ ...facts, channels: 4 }, [])).toThrow('neither grey nor colour')
  })
})

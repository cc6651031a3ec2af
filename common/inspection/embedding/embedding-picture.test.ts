import { expect, it } from 'vitest'
import { rgbOf } from '../../charts/colour-contrast'
import type { PixelImage } from '../../pictures/pixel-image'
import { centralPoints, embeddingPicture } from './embedding-picture'
import { classStyle, printColours } from './point-style'

const classes = ['boot', 'bag']
/** Three boots on the left, of which the second lies in their middle, and a bag on the right. */
const points = { places: Float32Array.of(0, 0, 0, 1, 0, 3, 8, 1), labels: Uint16Array.of(0, 0, 0, 1), predictions: Uint16Array.of(0, 0, 0, 1) }
const colourOf = (label: number): readonly number[] => rgbOf(printColours[classStyle(label).colour])
const pixelOf = ({ width, pixels }: PixelImage, x: number, y: number): readonly number[] => [...pixels.slice(3 * (y * width + x), 3 * (y * width + x) + 3)]

it('the central point of a class is the one nearest to the median of both axes', () => {
  expect(centralPoints(points, [...classes, 'coat'])).toEqual([{ label: 0, point: 1 }, { label: 1, point: 3 }])
})

it('points stand at their places in the colours of their classes', () => {
  const picture = embeddingPicture(points, classes, [])
  const [left, right] = [40, picture.width - 40]
  const shades = (from: number): ReadonlySet<string> => new Set(Array.from({ length: picture.height }, (_, y) => pixelOf(picture, from, y).join()))
  expect(shades(left)).toEqual(new Set(['255,255,255', colourOf(0).join()]))
  expect(shades(right)).toEqual(new Set(['255,255,255', colourOf(1).join()]))
  expect(shades(picture.width / 2)).toEqual(new Set(['255,255,255']))
})

it('the image of a class stands in a frame of its colour', () => {
  const grey: PixelImage = { width: 2, height: 2, channels: 1, pixels: new Uint8Array(4).fill(77) }
  const picture = embeddingPicture(points, classes, [{ label: 1, point: 3, picture: grey }])
  const column = Array.from({ length: picture.height }, (_, y) => pixelOf(picture, picture.width - 40, y).join())
  expect(column.filter((shade) => shade === '77,77,77')).toHaveLength(40)
  expect(column[column.indexOf('77,77,77') - 1]).toBe(colourOf(1).join())
})

// The recipe of MNIST for what was drawn or written: ink on black, fitted into a box, its centre of mass in the middle of the field.
// LeCun, Cortes, Burges, The MNIST database: "size normalized to fit in a 20x20 pixel box while preserving their aspect ratio ... centered in a 28x28
// image by computing the center of mass of the pixels". http://yann.lecun.com/exdb/mnist/
import { borderQuantile, brightness, croppedPlanes, placedPlanes, type PixelBox, type Planes } from './planes'
import { resized } from './resized'

/** Share of the field that the box takes: 20 of 28 pixels. */
const boxShare = 20 / 28

/** Of the brightness of ink; what is darker is no part of the box around the ink: soft edges of strokes, specks of a scan. */
const inkThreshold = 0.3

/** The brightness along the border that counts as paper: a few pixels may belong to the drawing. */
const paperShare = 0.95

/** Where paper is not of one colour, what is so little brighter, of the distance to the brightest ink, is paper still: shadows, grain. */
const paperTolerance = 0.2

/**
 * Paper becomes 0 and the brightest ink 255, linearly between.
 * @param planes bright ink on dark paper
 */
export function inkOnBlack(planes: Planes): Planes {
  const brightnessAt = (place: number): number => brightness(planes, place)
  const brightest = planes.values.reduce((most, value) => Math.max(most, value), 0)
  const [median, upper] = [borderQuantile(planes, 0.5, brightnessAt), borderQuantile(planes, paperShare, brightnessAt)]
  const paper = upper === median ? upper : upper + paperTolerance * (brightest - upper)
  // Nothing is brighter than the paper: an empty sheet.
  const scale = brightest - paper < 1 ? 0 : 255 / (brightest - paper)
  return { ...planes, values: planes.values.map((value) => Math.max(0, (value - paper) * scale)) }
}

/** The smallest rectangle around all ink; null: there is none. @param planes bright ink on black */
export function inkBox(planes: Planes): PixelBox | null {
  const { height, width } = planes
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (brightness(planes, row * width + column) < 255 * inkThreshold) continue
      ;[left, right, top, bottom] = [Math.min(left, column), Math.max(right, column), Math.min(top, row), Math.max(bottom, row)]
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** Ink in its proportions within the box of a field of so many pixels. */
export function inkInBox(planes: Planes, ink: PixelBox, field: { readonly height: number; readonly width: number }): Planes {
  const [mostHeight, mostWidth] = [Math.max(1, Math.round(field.height * boxShare)), Math.max(1, Math.round(field.width * boxShare))]
  const scale = Math.min(mostHeight / ink.height, mostWidth / ink.width)
  const [height, width] = [Math.max(1, Math.round(ink.height * scale)), Math.max(1, Math.round(ink.width * scale))]
  return resized(croppedPlanes(planes, ink), height, width)
}

/** The ink on a black field, moved by whole pixels so that its centre of mass comes to lie in the middle, as far as all of it stays within. */
export function centredByMass(ink: Planes, field: { readonly height: number; readonly width: number }): Planes {
  const centre = centreOfMass(ink)
  const place = (length: number, whole: number, mass: number): number => Math.min(whole - length, Math.max(0, Math.round(whole / 2 - mass)))
  return placedPlanes(ink, { left: place(ink.width, field.width, centre.x), top: place(ink.height, field.height, centre.y), width: field.width, height: field.height }, [])
}

/** In pixels from the upper left corner; the first pixel's centre lies at 0.5. The middle, where all is black. */
export function centreOfMass(planes: Planes): { readonly x: number; readonly y: number } {
  const { height, width } = planes
  let [mass, x, y] = [0, 0, 0]
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = brightness(planes, row * width + column)
      mass += value
      x += value * (column + 0.5)
      y += value * (row + 0.5)
    }
  }
  return mass === 0 ? { x: width / 2, y: height / 2 } : { x: x / mass, y: y / mass }
}

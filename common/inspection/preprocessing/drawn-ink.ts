// Recipes for what was drawn, written, or photographed on an even ground: how the images of MNIST and of Fashion-MNIST came into their field.
// LeCun, Cortes, Burges, The MNIST database (http://yann.lecun.com/exdb/mnist/): "size normalized to fit in a 20x20 pixel box while preserving their aspect
// ratio ... centered in a 28x28 image by computing the center of mass of the pixels". Xiao, Rasul, Vollgraf 2017, Fashion-MNIST (arXiv:1708.07747), section 2:
// edges close to the corner's colour trimmed, the longest edge resized to 28, the shortest extended, the image in the middle, negated.
import { borderQuantile, brightness, croppedPlanes, placedPlanes, type PixelBox, type Planes } from './planes'
import type { Recipe } from './preprocessing-options'
import { resized } from './resized'

/** Size of the data set's images. */
interface Field {
  readonly height: number
  readonly width: number
}

export interface InkRecipe {
  /** Share of the field that the box takes. */
  readonly boxShare: number
  /** Of full brightness; what is darker is no part of the box around the ink: soft edges of strokes, specks of a scan. */
  readonly threshold: number
  /** What comes to lie in the middle of the field. */
  readonly middle: 'mass' | 'box'
  /** What becomes full brightness: the brightest ink, however faint the pencil; or white alone, so that grey cloth stays grey. */
  readonly full: 'brightest' | 'white'
}

export const inkRecipes: Readonly<Record<Exclude<Recipe, 'none'>, InkRecipe>> = {
  mnist: { boxShare: 20 / 28, threshold: 0.3, middle: 'mass', full: 'brightest' },
  fashion: { boxShare: 1, threshold: 0.05, middle: 'box', full: 'white' },
}

/** The brightness along the border that counts as paper: a few pixels may belong to the drawing. */
const paperShare = 0.95

/** Where paper is not of one colour, what is so little brighter, of the distance to the brightest ink, is paper still: shadows, grain. */
const paperTolerance = 0.2

/** Above this difference along the border an image does not stand on paper, or anything even. */
const evenness = 64

/** Brightness of the paper along the border: of most of it, and of nearly all. */
function paperOf(planes: Planes): { readonly median: number; readonly upper: number } {
  const quantile = (share: number): number => borderQuantile(planes, share, (place) => brightness(planes, place))
  return { median: quantile(0.5), upper: quantile(paperShare) }
}

/** Whether the border is of nearly one brightness, so that ink can be told from it. @param planes bright ink on dark paper */
export function hasEvenGround(planes: Planes): boolean {
  const { median, upper } = paperOf(planes)
  return upper - median <= evenness
}

/**
 * Paper becomes 0 and full ink 255, linearly between.
 * @param planes bright ink on dark paper
 */
export function inkOnBlack(planes: Planes, { full }: InkRecipe): Planes {
  const brightest = planes.values.reduce((most, value) => Math.max(most, value), 0)
  const { median, upper } = paperOf(planes)
  const paper = upper === median ? upper : upper + paperTolerance * (brightest - upper)
  const range = (full === 'white' ? 255 : brightest) - paper
  // Nothing is brighter than the paper: an empty sheet.
  const scale = range < 1 ? 0 : 255 / range
  return { ...planes, values: planes.values.map((value) => Math.max(0, (value - paper) * scale)) }
}

/** The smallest rectangle around all ink; null: there is none. @param planes bright ink on black @param threshold as a share of 255 */
export function inkBox(planes: Planes, threshold: number): PixelBox | null {
  const { height, width } = planes
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      if (brightness(planes, row * width + column) < 255 * threshold) continue
      left = Math.min(left, column)
      right = Math.max(right, column)
      top = Math.min(top, row)
      bottom = Math.max(bottom, row)
    }
  }
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** Ink in its proportions, as large as the box of a field. @param boxShare share of the field that the box takes */
export function inkInBox(planes: Planes, ink: PixelBox, field: Field, boxShare: number): Planes {
  const [mostHeight, mostWidth] = [Math.max(1, Math.round(field.height * boxShare)), Math.max(1, Math.round(field.width * boxShare))]
  const scale = Math.min(mostHeight / ink.height, mostWidth / ink.width)
  const [height, width] = [Math.max(1, Math.round(ink.height * scale)), Math.max(1, Math.round(ink.width * scale))]
  return resized(croppedPlanes(planes, ink), height, width)
}

/** The ink on a black field, moved by whole pixels so that its middle comes to lie in the field's, as far as all of it stays within. */
export function inkInField(ink: Planes, field: Field, middle: InkRecipe['middle']): Planes {
  const { x, y } = middle === 'mass' ? centreOfMass(ink) : { x: ink.width / 2, y: ink.height / 2 }
  const start = (length: number, whole: number, centre: number): number => Math.min(whole - length, Math.max(0, Math.round(whole / 2 - centre)))
  return placedPlanes(ink, { left: start(ink.width, field.width, x), top: start(ink.height, field.height, y), width: field.width, height: field.height }, [])
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

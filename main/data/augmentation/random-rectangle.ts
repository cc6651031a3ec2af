// Draws the size of a random rectangle in an image: by its area and the ratio of its sides, in a few tries, as torchvision does.
import type { ImageShape, Rectangle } from './image-shape'

const tries = 10
/** Random words that the tries take. */
export const wordsOfTries = 2 * tries

export interface RectangleRule {
  /** Bounds of the area, as shares of the unit's. */
  readonly leastArea: number
  readonly mostArea: number
  /** Largest ratio of width to height, in units; its inverse is the smallest. The logarithm is uniform. */
  readonly aspect: number
  /** The sides that ratio and area are relative to, in pixels. */
  readonly unitHeight: number
  readonly unitWidth: number
  /** The rectangle is no larger, in pixels. */
  readonly mostHeight: number
  readonly mostWidth: number
}

/** As torchvision's RandomResizedCrop, but for images that are no squares: sides are relative to the image's own. @param least share of the area */
export function ruleOfCrops(least: number, { height, width }: ImageShape): RectangleRule {
  return { leastArea: least, mostArea: 1, aspect: 4 / 3, unitHeight: height, unitWidth: width, mostHeight: height, mostWidth: width }
}

/** Z. Zhong et al., "Random Erasing Data Augmentation", 2017, algorithm 1, in torchvision's form: sides are smaller than the image's. */
export function ruleOfErasing({ height, width }: ImageShape): RectangleRule {
  const edge = Math.sqrt(height * width)
  return { leastArea: 0.02, mostArea: 0.33, aspect: 1 / 0.3, unitHeight: edge, unitWidth: edge, mostHeight: height - 1, mostWidth: width - 1 }
}

/**
 * Sets height and width of a rectangle to those of the first try that fits.
 * @param words random; the tries take {@link wordsOfTries} of them, from `first` on
 * @returns whether one fits
 */
export function drawRectangle(rule: RectangleRule, words: Uint32Array, first: number, rectangle: Rectangle): boolean {
  const { leastArea, mostArea, aspect, unitHeight, unitWidth, mostHeight, mostWidth } = rule
  for (let word = first; word < first + wordsOfTries; word += 2) {
    const area = leastArea + (mostArea - leastArea) * shareOf(words[word])
    const ratio = aspect ** (2 * shareOf(words[word + 1]) - 1)
    rectangle.height = Math.round(unitHeight * Math.sqrt(area / ratio))
    rectangle.width = Math.round(unitWidth * Math.sqrt(area * ratio))
    if (rectangle.height > 0 && rectangle.width > 0 && rectangle.height <= mostHeight && rectangle.width <= mostWidth) return true
  }
  rectangle.height = 0
  return false
}

const shareOf = (word = 0): number => (word >>> 8) * 2 ** -24

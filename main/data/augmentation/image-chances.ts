// What chance decides for one image: a function of seed, epoch, image and occurrence alone.
import type { Augmentation } from '@contract/data/augmentation'
import { normalNumber } from '@common/randomness/normal'
import { multiplyHigh } from '@common/randomness/philox'
import { fillBits, streams } from '@common/randomness/stream'
import type { ImageShape, Rectangle } from './image-shape'
import { drawRectangle, ruleOfCrops, ruleOfErasing, wordsOfTries, type RectangleRule } from './random-rectangle'

/** The random changes of one image. What is switched off has the value that changes nothing. */
export interface ImageChances {
  /** The part of the image that becomes the whole. */
  readonly crop: Rectangle
  /** Pixels by which the image moves. */
  down: number
  right: number
  flipped: boolean
  flippedVertically: boolean
  /** Degrees, clockwise. */
  rotation: number
  /** Factor. */
  scale: number
  /** Degrees. */
  shear: number
  /** Factors. */
  brightness: number
  contrast: number
  saturation: number
  /** Turn of the circle of hues, -0.5 to 0.5. */
  hue: number
  grey: boolean
  /** Amounts of the components of colour, in standard deviations along them. */
  readonly components: Float64Array
  /** The pixel that the cut-out square is centred on. */
  cutoutRow: number
  cutoutColumn: number
  /** The rectangle that is erased; its height is 0 where none is. */
  readonly erased: Rectangle
}

/** Components of colour that are drawn for an image. */
const mostComponents = 3

/**
 * The place of each choice among the random words of an image. Every choice has words of its own, so that setting one thing does not change what is drawn for another.
 * Only append: another place means other images for the runs that use it.
 */
const choices = [
  ...['flip', 'flipVertical', 'down', 'right', 'geometry', 'rotation', 'scale', 'shear'],
  ...['colour', 'brightness', 'contrast', 'saturation', 'hue', 'grey', 'components', 'components2', 'components3'],
  ...['cutoutRow', 'cutoutColumn', 'erasing', 'erasedRow', 'erasedColumn', 'cropRow', 'cropColumn'],
] as const
type Choice = (typeof choices)[number]
const placeOf = Object.fromEntries(choices.map((choice, place) => [choice, place])) as Readonly<Record<Choice, number>>

/** Words of an image: the choices above, then the tries of its two rectangles. */
const cropTries = choices.length
const erasingTries = cropTries + wordsOfTries
const wordsOfImage = erasingTries + wordsOfTries
/** Blocks of the generator that one occurrence of an image takes, whether all of their words are needed or not. */
const blocksOfImage = Math.ceil(wordsOfImage / 4)

/** What chances depend on beside the place of an image in a run. */
export interface ChancesPlan {
  readonly augmentation: Augmentation
  readonly shape: ImageShape
  readonly seed: number
}

/** Draws the chances of images, one at a time, into memory that is used again. */
export class ChanceDrawer {
  readonly #plan: ChancesPlan
  readonly #words: Uint32Array
  readonly #chances: ImageChances
  readonly #cropRule: RectangleRule
  readonly #erasingRule: RectangleRule

  constructor(plan: ChancesPlan) {
    const { randomCrop, erasing } = plan.augmentation
    this.#plan = plan
    this.#words = new Uint32Array(randomCrop < 1 || erasing > 0 ? wordsOfImage : cropTries)
    this.#chances = noChances(plan.shape)
    this.#cropRule = ruleOfCrops(randomCrop, plan.shape)
    this.#erasingRule = ruleOfErasing(plan.shape)
  }

  /**
   * @param epoch from 0
   * @param image its index in the data set
   * @param occurrence how often the image was taken before in this epoch
   * @returns valid until the next call
   */
  draw(epoch: number, image: number, occurrence: number): ImageChances {
    const chances = this.#chances
    fillBits({ seed: this.#plan.seed, stream: streams.augmentation, a: epoch, b: image }, this.#words, occurrence * blocksOfImage)
    this.#drawGeometry(chances)
    this.#drawColours(chances)
    this.#drawErasing(chances)
    return chances
  }

  #drawGeometry(chances: ImageChances): void {
    const { flip, flipVertical, cropPadding, randomCrop, rotation, scale, shear, geometryChance } = this.#plan.augmentation
    chances.flipped = this.#happens('flip', flip)
    chances.flippedVertically = this.#happens('flipVertical', flipVertical)
    chances.down = this.#below('down', 2 * cropPadding + 1) - cropPadding
    chances.right = this.#below('right', 2 * cropPadding + 1) - cropPadding
    const isTurned = this.#happens('geometry', geometryChance)
    chances.rotation = isTurned ? this.#upTo('rotation', rotation) : 0
    chances.scale = isTurned ? 1 + this.#upTo('scale', scale) : 1
    chances.shear = isTurned ? this.#upTo('shear', shear) : 0
    if (randomCrop < 1) this.#drawCrop(chances.crop)
  }

  #drawCrop(crop: Rectangle): void {
    const { height, width } = this.#plan.shape
    if (drawRectangle(this.#cropRule, this.#words, cropTries, crop)) {
      crop.top = this.#below('cropRow', height - crop.height + 1)
      crop.left = this.#below('cropColumn', width - crop.width + 1)
    } else {
      Object.assign(crop, { top: 0, left: 0, height, width })
    }
  }

  #drawColours(chances: ImageChances): void {
    const { brightness, contrast, saturation, hue, colourChance, grey, pcaColour } = this.#plan.augmentation
    const isChanged = this.#happens('colour', colourChance)
    chances.brightness = isChanged ? 1 + this.#upTo('brightness', brightness) : 1
    chances.contrast = isChanged ? 1 + this.#upTo('contrast', contrast) : 1
    chances.saturation = isChanged ? 1 + this.#upTo('saturation', saturation) : 1
    chances.hue = isChanged ? this.#upTo('hue', hue) : 0
    chances.grey = this.#happens('grey', grey)
    if (pcaColour > 0) {
      for (let component = 0; component < mostComponents; component++) {
        chances.components[component] = pcaColour * normalNumber(this.#share(placeOf.components + component))
      }
    }
  }

  #drawErasing(chances: ImageChances): void {
    const { height, width } = this.#plan.shape
    chances.cutoutRow = this.#below('cutoutRow', height)
    chances.cutoutColumn = this.#below('cutoutColumn', width)
    const { erased } = chances
    if (this.#happens('erasing', this.#plan.augmentation.erasing) && drawRectangle(this.#erasingRule, this.#words, erasingTries, erased)) {
      erased.top = this.#below('erasedRow', height - erased.height + 1)
      erased.left = this.#below('erasedColumn', width - erased.width + 1)
    } else {
      Object.assign(erased, { top: 0, left: 0, height: 0, width: 0 })
    }
  }

  /** Uniform in [0, 1). */
  #share(place: number): number {
    return ((this.#words[place] ?? 0) >>> 8) * 2 ** -24
  }

  #happens(choice: Choice, chance: number): boolean {
    return (this.#words[placeOf[choice]] ?? 0) < chance * 2 ** 32
  }

  /** Uniform between minus and plus `most`. */
  #upTo(choice: Choice, most: number): number {
    return most === 0 ? 0 : (2 * this.#share(placeOf[choice]) - 1) * most
  }

  /** A whole number in [0, bound), each equally likely to within 2^-32. */
  #below(choice: Choice, bound: number): number {
    return multiplyHigh(this.#words[placeOf[choice]] ?? 0, bound) >>> 0
  }
}

/** The chances that change nothing. */
export function noChances({ height, width }: ImageShape): ImageChances {
  return {
    ...{ crop: { top: 0, left: 0, height, width }, down: 0, right: 0, flipped: false, flippedVertically: false, rotation: 0, scale: 1, shear: 0 },
    ...{ brightness: 1, contrast: 1, saturation: 1, hue: 0, grey: false, components: new Float64Array(mostComponents) },
    ...{ cutoutRow: 0, cutoutColumn: 0, erased: { top: 0, left: 0, height: 0, width: 0 } },
  }
}

// Tallies how strongly each unit of a layer answers, image after image, without keeping what it has seen.
import { phrase } from '@language/phrase'
import { mostExciting } from '@contract/inspection/unit-activity'
import { LabError } from '@contract/problem'

/** The activity of a layer's units over all images so far. */
export interface TalliedUnits {
  /** [units]: the largest value. */
  readonly largest: Float32Array<ArrayBuffer>
  /** [units]: the mean value. */
  readonly mean: Float32Array<ArrayBuffer>
  /** [units]: share of images in which the unit is above 0 at some place. */
  readonly activeShare: Float32Array<ArrayBuffer>
  /** [units, exciting]: numbers of the images in which the unit's largest value is highest, in falling order; of equal ones the first image comes first. */
  readonly exciting: Uint32Array<ArrayBuffer>
  /** [units, exciting]: that value. */
  readonly excitement: Float32Array<ArrayBuffer>
}

export class UnitTally {
  readonly #layer: string
  readonly #units: number
  /** Images that are told of each unit. */
  readonly #places: number
  readonly #sums: Float64Array
  readonly #active: Uint32Array
  readonly #exciting: Uint32Array<ArrayBuffer>
  /** In falling order for each unit; -Infinity where there was no image yet. */
  readonly #excitement: Float32Array<ArrayBuffer>
  #images = 0

  /** @param layer name, for errors @param images of the whole sample, at least one */
  constructor(layer: string, units: number, images: number) {
    this.#layer = layer
    this.#units = units
    this.#places = Math.min(mostExciting, images)
    this.#sums = new Float64Array(units)
    this.#active = new Uint32Array(units)
    this.#exciting = new Uint32Array(units * this.#places)
    this.#excitement = new Float32Array(units * this.#places).fill(-Infinity)
  }

  /**
   * Adds the next image.
   * @param image its number
   * @param largest [units]: largest value of each unit in it
   * @param mean [units]: mean value over the places
   * @throws LabError `evaluation/not-finite`
   */
  add(image: number, largest: Float32Array, mean: Float32Array): void {
    this.#images++
    for (let unit = 0; unit < this.#units; unit++) {
      const value = largest[unit] ?? NaN
      const sum = (this.#sums[unit] ?? NaN) + (mean[unit] ?? NaN)
      if (!Number.isFinite(value) || !Number.isFinite(sum)) throw notFinite(this.#layer, image)
      this.#sums[unit] = sum
      if (value > 0) this.#active[unit] = (this.#active[unit] ?? 0) + 1
      this.#rank(image, unit, value)
    }
  }

  /** Puts an image in its place among those that excite a unit most, where it belongs there. */
  #rank(image: number, unit: number, value: number): void {
    const first = unit * this.#places
    let place = first + this.#places - 1
    if (value <= (this.#excitement[place] ?? NaN)) return
    for (; place > first && value > (this.#excitement[place - 1] ?? NaN); place--) {
      this.#excitement[place] = this.#excitement[place - 1] ?? NaN
      this.#exciting[place] = this.#exciting[place - 1] ?? 0
    }
    this.#excitement[place] = value
    this.#exciting[place] = image
  }

  /** To be asked when all images of the sample have been added. */
  get result(): TalliedUnits {
    return {
      largest: Float32Array.from({ length: this.#units }, (_, unit) => this.#excitement[unit * this.#places] ?? NaN),
      mean: Float32Array.from(this.#sums, (sum) => sum / this.#images),
      activeShare: Float32Array.from(this.#active, (count) => count / this.#images),
      exciting: this.#exciting,
      excitement: this.#excitement,
    }
  }
}

function notFinite(layer: string, image: number): LabError {
  return new LabError('evaluation/not-finite', phrase('The output of {layer} for image {image} is not a finite number everywhere.', { layer, image }), phrase('Look at an earlier checkpoint, before training diverged.'))
}

// A perceptual hash of 64 bits: images that look alike have hashes that differ in few bits.
/** Frequencies along each axis. */
const frequencies = 8

export const hashBits = frequencies * frequencies

/** Least distance from the median, in levels of grey summed over an image, that counts as above it: what is less is rounding, as in images of one colour. */
const rounding = 1e-3

/**
 * Hashes images of one size, by the signs of the 8x8 lowest frequencies of their discrete cosine transform (DCT-II, without those that are constant along an axis)
 * against the median of these: pHash of C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1. As only these frequencies
 * are computed, of the image in its own size, it need not be scaled to 32x32 pixels before.
 */
export class PerceptualHasher {
  readonly #format: ImageFormat
  /** cos(pi (2i + 1) u / 2n) for u = 1..8, one row for each u. */
  readonly #overRows: Float64Array
  readonly #overColumns: Float64Array
  /** Grey image, as sums over channels. */
  readonly #grey: Float64Array
  /** Frequencies along each row of the image: [row, frequency]. */
  readonly #ofRows: Float64Array
  readonly #coefficients = new Float64Array(hashBits)

  constructor(format: ImageFormat) {
    this.#format = format
    this.#overRows = cosines(format.height)
    this.#overColumns = cosines(format.width)
    this.#grey = new Float64Array(format.width)
    this.#ofRows = new Float64Array(format.height * frequencies)
  }

  /**
   * @param image uint8 [channels, height, width]
   * @param out gets the hash: bits 0 to 31, then 32 to 63
   */
  hash(image: Uint8Array, out: Uint32Array): void {
    this.#transform(image)
    const sorted = this.#coefficients.slice().sort()
    const median = ((sorted[hashBits / 2 - 1] ?? 0) + (sorted[hashBits / 2] ?? 0)) / 2
    out.fill(0)
    for (let bit = 0; bit < hashBits; bit++) {
      if ((this.#coefficients[bit] ?? 0) > median + rounding) out[bit >>> 5] = (out[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
  }

  #transform(image: Uint8Array): void {
    const { height, width } = this.#format
    for (let row = 0; row < height; row++) {
      this.#readRow(image, row)
      for (let v = 0; v < frequencies; v++) this.#ofRows[row * frequencies + v] = product(this.#grey, this.#overColumns, v * width)
    }
    for (let u = 0; u < frequencies; u++) {
      for (let v = 0; v < frequencies; v++) {
        let sum = 0
        for (let row = 0; row < height; row++) sum += (this.#overRows[u * height + row] ?? 0) * (this.#ofRows[row * frequencies + v] ?? 0)
        this.#coefficients[u * frequencies + v] = sum
      }
    }
  }

  #readRow(image: Uint8Array, row: number): void {
    const { channels, height, width } = this.#format
    this.#grey.fill(0)
    for (let channel = 0; channel < channels; channel++) {
      const start = (channel * height + row) * width
      for (let column = 0; column < width; column++) this.#grey[column] = (this.#grey[column] ?? 0) + (image[start + column] ?? 0)
    }
  }
}

export interface ImageFormat {
  readonly channels: number
  readonly height: number
  readonly width: number
}

function cosines(size: number): Float64Array {
  return Float64Array.from({ length: frequencies * size }, (_, place) => Math.cos((Math.PI * (2 * (place % size) + 1) * (Math.floor(place / size) + 1)) / (2 * size)))
}

/** Sum of `values[i] * factors[from + i]`. */
function product(values: Float64Array, factors: Float64Array, from: number): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i] ?? 0) * (factors[from + i] ?? 0)
  return sum
}

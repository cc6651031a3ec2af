// An image as users bring it: of any size, with transparency.

export interface RgbaImage {
  /** At least 1. */
  readonly width: number
  readonly height: number
  /** `height * width * 4` bytes, row by row: red, green, blue, alpha, not premultiplied. `ImageData.data` is of this form. */
  readonly pixels: Uint8Array | Uint8ClampedArray
}

// A picture as bytes: 8-bit grey or RGB.

export interface PixelImage {
  readonly width: number
  readonly height: number
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3
  /** `height * width * channels` bytes, row by row. */
  readonly pixels: Uint8Array
}

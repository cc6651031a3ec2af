// The form of an image that is augmented, and rectangles in it.

/** The form of one image: uint8, channel by channel, row by row. */
export interface ImageShape {
  readonly channels: number
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/** A part of an image, in whole pixels. */
export interface Rectangle {
  top: number
  left: number
  height: number
  width: number
}

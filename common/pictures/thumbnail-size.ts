// The size in which images come to a grid of thumbnails: small images as they are, large ones as means of whole blocks of pixels.

interface Size {
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/**
 * The smallest size by whole blocks in which the longer edge still has `edge` pixels.
 * @param edge that is shown
 */
export function thumbnailSize({ height, width }: Size, edge: number): Size {
  const block = Math.max(1, Math.floor(Math.max(height, width) / edge))
  return { height: Math.max(1, Math.floor(height / block)), width: Math.max(1, Math.floor(width / block)) }
}

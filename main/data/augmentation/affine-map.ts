// The map of an augmented image's places to those of the original: crop, shift, flips, rotation, scale and shear in one.
import type { ImageChances } from './image-chances'
import type { ImageShape } from './image-shape'

/**
 * Six numbers: the place (x, y) of the new image shows the place (m[0] x + m[1] y + m[2], m[3] x + m[4] y + m[5]) of the original. Places are in pixels from the upper
 * left corner, so that the middle of the first pixel is (0.5, 0.5).
 */
export type AffineMap = Float64Array

type Geometry = Pick<ImageChances, 'crop' | 'down' | 'right' | 'flipped' | 'flippedVertically' | 'rotation' | 'scale' | 'shear'>

/** Whether every pixel of the new image is one of the original, or black. */
export function isOfWholePixels({ crop, rotation, scale, shear }: Geometry, { height, width }: ImageShape): boolean {
  return rotation === 0 && scale === 1 && shear === 0 && crop.height === height && crop.width === width
}

/**
 * The image is cropped, shifted, flipped, then sheared along x, rotated clockwise and scaled about its middle, as torchvision's RandomAffine does the last three. The map goes the
 * other way: it undoes these one after another, the last one first.
 */
export function mapOf(geometry: Geometry, { height, width }: ImageShape, map: AffineMap): void {
  const { crop, down, right, flipped, flippedVertically, rotation, scale, shear } = geometry
  const angle = (rotation * Math.PI) / 180
  const [cosine, sine, slant] = [Math.cos(angle), Math.sin(angle), Math.tan((shear * Math.PI) / 180)]
  // The inverse of scale * [[cos, -sin], [sin, cos]] [[1, -slant], [0, 1]].
  const [xx, xy, yx, yy] = [(cosine - slant * sine) / scale, (sine + slant * cosine) / scale, -sine / scale, cosine / scale]
  const [sideways, upright] = [flipped ? -1 : 1, flippedVertically ? -1 : 1]
  const [shrunkX, shrunkY] = [crop.width / width, crop.height / height]
  // The middle goes to the middle; a flip leaves it there.
  const middleX = width / 2 - sideways * (xx * width + xy * height) / 2
  const middleY = height / 2 - upright * (yx * width + yy * height) / 2
  map[0] = shrunkX * sideways * xx
  map[1] = shrunkX * sideways * xy
  map[2] = crop.left + shrunkX * (middleX - right)
  map[3] = shrunkY * upright * yx
  map[4] = shrunkY * upright * yy
  map[5] = crop.top + shrunkY * (middleY - down)
}

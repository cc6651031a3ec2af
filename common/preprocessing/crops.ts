// Which part of an image is looked at: the middle, or one of its corners.
import type { ImageSize } from '@contract/training/run-spec'

/** A part of an image, in pixels. */
export interface Crop {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
}

/** Pixels of an edge that a share of it keeps, to the nearest whole number; at least one. */
const kept = (edge: number, share: number): number => Math.max(Math.round(edge * share), 1)

const keptSize = ({ height, width }: ImageSize, share: number): ImageSize => ({ height: kept(height, share), width: kept(width, share) })

/** The middle of an image; of an odd rest, the larger half lies below and to the right. @param share of height and width that is kept, at most 1 */
export function centreCrop(size: ImageSize, share: number): Crop {
  const { height, width } = keptSize(size, share)
  return { top: Math.floor((size.height - height) / 2), left: Math.floor((size.width - width) / 2), height, width }
}

/** The four corners of an image, those above first, then its middle. @param share as of {@link centreCrop} */
export function fiveCrops(size: ImageSize, share: number): readonly Crop[] {
  const { height, width } = keptSize(size, share)
  const [bottom, right] = [size.height - height, size.width - width]
  const corners = [[0, 0], [0, right], [bottom, 0], [bottom, right]] as const
  return [...corners.map(([top, left]) => ({ top, left, height, width })), centreCrop(size, share)]
}

/** Whether a crop is the whole of an image. */
export const isWhole = (crop: Crop, { height, width }: ImageSize): boolean => crop.height === height && crop.width === width

// Bilinear resizing of one plane of values, as the network's input layer does: pixel centres at halves, without smoothing beforehand.
import type { ImageSize } from '@contract/training/run-spec'

/** The two neighbours of an output coordinate, and the weight of the second. */
function neighbours(index: number, size: number, newSize: number): readonly [number, number, number] {
  const centre = Math.max(((index + 0.5) * size) / newSize - 0.5, 0)
  const first = Math.min(Math.floor(centre), size - 1)
  return [first, Math.min(first + 1, size - 1), centre - first]
}

/** The values [height, width] at another size. */
export function resizePlane(values: ArrayLike<number>, from: ImageSize, to: ImageSize): Float64Array {
  const resized = new Float64Array(to.height * to.width)
  const columns = Array.from({ length: to.width }, (_, x) => neighbours(x, from.width, to.width))
  const at = (y: number, x: number): number => values[y * from.width + x] ?? 0
  for (let y = 0; y < to.height; y++) {
    const [top, bottom, down] = neighbours(y, from.height, to.height)
    for (const [x, [left, right, across]] of columns.entries()) {
      const above = at(top, left) * (1 - across) + at(top, right) * across
      const below = at(bottom, left) * (1 - across) + at(bottom, right) * across
      resized[y * to.width + x] = above * (1 - down) + below * down
    }
  }
  return resized
}

// Resizes grey images as the network's input layer does: bilinear, pixel centres at halves, without smoothing beforehand.

export interface GreyImage {
  /** Row by row. */
  readonly pixels: Uint8Array
  readonly height: number
  readonly width: number
}

/** The two neighbours of an output coordinate, and the weight of the second. */
function neighbours(index: number, size: number, newSize: number): [number, number, number] {
  const centre = Math.max(((index + 0.5) * size) / newSize - 0.5, 0)
  const first = Math.min(Math.floor(centre), size - 1)
  return [first, Math.min(first + 1, size - 1), centre - first]
}

/** The image as a square of `size` pixels. */
export function resizeBilinear({ pixels, height, width }: GreyImage, size: number): GreyImage {
  if (height === size && width === size) return { pixels, height, width }
  const resized = new Uint8Array(size * size)
  const at = (y: number, x: number): number => pixels[y * width + x] ?? 0
  const columns = Array.from({ length: size }, (_, x) => neighbours(x, width, size))
  for (let y = 0; y < size; y++) {
    const [top, bottom, down] = neighbours(y, height, size)
    columns.forEach(([left, right, across], x) => {
      const above = at(top, left) * (1 - across) + at(top, right) * across
      const below = at(bottom, left) * (1 - across) + at(bottom, right) * across
      resized[y * size + x] = Math.round(above * (1 - down) + below * down)
    })
  }
  return { pixels: resized, height: size, width: size }
}

/** The image as a canvas takes it: red, green, blue, alpha. */
export function toImageData({ pixels, height, width }: GreyImage): ImageData {
  const data = new ImageData(width, height)
  pixels.forEach((grey, index) => {
    data.data.set([grey, grey, grey, 255], index * 4)
  })
  return data
}

// The gradient of an image's total variation, which draws neighbours together.
// L. I. Rudin, S. Osher, E. Fatemi, "Nonlinear total variation based noise removal algorithms", Physica D 60, 1992.
import type { ImageSize } from '@contract/training/run-spec'

/** Smooths the kink of the root at 0, in pixels' range 0..1. */
const epsilon = 1e-2

/**
 * The gradient by each pixel of the sum of sqrt(down^2 + across^2 + epsilon^2) over all pixels, with the differences to the neighbours below and to the right; 0 at the edges.
 * @param pixels [channels, height, width]
 */
export function totalVariationGradient(pixels: Float32Array, planes: ImageSize): Float32Array {
  const gradient = new Float32Array(pixels.length)
  const add = (at: number, value: number): void => {
    gradient[at] = (gradient[at] ?? 0) + value
  }
  for (let at = 0; at < pixels.length; at++) {
    const { down, across, length } = differencesAt(pixels, planes, at)
    add(at, -(down + across) / length)
    if (down !== 0) add(at + planes.width, down / length)
    if (across !== 0) add(at + 1, across / length)
  }
  return gradient
}

function differencesAt(pixels: Float32Array, { height, width }: ImageSize, at: number): { readonly down: number; readonly across: number; readonly length: number } {
  const value = pixels[at] ?? 0
  const [row, column] = [Math.floor(at / width) % height, at % width]
  const down = row + 1 < height ? (pixels[at + width] ?? 0) - value : 0
  const across = column + 1 < width ? (pixels[at + 1] ?? 0) - value : 0
  return { down, across, length: Math.sqrt(down * down + across * across + epsilon * epsilon) }
}

// Sums over the pixels of colour images, from which mean, deviation and principal components follow.
import { firstFree, pixelLoops, withRoom } from './pixel-loops'

/** Bytes of the sums, and behind the image. */
const sumsBytes = 9 * 8

/** Pixels that are added up at once. */
const piece = 2 ** 18

/**
 * [r, g, b, rr, rg, rb, gg, gb, bb], exact whole numbers.
 * @param image uint8 [3, pixels]
 */
export function colourSums(image: Uint8Array): Float64Array {
  const pixels = image.length / 3
  const memory = withRoom(firstFree + sumsBytes + 3 * Math.min(pixels, piece))
  const sums = new Float64Array(memory, firstFree, 9).fill(0)
  for (let start = 0; start < pixels; start += piece) {
    const count = Math.min(piece, pixels - start)
    const planes = new Uint8Array(memory, firstFree + sumsBytes, 3 * count)
    for (let channel = 0; channel < 3; channel++) planes.set(image.subarray(channel * pixels + start, channel * pixels + start + count), channel * count)
    pixelLoops().sumColours(firstFree + sumsBytes, count, firstFree)
  }
  return sums.slice()
}

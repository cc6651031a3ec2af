// A user's image without transparency, and no larger than the steps of preprocessing need.
import type { Planes } from './planes'
import type { Ground } from './preprocessing-options'
import type { RgbaImage } from './rgba-image'

/** Longest side that is worked on: averages over whole pixels bring larger images below it. */
const longestSide = 1024

export interface OpaqueImage {
  readonly planes: Planes
  /** What lies behind transparent parts; null: there are none. */
  readonly ground: 'white' | 'black' | null
}

export function opaquePlanes(image: RgbaImage, ground: Ground): OpaqueImage {
  const factor = Math.ceil(Math.max(image.width, image.height) / longestSide)
  const { height, width, colours, alphas } = averagedCells(image, factor)
  const chosen = isOpaque(image) ? null : ground === 'auto' ? contrastingGround(colours, alphas) : ground
  if (chosen === 'white') {
    for (let place = 0; place < colours.length; place++) colours[place] = (colours[place] ?? 0) + 255 * (1 - (alphas[place % alphas.length] ?? 1))
  }
  return { planes: { channels: 3, height, width, values: colours }, ground: chosen }
}

function isOpaque({ pixels }: RgbaImage): boolean {
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if ((pixels[alpha] ?? 0) < 255) return false
  return true
}

/** Colours times alpha, [3, height, width], 0..255, and alphas, [height, width], 0..1. */
interface Cells {
  readonly height: number
  readonly width: number
  readonly colours: Float32Array
  readonly alphas: Float32Array
}

/** Means over squares of `factor` by `factor` pixels; those at the right and lower edge may have fewer. */
function averagedCells({ width, height, pixels }: RgbaImage, factor: number): Cells {
  const [rows, columns] = [Math.ceil(height / factor), Math.ceil(width / factor)]
  const size = rows * columns
  const colours = new Float32Array(3 * size)
  const alphas = new Float32Array(size)
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / factor)
    const cellHeight = Math.min(factor, height - row * factor)
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / factor)
      const cell = row * columns + column
      const pixel = 4 * (y * width + x)
      const share = (pixels[pixel + 3] ?? 0) / 255 / (cellHeight * Math.min(factor, width - column * factor))
      alphas[cell] = (alphas[cell] ?? 0) + share
      colours[cell] = (colours[cell] ?? 0) + share * (pixels[pixel] ?? 0)
      colours[size + cell] = (colours[size + cell] ?? 0) + share * (pixels[pixel + 1] ?? 0)
      colours[2 * size + cell] = (colours[2 * size + cell] ?? 0) + share * (pixels[pixel + 2] ?? 0)
    }
  }
  return { height: rows, width: columns, colours, alphas }
}

/** White where what is visible is dark, or where nothing is. */
function contrastingGround(colours: Float32Array, alphas: Float32Array): 'white' | 'black' {
  const visible = 3 * alphas.reduce((sum, alpha) => sum + alpha, 0)
  const mean = colours.reduce((sum, colour) => sum + colour, 0) / visible
  return mean > 127.5 ? 'black' : 'white'
}

// Images in another size: averages over areas where they become smaller, linear interpolation where larger.
import type { Planes } from './planes'

/** What one position of the result takes from the source: `weights` of the positions from `first` on, which sum to 1. */
interface Tap {
  readonly first: number
  readonly weights: readonly number[]
}

export function resized(planes: Planes, height: number, width: number): Planes {
  return resizedRows(resizedColumns(planes, width), height)
}

function resizedColumns({ channels, height, width: from, values }: Planes, width: number): Planes {
  const taps = tapsOf(from, width)
  const result = new Float32Array(channels * height * width)
  for (let row = 0; row < channels * height; row++) {
    let column = row * width
    for (const { first, weights } of taps) {
      let [sum, source] = [0, row * from + first]
      for (const weight of weights) sum += weight * (values[source++] ?? 0)
      result[column++] = sum
    }
  }
  return { channels, height, width, values: result }
}

function resizedRows({ channels, height: from, width, values }: Planes, height: number): Planes {
  const result = new Float32Array(channels * height * width)
  for (const [row, { first, weights }] of tapsOf(from, height).entries()) {
    for (let channel = 0; channel < channels; channel++) {
      for (const [offset, weight] of weights.entries()) {
        const [source, target] = [(channel * from + first + offset) * width, (channel * height + row) * width]
        for (let column = 0; column < width; column++) result[target + column] = (result[target + column] ?? 0) + weight * (values[source + column] ?? 0)
      }
    }
  }
  return { channels, height, width, values: result }
}

/** For each of `to` positions along an axis what it takes from `from` positions. */
function tapsOf(from: number, to: number): readonly Tap[] {
  return Array.from({ length: to }, (_, place) => (to > from ? linearTap(place, from, to) : areaTap(place, from, to)))
}

/**
 * Position `place` of the result is as wide as `from / to` positions of the source, and takes each by the share that it covers.
 *
 * ```
 * source |   0   |   1   |   2   |     5 to 2: 0 takes all of 0 and 1 and half of 2,
 * result |         0         |         each divided by 2.5
 * ```
 */
function areaTap(place: number, from: number, to: number): Tap {
  const [start, end] = [(place * from) / to, ((place + 1) * from) / to]
  const first = Math.floor(start)
  const covered = Array.from({ length: Math.ceil(end) - first }, (_, offset) => Math.min(end, first + offset + 1) - Math.max(start, first + offset))
  return { first, weights: covered.map((share) => (share * to) / from) }
}

/** Between the two positions whose centres are nearest; beyond the outermost centres, the outermost position. */
function linearTap(place: number, from: number, to: number): Tap {
  const centre = Math.min(from - 1, Math.max(0, ((place + 0.5) * from) / to - 0.5))
  const first = Math.min(Math.floor(centre), Math.max(0, from - 2))
  const share = centre - first
  return { first, weights: from === 1 ? [1] : [1 - share, share] }
}

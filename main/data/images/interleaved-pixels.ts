// Pixels that come channel by channel, as images of data sets do, pixel by pixel.
import type { Pixels } from './resampling/resampled'

export interface PlanarPixels {
  /** 1: grey; else red, green and blue are the first. */
  readonly channels: number
  readonly height: number
  readonly width: number
  /** [channels, height, width], 0..255. */
  readonly pixels: Uint8Array
}

/** The values may share the memory of those that are given. */
export function interleavedPixels({ channels, height, width, pixels }: PlanarPixels): Pixels {
  if (channels < 3) return { channels: 1, height, width, values: pixels.subarray(0, height * width) }
  const plane = height * width
  const values = new Uint8Array(3 * plane)
  for (let channel = 0; channel < 3; channel++) for (let place = 0; place < plane; place++) values[3 * place + channel] = pixels[channel * plane + place] ?? 0
  return { channels: 3, height, width, values }
}

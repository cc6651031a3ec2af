// Made-up images with the structure of photographs: a few waves, by a seed.
import { fillUniform, streams } from '@common/randomness/stream'
import type { ImageFormat } from '../perceptual-hash'

const waves = 12

/** uint8 [channels, height, width], values of 40 to 210. */
export function smoothImage({ channels, height, width }: ImageFormat, seed: number): Uint8Array {
  const chances = new Float32Array(4 * waves)
  fillUniform({ seed, stream: streams.sweeps, a: 1, b: 0 }, chances)
  const image = new Uint8Array(channels * height * width)
  for (let place = 0; place < image.length; place++) {
    const [x, y] = [(place % width) / width, (Math.floor(place / width) % height) / height]
    let sum = 0
    for (let wave = 0; wave < waves; wave++) {
      const [u = 0, v = 0, phase = 0, strength = 0] = chances.subarray(4 * wave, 4 * wave + 4)
      sum += (strength - 0.5) * Math.cos(2 * Math.PI * (4 * u * x + 4 * v * y + phase))
    }
    image[place] = Math.round(125 + Math.max(-85, Math.min(85, 50 * sum)))
  }
  return image
}

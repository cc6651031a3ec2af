// Normal numbers from the uniform ones of a stream.
import { normalQuantile } from '../statistics/normal-quantile'
import { fillUniform, type StreamKey } from './stream'

/** A standard normal number from u, uniform in [0, 1) with 24 bits: u + 2^-25 is the middle of the interval [u, u + 2^-24), so it is never 0. */
export const normalNumber = (u: number): number => normalQuantile(u + 2 ** -25)

/** Fills an array with standard normal numbers, one for each word of the stream; computed in float64 and rounded once. */
export function fillNormal(key: StreamKey, out: Float32Array): void {
  fillUniform(key, out)
  out.forEach((u, i) => {
    out[i] = normalNumber(u)
  })
}

// Random numbers of inspections: each a function of the seed, of what it is drawn for, and of its place.
import { fillNormal } from '@common/randomness/normal'
import { fillUniform, streams, type StreamKey } from '@common/randomness/stream'

/** What is drawn: the second coordinate within the stream. The numbers enter the generator's key: never renumber, only append. */
const purposes = { noisyCopy: 0, firstImage: 1, movement: 2, lostStep: 3, subspace: 4 } as const
type Purpose = keyof typeof purposes

const keyOf = (seed: number, purpose: Purpose, index: number): StreamKey => ({ seed, stream: streams.inspection, a: index, b: purposes[purpose] })

/** Standard normal numbers. @param index of the copy, step or direction */
export function noise(seed: number, purpose: Exclude<Purpose, 'movement'>, index: number, count: number): Float32Array {
  const numbers = new Float32Array(count)
  fillNormal(keyOf(seed, purpose, index), numbers)
  return numbers
}

/** A movement of at most `reach` pixels down and across, every one as likely as any other. */
export function movement(seed: number, step: number, reach: number): readonly [number, number] {
  const [down = 0, across = 0] = uniformPair(keyOf(seed, 'movement', step)).map((u) => Math.floor(u * (2 * reach + 1)) - reach)
  return [down, across]
}

function uniformPair(key: StreamKey): readonly number[] {
  const pair = new Float32Array(2)
  fillUniform(key, pair)
  return [...pair]
}

// The random integers of one input of a campaign.
import { blockWords } from '@common/randomness/philox'
import { fillBits, streams } from '@common/randomness/stream'
import type { Draw } from './damaged-file'

/** Numbers of the kinds of inputs, so that the same seed damages different things in each. */
const kinds = { sources: 1, networks: 2, readers: 3 } as const
export type DrawKind = keyof typeof kinds

/** Words of an input; the draws after them begin again. */
const mostWords = 1024
/** Words that are made at a time: most inputs take fewer. */
const pieceWords = 32

/** An input is a function of the campaign's seed and its number. */
export function drawsOf(kind: DrawKind, seed: number, number: number): Draw {
  const piece = new Uint32Array(pieceWords)
  let [next, made] = [0, -1]
  return (bound) => {
    const place = next++ % mostWords
    const from = place - (place % pieceWords)
    if (from !== made) {
      fillBits({ seed, stream: streams.sweeps, a: number, b: kinds[kind] }, piece, from / blockWords)
      made = from
    }
    return (piece[place - from] ?? 0) % bound
  }
}

// The random integers of one case of a campaign.
import { fillBits, streams } from '@common/randomness/stream'
import type { Draw } from './mutations'

/** Numbers of the campaigns, so that the same seed damages different things in each. */
const campaigns = { sources: 1, networks: 2, readers: 3 } as const

/** A case is a function of the campaign's seed and the number of the case. */
export function drawsOf(campaign: keyof typeof campaigns, seed: number, number: number): Draw {
  const words = new Uint32Array(1024)
  fillBits({ seed, stream: streams.sweeps, a: number, b: campaigns[campaign] }, words)
  let next = 0
  return (bound) => (words[next++ % words.length] ?? 0) % bound
}

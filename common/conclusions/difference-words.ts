// Differences of shares, and the chance of them, in words.
import { phrase } from '@language/phrase'

/** A difference of shares in percentage points, with its sign: `+2.1`, `−0.4`. */
export function points(difference: number): string {
  const size = Math.abs(difference * 100).toFixed(1)
  return Number(size) === 0 ? '0.0' : `${difference < 0 ? '−' : '+'}${size}`
}

/** How often chance alone would do it: `3 of 1,000`, `12 of 100`, `fewer than 1 of 1,000`. */
export function chance(p: number): string {
  if (p < 0.001) return phrase('fewer than 1 of 1,000')
  if (p > 0.995) return phrase('nearly all')
  return p < 0.0095 ? phrase('{times} of 1,000', { times: Math.round(p * 1000) }) : phrase('{times} of 100', { times: Math.round(p * 100) })
}

// Arithmetic intensity: how much is computed with each byte that goes between memory and processor.
import type { PassCost } from '@contract/models/network-analysis'
import { bytesOf } from './step-cost'

/**
 * FLOP per byte of several passes together; null where they move nothing.
 * S. Williams, A. Waterman, D. Patterson, "Roofline: an insightful visual performance model", CACM 52(4), 2009.
 */
export function arithmeticIntensity(...passes: readonly PassCost[]): number | null {
  const sum = (pick: (pass: PassCost) => number): number => passes.reduce((total, pass) => total + pick(pass), 0)
  const bytes = sum(bytesOf)
  return bytes === 0 ? null : sum(({ flops }) => flops) / bytes
}

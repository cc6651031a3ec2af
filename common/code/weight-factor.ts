// The factor on drawn weights in the text of a program.
import type { Initialization } from '@contract/models/initializers'

/** A number that was computed, as a program states it: six digits. */
export const stated = (value: number): string => String(Number(value.toPrecision(6)))

/** The factor that a program has to state; null where there is none, or none that changes anything. */
export const statedFactor = ({ initializer, initializerScale }: Initialization): number | null => (initializer === 'zeros' || initializerScale === 1 ? null : initializerScale)

/** A line of comment about the factor; none where none is stated. */
export function factorComment(initialization: Initialization): readonly string[] {
  const factor = statedFactor(initialization)
  return factor === null ? [] : [`# Weights are multiplied by ${factor}.`]
}

// Places of a program by what they are predicted to cost: which are worth measuring, and which decide what others there are.
import { candidates } from './place-times'
import type { ProgramPlace } from './program-places'

/** Places of a smaller share of a step's cost are not timed. */
const smallestShare = 0.005

/** Predicted cost of a step by the built-in ways, in multiply-adds of a large matrix product. */
export const costOfStep = (places: readonly ProgramPlace[]): number => places.reduce((sum, place) => sum + costOf(place), 0)

const costOf = ({ sites, count }: ProgramPlace): number => count * sites.reduce((sum, site) => sum + site.cost(site.builtIn), 0)

/** The places with a choice that are a part of the step worth mentioning, the most costly first. @param all of the program */
export function worthMeasuring(all: readonly ProgramPlace[]): readonly ProgramPlace[] {
  const smallest = smallestShare * costOfStep(all)
  return all.filter((place) => place.sites.some((site) => candidates(site).length > 1) && costOf(place) >= smallest).toSorted((a, b) => costOf(b) - costOf(a))
}

/** Whether its way decides which other sites the program has. */
export const decides = ({ sites }: ProgramPlace): boolean => sites.some(({ changesSites }) => changesSites)

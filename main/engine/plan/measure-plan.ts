// Measures by which ways a training program is fastest on this machine: its places each alone, then whole steps.
import { planVersion, type ComputePlan } from '@contract/training/plan'
import { siteKey, type SitePass } from '../autodiff/site'
import { fastestStep } from './fastest-step'
import { choicesOf, PlaceMeasurement, type MeasuredPlace } from './place-measurement'
import { likelyChoices } from './plans-by-rule'
import type { ProgramPlaces } from './program-places'

/** Time after which nothing more is measured, in seconds: a share of the run's, within bounds. Places that are left then take the ways that are likely best, until another run measures them. */
const limits = { least: 5, most: 30, share: 0.01 }

export interface MeasuredPlan {
  readonly plan: ComputePlan
  readonly places: readonly MeasuredPlace[]
}

/** @param runSeconds predicted time of the run @returns seconds after which nothing more is measured for it */
export const secondsOfMeasurement = (runSeconds: number): number => Math.min(limits.most, Math.max(limits.least, limits.share * runSeconds))

/**
 * @param file absolute path of the file of times that are known; null: all are measured, and none is stored
 * @param seconds after which nothing more is measured
 */
export async function measurePlan(program: ProgramPlaces, file: string | null, seconds: number): Promise<MeasuredPlan> {
  const { placesBy, block } = program
  const measurement = await PlaceMeasurement.begin(file, seconds)
  const empty: ComputePlan = { version: planVersion, ...(block !== null && { block }), choices: {} }
  const deciding = await measurement.decide(placesBy, empty)
  const decided = placesBy({ ...empty, choices: choicesOf(deciding) })
  const places = [...deciding, ...(await measurement.chooseOthers(decided))]
  const apart = { ...empty, choices: { ...likelyChoices(decided), ...choicesOf(places) } }
  const plan = await fastestStep(measurement, program, apart)
  await measurement.end()
  const wayIn = (place: string, pass: SitePass, builtIn: string): string => plan.choices[siteKey({ place, pass })] ?? builtIn
  return { plan, places: places.map((place) => ({ ...place, ways: new Map([...place.builtIn.ways].map(([pass, way]) => [pass, wayIn(place.place, pass, way)])) })) }
}

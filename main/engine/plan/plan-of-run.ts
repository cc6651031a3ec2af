// Decides by which plan a run is trained: the one that it was given, or one that is measured now.
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { imagesAtOnce, type RunSpec } from '@contract/training/run-spec'
import { log, logTrouble } from '../../log/log'
import type { Network } from '../../networks/network'
import type { ImageFormat } from '../program/inputs/image-batch'
import { recipeOf } from '../program/training/training-recipe'
import { channelBlock } from './channel-block'
import { measurePlan, secondsOfMeasurement } from './measure-plan'
import { costOfStep } from './places-by-cost'
import { programPlaces, type ProgramPlace, type ProgramPlaces } from './program-places'
import { openStep } from './step-program'

/** The places of a run's program on the CPU, with all ways that this machine has. */
export async function placesOfRun(spec: RunSpec, networkFor: (images: number) => Network, format: ImageFormat): Promise<ProgramPlaces> {
  const images = imagesAtOnce(spec)
  const network = networkFor(images)
  /** By the plan: a program is emitted to find them, and the same plan is asked about several times. */
  const known = new Map<string, readonly ProgramPlace[]>()
  const placesBy = (plan: ComputePlan): readonly ProgramPlace[] => {
    const key = JSON.stringify(plan)
    const places = known.get(key) ?? programPlaces(network, format, recipeOf(spec, 'cpu', plan))
    known.set(key, places)
    return places
  }
  return {
    block: await channelBlock(),
    images,
    placesBy,
    openStep: (plan, count) => openStep(networkFor(count), format, recipeOf(spec, 'cpu', plan)),
  }
}

/** Multiply-adds of a large matrix product in a second, on two cores. */
const quickness = 5e10
/** Predicted time of the shortest run that is worth measuring, in seconds. */
const shortestRun = 30

/** Predicted time of all steps of a run by the built-in ways on two cores, in seconds. */
export const runSeconds = (spec: RunSpec, { placesBy }: ProgramPlaces, steps: number): number =>
  (costOfStep(placesBy(builtInPlan)) * recipeOf(spec, 'cpu').microBatches * steps) / quickness

export interface PlanOptions {
  readonly spec: RunSpec
  readonly networkFor: (images: number) => Network
  /** Of the images that the program is fed. */
  readonly format: ImageFormat
  /** Steps of the whole run. */
  readonly steps: number
  /** See `measurePlan`; null: nothing is measured. */
  readonly plansFile: string | null
}

/** The plan of a run on the CPU that begins. Whether it is measured depends on the settings alone, so that short runs of the same settings end alike. */
export async function planOfRun({ spec, networkFor, format, steps, plansFile }: PlanOptions): Promise<ComputePlan> {
  if (spec.plan === 'default') return builtInPlan
  if (spec.measuredPlan) return spec.measuredPlan
  if (plansFile === null) return builtInPlan
  const start = performance.now()
  const ofRun = await placesOfRun(spec, networkFor, format)
  const predicted = runSeconds(spec, ofRun, steps)
  if (predicted < shortestRun) return builtInPlan
  try {
    const { plan } = await measurePlan(ofRun, plansFile, secondsOfMeasurement(predicted))
    log('info', 'plan', 'measured', { seconds: (performance.now() - start) / 1000, ...plan.choices })
    return plan
  } catch (error) {
    logTrouble('plan', 'not measured, so that the built-in ways are taken', error)
    return builtInPlan
  }
}

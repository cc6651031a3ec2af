// Measures the plan of a spec's training program.
import { measurePlan as measure, secondsOfMeasurement } from '../plan/measure-plan'
import { placesOfRun, runSeconds } from '../plan/plan-of-run'
import { prepare } from '../training/run/preparation'
import { isFedByChunks, trainingFormat } from '../training/trainer/training-images'
import type { Work } from './work'

/** @throws LabError as a run of the spec would */
export const measurePlan: Work<'measurePlan'> = async ({ plansFile, ...task }) => {
  const { spec } = task
  const { train, networkFor, stepsPerEpoch } = await prepare(task)
  const format = trainingFormat(train, isFedByChunks(train, spec.augmentation))
  const ofRun = await placesOfRun(spec, networkFor, format)
  const { plan, places } = await measure(ofRun, plansFile, secondsOfMeasurement(runSeconds(spec, ofRun, stepsPerEpoch * spec.epochs)))
  return {
    plan,
    places: places.map(({ place, count, ways, seconds, builtIn }) => ({
      ...{ place, count, seconds },
      ways: Object.fromEntries(ways),
      builtIn: Object.fromEntries(builtIn.ways),
      builtInSeconds: builtIn.seconds,
    })),
  }
}

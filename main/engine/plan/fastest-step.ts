// Finds the plan by which a whole step is fastest: what a place takes alone is not what it takes between its neighbours.
import type { ComputePlan } from '@contract/training/plan'
import { siteKey } from '../autodiff/site'
import { placeChoices } from './choose-ways'
import { choicesOf, type PlaceMeasurement } from './place-measurement'
import { costOfStep, decides, worthMeasuring } from './places-by-cost'
import { likelyChoices, planFor, rivalsOf, withWays } from './plans-by-rule'
import type { ProgramPlace, ProgramPlaces } from './program-places'
import { digest, StepContest } from './step-contest'
import type { TimedProgram } from './timed-program'

/** Predicted cost of the longest step that is timed as a whole by several plans: seven tenths of a second by prediction. ResNet-20 at 128 has 2.6e10, FashionNet at 1024 4e10. */
const costOfLongestStep = 3.5e10
/** A longer one is timed for so few images that it has this cost, and for multiples of this many: with fewer, what is done once for all images would count too much. */
const shortened = { cost: 1e10, images: 32 }
/** Predicted cost of the longest step that is timed with every place by other ways: ten milliseconds by prediction. LeNet at 256 has 3.3e8. Longer ones would take minutes, and chance would choose among many. */
const costOfQuickStep = 5e8
/** A place is tried by other ways where those take at most so many times as long alone as the quickest. */
const withinReach = 1.5
/** Another way is taken only where a whole step takes less than this share of the time: it was timed to a hundredth. */
const worthChanging = 0.98

/**
 * Among the plan that was measured place by place, those that it may have missed, and those that differ from the best of them at one place after another.
 * @param apart the plan that was measured place by place; it is kept where a step would take long even for few images
 */
export async function fastestStep(measurement: PlaceMeasurement, { placesBy, images, openStep }: ProgramPlaces, apart: ComputePlan): Promise<ComputePlan> {
  const places = placesBy(apart)
  const timed = imagesOfStep(places, images)
  if (timed === null) return apart
  const program = `step ${digest(places.flatMap(({ sites }) => sites.map(siteKey)))}`
  const known = measurement.knownTimes(program)
  const open = (plan: ComputePlan): Promise<TimedProgram> => openStep(timed === images ? plan : planFor(timed, plan, placesBy(plan)), timed)
  const contest = new StepContest(open, known, apart)
  try {
    for (const plan of rivalsOf(apart, places)) await contest.challenge(plan)
    await changePlaces(measurement, contest, placesBy, decides)
    if (costOfStep(places) <= costOfQuickStep) await changePlaces(measurement, contest, placesBy, (place) => !decides(place))
  } finally {
    await contest.close()
  }
  if (Object.keys(contest.times).length > Object.keys(known).length) measurement.note(program, contest.times)
  return contest.champion
}

/** The images that a step is timed for; null: it takes too long even for few. */
function imagesOfStep(places: readonly ProgramPlace[], images: number): number | null {
  const cost = costOfStep(places)
  if (cost <= costOfLongestStep) return images
  const fewer = shortened.images * Math.max(1, Math.floor((images * shortened.cost) / cost / shortened.images))
  return fewer < images && (cost * fewer) / images <= costOfLongestStep ? fewer : null
}

/** Tries the places of the best plan by other ways that were nearly as quick, the most costly first. */
async function changePlaces(measurement: PlaceMeasurement, contest: StepContest, placesBy: ProgramPlaces['placesBy'], isTried: (place: ProgramPlace) => boolean): Promise<void> {
  for (const place of worthMeasuring(placesBy(contest.champion)).filter(isTried)) {
    const choices = placeChoices(place.sites, measurement.knownTimes(place.sites[0]?.place ?? ''))
    for (const { ways, seconds } of choices) {
      if (measurement.isOver || seconds > withinReach * (choices[0]?.seconds ?? Infinity)) break
      const changed = withWays(contest.champion, [place], ({ pass }) => ways.get(pass) ?? null)
      await contest.challenge(decides(place) ? await completed(measurement, changed, placesBy(changed)) : changed, worthChanging)
    }
  }
}

/** A plan with ways for those sites that a change of it has brought. */
async function completed(measurement: PlaceMeasurement, plan: ComputePlan, places: readonly ProgramPlace[]): Promise<ComputePlan> {
  return { ...plan, choices: { ...likelyChoices(places), ...choicesOf(await measurement.chooseOthers(places)), ...plan.choices } }
}

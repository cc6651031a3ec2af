// Measures by which ways a training program is fastest on this machine: times the ways of its sites, each alone, and chooses.
import { builtInPlan, planVersion, type ComputePlan } from '@contract/training/plan'
import { candidateWays, chosenWay, siteKey, type Site, type SitePass } from '../autodiff/site'
import { chosenPlace, placeChoices, timedName, type ChosenPlace } from './choose-ways'
import { KnownTimes, type PlaceTimes } from './known-times'
import { openPlace } from './place-program'
import { candidates, hasMissing, timesOfPlace } from './place-times'
import type { ProgramPlace, ProgramPlaces } from './program-places'
import { digest, StepContest } from './step-contest'
import { timeInTurns, type Contestant } from './time-in-turns'
import type { TimedProgram } from './timed-program'

/** Time after which nothing more is measured, in seconds: a share of the run's, within bounds. Places that are left then take the ways that are likely best, until another run measures them. */
const limits = { least: 5, most: 30, share: 0.01 }
/** Predicted cost of the longest step that is timed as a whole by several plans: seven tenths of a second by prediction. ResNet-20 at 128 has 2.6e10, FashionNet at 1024 4e10. */
const costOfLongestStep = 3.5e10
/** A longer one is timed for so few images that it has this cost, and for multiples of this many: with fewer, what is done once for all images would count too much. */
const shortened = { cost: 1e10, images: 32 }
/** Predicted cost of the longest step that is timed with every place by other ways: ten milliseconds by prediction. LeNet at 256 has 3.3e8. Longer ones would take minutes, and chance would choose among many. */
const costOfQuickStep = 5e8
/** A place is tried by other ways in whole steps where those take at most so many times as long alone as the quickest. */
const withinReach = 1.5
/** Another way is taken only where a whole step takes less than this share of the time: it was timed to a hundredth. */
const worthChanging = 0.98
/** Places of a smaller share of a step's cost are not timed. */
const smallestShare = 0.005

/** A place of the program with what was measured of it. */
export interface MeasuredPlace extends ChosenPlace {
  readonly place: string
  /** How many times the program has it. */
  readonly count: number
}

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
export async function measurePlan({ placesBy, images, openStep, block }: ProgramPlaces, file: string | null, seconds: number): Promise<MeasuredPlan> {
  const measurement = await Measurement.begin(file, seconds)
  const empty: ComputePlan = { version: planVersion, ...(block !== null && { block }), choices: {} }
  const deciding = await measurement.decide(placesBy, empty)
  const decided = placesBy({ ...empty, choices: choicesOf(deciding) })
  const places = [...deciding, ...(await measurement.chooseOthers(decided))]
  const apart = { ...empty, choices: { ...withWays(empty, decided, likelyWay).choices, ...choicesOf(places) } }
  const whole = placesBy(apart)
  const plans = [apart, withWays(apart, whole, blockedWay), withWays(apart, whole, (site) => cheaperBlockedWay(site, apart)), withWays(apart, whole.filter((place) => !decides(place)), cheapestWay), builtInPlan] as const
  const timed = imagesOfStep(whole, images)
  const openShort = (full: ComputePlan): Promise<TimedProgram> => (timed === null || timed === images ? openStep(full, images) : openStep(planFor(timed, full, placesBy(full)), timed))
  const plan = timed === null ? apart : await measurement.fastestStep(whole, plans, placesBy, openShort)
  await measurement.end()
  const wayIn = (place: string, pass: SitePass, builtIn: string): string => plan.choices[siteKey({ place, pass })] ?? builtIn
  return { plan, places: places.map((place) => ({ ...place, ways: new Map([...place.builtIn.ways].map(([pass, way]) => [pass, wayIn(place.place, pass, way)])) })) }
}

/** A plan with other ways at some sites. @param wayAt null: the site keeps the plan's */
const withWays = (plan: ComputePlan, places: readonly ProgramPlace[], wayAt: (site: Site) => string | null): ComputePlan => {
  const others = places.flatMap(({ sites }) =>
    sites.flatMap((site) => {
      const way = wayAt(site)
      return way === null ? [] : [[siteKey(site), way] as const]
    }),
  )
  return { ...plan, choices: { ...plan.choices, ...Object.fromEntries(others) } }
}

/** The way that is likely better than the built-in one, whether or not the place is timed. */
const likelyWay = ({ likelyBest, builtIn }: Site): string | null => (likelyBest === undefined || likelyBest === builtIn ? null : likelyBest)

/** In blocks of channels: a site that is timed alone brings its operands into blocks and its result back, which neighbours in blocks spare. */
const blockedWay = ({ ways }: Site): string | null => ways.find((name) => name.startsWith('blocked')) ?? null

/** In blocks where that costs less than the plan's way by prediction: a convolution stays with its transforms, while the pools and normalisations around it go into blocks. */
function cheaperBlockedWay(site: Site, plan: ComputePlan): string | null {
  const way = blockedWay(site)
  return way !== null && site.cost(way) < site.cost(chosenWay(plan, site)) ? way : null
}

/** Of the least predicted cost: no slow moment of the machine has a part in it. */
const cheapestWay = (site: Site): string => candidateWays(site).toSorted((a, b) => site.cost(a) - site.cost(b))[0] ?? site.builtIn

/** The images that a step is timed for; null: it takes too long even for few. */
function imagesOfStep(places: readonly ProgramPlace[], images: number): number | null {
  const cost = costOfStep(places)
  if (cost <= costOfLongestStep) return images
  const fewer = shortened.images * Math.max(1, Math.floor((images * shortened.cost) / cost / shortened.images))
  return fewer < images && (cost * fewer) / images <= costOfLongestStep ? fewer : null
}

/** A plan with the same ways for the program of another number of images. */
const planFor = (images: number, plan: ComputePlan, places: readonly ProgramPlace[]): ComputePlan => ({
  ...plan,
  choices: Object.fromEntries(places.flatMap(({ sites }) => sites.map((site) => [siteKey(site.resized(images)), chosenWay(plan, site)] as const))),
})

const decides = ({ sites }: ProgramPlace): boolean => sites.some(({ changesSites }) => changesSites)

const choicesOf = (places: readonly MeasuredPlace[]): ComputePlan['choices'] =>
  Object.fromEntries(places.flatMap(({ place, ways }) => [...ways].map(([pass, way]) => [siteKey({ place, pass }), way] as const)))

/** The measurement of a program: times that are known, those that are new, and the time that is left. */
class Measurement {
  readonly #measured = new Map<string, PlaceTimes>()
  readonly #end: number
  readonly #known: KnownTimes | null
  readonly #stored: ReadonlyMap<string, PlaceTimes>

  private constructor(known: KnownTimes | null, stored: ReadonlyMap<string, PlaceTimes>, seconds: number) {
    this.#end = performance.now() + seconds * 1000
    this.#known = known
    this.#stored = stored
  }

  static async begin(file: string | null, seconds: number): Promise<Measurement> {
    const known = file === null ? null : new KnownTimes(file)
    return new Measurement(known, (await known?.read()) ?? new Map(), seconds)
  }

  /** Chooses the ways by which the program gets other sites: each is timed with the best ways of the sites that it brings, for the whole batch. */
  async decide(placesBy: ProgramPlaces['placesBy'], empty: ComputePlan): Promise<readonly MeasuredPlace[]> {
    const places = placesBy(empty)
    const chosen: MeasuredPlace[] = []
    for (const { sites: [site], count } of worthMeasuring(places, costOfStep(places)).filter(decides)) {
      if (!site) continue
      const times = await this.#timesOfDeciding(site, placesBy, { ...empty, choices: choicesOf(chosen) })
      const choice = chosenPlace([site], times)
      if (choice) chosen.push({ place: site.place, count, ...choice })
    }
    return chosen
  }

  async #timesOfDeciding(site: Site, placesBy: ProgramPlaces['placesBy'], before: ComputePlan): Promise<PlaceTimes> {
    const known = this.#stored.get(site.place) ?? {}
    if (!hasMissing([site], known) || this.#isOver) return known
    const contestants: Contestant[] = []
    for (const way of candidates(site)) {
      const plan = { ...before, choices: { ...before.choices, [siteKey(site)]: way } }
      const others = await this.chooseOthers(placesBy(plan))
      const ways = new Map([[site.pass, way]])
      const whole = { ...plan, choices: { ...plan.choices, ...choicesOf(others) } }
      contestants.push({ name: timedName(ways), open: () => openPlace({ site, ways, plan: whole }) })
    }
    const times = Object.fromEntries(await timeInTurns(contestants))
    this.#measured.set(site.place, times)
    return times
  }

  /** Chooses the ways of the other places that are worth it. @param all of the program */
  async chooseOthers(all: readonly ProgramPlace[]): Promise<readonly MeasuredPlace[]> {
    const chosen: MeasuredPlace[] = []
    for (const { sites, count } of worthMeasuring(all, costOfStep(all)).filter((place) => !decides(place))) {
      const place = sites[0]?.place ?? ''
      const choice = chosenPlace(sites, await this.#timesOf(place, sites))
      if (choice) chosen.push({ place, count, ...choice })
    }
    return chosen
  }

  /** The plan by which a whole step is fastest, of those that are given and those that differ from the best of them at one place after another. */
  async fastestStep(places: readonly ProgramPlace[], [first, ...others]: readonly [ComputePlan, ...ComputePlan[]], placesBy: ProgramPlaces['placesBy'], openStep: (plan: ComputePlan) => Promise<TimedProgram>): Promise<ComputePlan> {
    const program = `step ${digest(places.flatMap(({ sites }) => sites.map(siteKey)))}`
    const known = this.#stored.get(program) ?? {}
    const contest = new StepContest(openStep, known, first)
    try {
      for (const plan of others) await contest.challenge(plan)
      await this.#changePlaces(contest, placesBy, decides)
      if (costOfStep(places) <= costOfQuickStep) await this.#changePlaces(contest, placesBy, (place) => !decides(place))
    } finally {
      await contest.close()
    }
    if (Object.keys(contest.times).length > Object.keys(known).length) this.#measured.set(program, contest.times)
    return contest.champion
  }

  /** Tries the places by other ways that were nearly as quick, the most costly first: what a place takes alone is not what it takes between its neighbours. */
  async #changePlaces(contest: StepContest, placesBy: ProgramPlaces['placesBy'], isTried: (place: ProgramPlace) => boolean): Promise<void> {
    const places = placesBy(contest.champion)
    for (const place of worthMeasuring(places, costOfStep(places)).filter(isTried)) {
      const name = place.sites[0]?.place ?? ''
      const choices = placeChoices(place.sites, this.#measured.get(name) ?? this.#stored.get(name) ?? {})
      for (const { ways, seconds } of choices) {
        if (this.#isOver || seconds > withinReach * (choices[0]?.seconds ?? Infinity)) break
        const changed = withWays(contest.champion, [place], ({ pass }) => ways.get(pass) ?? null)
        await contest.challenge(decides(place) ? await this.#completed(changed, placesBy) : changed, worthChanging)
      }
    }
  }

  /** A plan with ways for those sites that a change of it has brought. */
  async #completed(plan: ComputePlan, placesBy: ProgramPlaces['placesBy']): Promise<ComputePlan> {
    const places = placesBy(plan)
    return { ...plan, choices: { ...withWays({ ...plan, choices: {} }, places, likelyWay).choices, ...choicesOf(await this.chooseOthers(places)), ...plan.choices } }
  }

  /** None where they are not known and no time is left. */
  async #timesOf(place: string, sites: readonly Site[]): Promise<PlaceTimes> {
    const known = this.#measured.get(place) ?? this.#stored.get(place) ?? {}
    if (!hasMissing(sites, known)) return known
    if (this.#isOver) return {}
    const times = { ...known, ...(await timesOfPlace(sites, () => this.#isOver)) }
    this.#measured.set(place, times)
    return times
  }

  get #isOver(): boolean {
    return performance.now() > this.#end
  }

  /** Stores what is new. */
  async end(): Promise<void> {
    if (this.#measured.size > 0) await this.#known?.add(this.#measured)
  }
}

/** Predicted cost of a step by the built-in ways, in multiply-adds of a large matrix product. */
export const costOfStep = (places: readonly ProgramPlace[]): number => places.reduce((sum, { sites, count }) => sum + count * costOf(sites), 0)

const costOf = (sites: readonly Site[]): number => sites.reduce((sum, site) => sum + site.cost(site.builtIn), 0)

/** The places with a choice that are a part of the step worth mentioning, the most costly first. */
function worthMeasuring(places: readonly ProgramPlace[], whole: number): readonly ProgramPlace[] {
  const cost = ({ sites, count }: ProgramPlace): number => count * costOf(sites)
  return places.filter((place) => place.sites.some((site) => candidates(site).length > 1) && cost(place) >= smallestShare * whole).toSorted((a, b) => cost(b) - cost(a))
}

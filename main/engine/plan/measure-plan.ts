// Measures by which ways a training program is fastest on this machine: times the ways of its sites, each alone, and chooses.
import { createHash } from 'node:crypto'
import { builtInPlan, planVersion, type ComputePlan } from '@contract/training/plan'
import { candidateWays, siteKey, type Site, type SitePass } from '../autodiff/site'
import { chosenPlace, timedName, type ChosenPlace } from './choose-ways'
import { KnownTimes, type PlaceTimes } from './known-times'
import type { ProgramPlace, ProgramPlaces } from './program-places'
import { timeWays } from './time-ways'

/** Time after which nothing more is measured, in seconds; places that are left then keep the built-in ways. */
const longest = 5
/** Ways with a predicted cost of so many times the cheapest one's are not timed. */
const outOfReach = 3
/** Cost of a timed run, in multiply-adds of a large matrix product: a place of larger cost is timed for fewer images. */
const costOfRun = 1e9
/** Longest time of a run by the built-in way, in seconds: a place that takes longer is timed for fewer images. */
const longestRun = 0.05
/** Longest step that is timed as a whole by several plans, in seconds, and its predicted cost on a quick machine. */
const longestStep = 0.5
const costOfLongestStep = 2.5e10
/** Fewest images that a place is timed for: with fewer, what is done once for all images would count too much. Fewer than the batch are a multiple of it, as blocks of images want. */
const fewestImages = 16
/** Places of a smaller share of a step's cost keep the built-in ways. */
const smallestShare = 0.005
/** Passes by one way are timed together, too, where they take at most so many times what the fastest ways of the passes take. */
const nearlyBest = 1.4

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

/**
 * @param file absolute path of the file of times that are known; null: all are measured, and none is stored
 * @param seconds after which nothing more is measured
 */
export async function measurePlan({ placesBy, timeStep, block }: ProgramPlaces, file: string | null, seconds = longest): Promise<MeasuredPlan> {
  const measurement = await Measurement.begin(file, seconds)
  const empty: ComputePlan = { version: planVersion, ...(block !== null && { block }), choices: {} }
  const deciding = await measurement.decide(placesBy, empty)
  const others = await measurement.chooseOthers(placesBy({ ...empty, choices: choicesOf(deciding) }))
  const places = [...deciding, ...others]
  const apart = { ...empty, choices: choicesOf(places) }
  const isLong = costOfStep(placesBy(apart)) > costOfLongestStep || places.reduce((sum, { seconds: ofPlace, count }) => sum + count * ofPlace, 0) > longestStep
  const plan = isLong ? apart : await measurement.fastestStep(placesBy(apart), { apart, 'in blocks': inBlocks(placesBy, apart), 'built-in': builtInPlan }, timeStep)
  await measurement.end()
  const wayIn = (place: string, pass: SitePass, builtIn: string): string => plan.choices[siteKey({ place, pass })] ?? builtIn
  return { plan, places: places.map((place) => ({ ...place, ways: new Map([...place.builtIn.ways].map(([pass, way]) => [pass, wayIn(place.place, pass, way)])) })) }
}

/**
 * The plan that takes ways in blocks of channels wherever they fit: a site that is timed alone brings its operands into blocks and its result back, which
 * neighbours in blocks spare.
 */
function inBlocks(placesBy: ProgramPlaces['placesBy'], plan: ComputePlan): ComputePlan {
  const blocked = placesBy(plan).flatMap(({ sites }) =>
    sites.flatMap((site) => {
      const way = site.ways.find((name) => name.startsWith('blocked'))
      return way === undefined ? [] : [[siteKey(site), way] as const]
    }),
  )
  return { ...plan, choices: { ...plan.choices, ...Object.fromEntries(blocked) } }
}

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
      const before = choicesOf(chosen)
      const times = { ...this.#stored.get(site.place) }
      for (const way of candidates(site)) {
        const name = timedName([site.pass], way)
        if (times[name] !== undefined || this.#isOver) continue
        const choices = { ...before, [siteKey(site)]: way }
        const others = await this.chooseOthers(placesBy({ ...empty, choices }))
        times[name] = await timeWays(site, new Map([[site.pass, way]]), { best: Math.min(...Object.values(times)), plan: { ...empty, choices: { ...choices, ...choicesOf(others) } } })
        this.#measured.set(site.place, times)
      }
      const choice = chosenPlace([site], times)
      if (choice) chosen.push({ place: site.place, count, ...choice })
    }
    return chosen
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

  /** The plan by which a whole step is fastest. Each is timed twice, there and back again: a shared processor is at half its speed for seconds at a time. */
  async fastestStep(places: readonly ProgramPlace[], plans: Readonly<Record<string, ComputePlan>>, timeStep: ProgramPlaces['timeStep']): Promise<ComputePlan> {
    const program = `step ${createHash('sha256').update(places.flatMap(({ sites }) => sites.map(siteKey)).sort().join()).digest('hex').slice(0, 16)}`
    const times = { ...this.#stored.get(program) }
    const [[first, usual] = ['', builtInPlan]] = Object.entries(plans)
    const unknown = Object.entries(plans).filter(([name]) => times[name] === undefined)
    for (const [name, plan] of [...unknown, ...unknown.toReversed()]) times[name] = Math.min(times[name] ?? Infinity, await timeStep(plan))
    if (unknown.length > 0) this.#measured.set(program, times)
    const [[fastest] = [first]] = Object.entries(times).toSorted(([, a], [, b]) => a - b)
    return plans[fastest] ?? usual
  }

  /** None where they are not known and no time is left. */
  async #timesOf(place: string, sites: readonly Site[]): Promise<PlaceTimes> {
    const known = this.#measured.get(place) ?? this.#stored.get(place) ?? {}
    if (!hasMissing(sites, known)) return known
    if (this.#isOver) return {}
    const times = { ...known, ...(await timesOf(sites, () => this.#isOver)) }
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

/** The ways of a site that may be the fastest, the built-in one first. */
function candidates(site: Site): readonly string[] {
  const { builtIn, cost } = site
  const ways = candidateWays(site)
  const cheapest = Math.min(...ways.map(cost))
  return [builtIn, ...ways.filter((way) => way !== builtIn && cost(way) <= outOfReach * cheapest).toSorted((a, b) => cost(a) - cost(b))]
}

const hasMissing = (sites: readonly Site[], times: PlaceTimes): boolean => sites.some((site) => candidates(site).some((way) => times[timedName([site.pass], way)] === undefined))

/** Times every candidate of every pass of a place, and passes together that may share work. @param isOver whether no time is left: then the built-in ways alone are timed */
async function timesOf(sites: readonly Site[], isOver: () => boolean): Promise<PlaceTimes> {
  const clock = await PlaceClock.of(sites)
  const fastest = new Map<SitePass, number>()
  for (const site of sites) {
    for (const way of candidates(site)) {
      if (way !== site.builtIn && isOver()) continue
      const seconds = await clock.time([site], way, fastest.get(site.pass))
      fastest.set(site.pass, Math.min(seconds, fastest.get(site.pass) ?? Infinity))
    }
  }
  if (sites.length < 2) return clock.times
  const best = [...fastest.values()].reduce((sum, seconds) => sum + seconds, 0)
  const common = sites.map(candidates).reduce((ways, others) => ways.filter((way) => others.includes(way)))
  for (const way of common) {
    const alone = sites.reduce((sum, { pass }) => sum + (clock.times[timedName([pass], way)] ?? Infinity), 0)
    if (alone <= nearlyBest * best && !isOver()) await clock.time(sites, way)
  }
  return clock.times
}

/**
 * Times passes of a place. Large places are timed for fewer images; the time for all follows by the predicted costs, which know what is done for each image
 * and what is done once.
 */
class PlaceClock {
  readonly #images: number
  readonly #times: Record<string, number> = {}

  private constructor(images: number) {
    this.#images = images
  }

  /** Finds the number of images for which the built-in way of the first pass is quick. */
  static async of(sites: readonly Site[]): Promise<PlaceClock> {
    const [site] = sites
    if (!site) throw new Error('a place has passes')
    const least = Math.min(site.images, fewestImages)
    let images = site.images
    const halve = (): void => {
      images = Math.min(images, fewestImages * Math.ceil(images / 2 / fewestImages))
    }
    while (images > least && cheapestCost(site.resized(images)) > costOfRun) halve()
    while (images > least && (await timeWays(site.resized(images), new Map([[site.pass, site.builtIn]]), { best: 0 })) > longestRun) halve()
    return new PlaceClock(images)
  }

  /** Seconds for the whole batch, by {@link timedName}. */
  get times(): PlaceTimes {
    return this.#times
  }

  async time(sites: readonly Site[], way: string, best?: number): Promise<number> {
    const resized = sites.map((site) => site.resized(this.#images))
    const cost = (of: readonly Site[]): number => of.reduce((sum, site) => sum + site.cost(way), 0)
    const share = cost(resized) / cost(sites)
    const [probed] = resized
    if (!probed) throw new Error('a place has passes')
    const passes = sites.map(({ pass }) => pass)
    const seconds = (await timeWays(probed, new Map(passes.map((pass) => [pass, way])), best === undefined ? {} : { best: best * share })) / share
    this.#times[timedName(passes, way)] = seconds
    return seconds
  }
}

const cheapestCost = (site: Site): number => Math.min(...candidateWays(site).map(site.cost))

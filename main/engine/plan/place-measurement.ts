// The measurement of a program's places: times that are known, those that are new, and the time that is left.
import type { ComputePlan } from '@contract/training/plan'
import { siteKey, type Site } from '../autodiff/site'
import { chosenPlace, timedName, type ChosenPlace } from './choose-ways'
import { KnownTimes, type PlaceTimes } from './known-times'
import { openPlace } from './place-program'
import { candidates, hasMissing, timesOfPlace } from './place-times'
import { decides, worthMeasuring } from './places-by-cost'
import type { ProgramPlace, ProgramPlaces } from './program-places'
import { timeInTurns, type Contestant } from './time-in-turns'

/** A place of the program with what was measured of it. */
export interface MeasuredPlace extends ChosenPlace {
  readonly place: string
  /** How many times the program has it. */
  readonly count: number
}

/** The ways of measured places by the names of their sites, as a plan has them. */
export const choicesOf = (places: readonly MeasuredPlace[]): ComputePlan['choices'] =>
  Object.fromEntries(places.flatMap(({ place, ways }) => [...ways].map(([pass, way]) => [siteKey({ place, pass }), way] as const)))

export class PlaceMeasurement {
  readonly #measured = new Map<string, PlaceTimes>()
  readonly #end: number
  readonly #known: KnownTimes | null
  readonly #stored: ReadonlyMap<string, PlaceTimes>

  private constructor(known: KnownTimes | null, stored: ReadonlyMap<string, PlaceTimes>, seconds: number) {
    this.#end = performance.now() + seconds * 1000
    this.#known = known
    this.#stored = stored
  }

  static async begin(file: string | null, seconds: number): Promise<PlaceMeasurement> {
    const known = file === null ? null : new KnownTimes(file)
    return new PlaceMeasurement(known, (await known?.read()) ?? new Map(), seconds)
  }

  /** Chooses the ways by which the program gets other sites: each is timed with the best ways of the sites that it brings, for the whole batch. */
  async decide(placesBy: ProgramPlaces['placesBy'], empty: ComputePlan): Promise<readonly MeasuredPlace[]> {
    const places = placesBy(empty)
    const chosen: MeasuredPlace[] = []
    for (const { sites: [site], count } of worthMeasuring(places).filter(decides)) {
      if (!site) continue
      const times = await this.#timesOfDeciding(site, placesBy, { ...empty, choices: choicesOf(chosen) })
      const choice = chosenPlace([site], times)
      if (choice) chosen.push({ place: site.place, count, ...choice })
    }
    return chosen
  }

  async #timesOfDeciding(site: Site, placesBy: ProgramPlaces['placesBy'], before: ComputePlan): Promise<PlaceTimes> {
    const known = this.knownTimes(site.place)
    if (!hasMissing([site], known) || this.isOver) return known
    const contestants: Contestant[] = []
    for (const way of candidates(site)) {
      const plan = { ...before, choices: { ...before.choices, [siteKey(site)]: way } }
      const others = await this.chooseOthers(placesBy(plan))
      const ways = new Map([[site.pass, way]])
      const whole = { ...plan, choices: { ...plan.choices, ...choicesOf(others) } }
      contestants.push({ name: timedName(ways), open: () => openPlace({ site, ways, plan: whole }) })
    }
    const times = Object.fromEntries(await timeInTurns(contestants))
    this.note(site.place, times)
    return times
  }

  /** Chooses the ways of the other places that are worth it. @param all of the program */
  async chooseOthers(all: readonly ProgramPlace[]): Promise<readonly MeasuredPlace[]> {
    const chosen: MeasuredPlace[] = []
    for (const { sites, count } of worthMeasuring(all).filter((place) => !decides(place))) {
      const place = sites[0]?.place ?? ''
      const choice = chosenPlace(sites, await this.#timesOf(place, sites))
      if (choice) chosen.push({ place, count, ...choice })
    }
    return chosen
  }

  /** None where they are not known and no time is left. */
  async #timesOf(place: string, sites: readonly Site[]): Promise<PlaceTimes> {
    const known = this.knownTimes(place)
    if (!hasMissing(sites, known)) return known
    if (this.isOver) return {}
    const times = { ...known, ...(await timesOfPlace(sites, () => this.isOver)) }
    this.note(place, times)
    return times
  }

  /** Whether no time is left. */
  get isOver(): boolean {
    return performance.now() > this.#end
  }

  /** Seconds of what was timed at a place, or of a program, as far as they are known. */
  knownTimes(name: string): PlaceTimes {
    return this.#measured.get(name) ?? this.#stored.get(name) ?? {}
  }

  /** Notes times that are new. */
  note(name: string, times: PlaceTimes): void {
    this.#measured.set(name, times)
  }

  /** Stores what is new. */
  async end(): Promise<void> {
    if (this.#measured.size > 0) await this.#known?.add(this.#measured)
  }
}

// Chooses the ways of a place by what they were measured to take.
import { candidateWays, type Site, type SitePass } from '../autodiff/site'
import type { PlaceTimes } from './known-times'

/** A way is taken in place of the built-in one only where it takes less than this share of the time: measurements vary by some hundredths. */
const worthwhile = 0.95

/** The name of what is timed: passes of a place together, by one way or each by its own. */
export function timedName(ways: ReadonlyMap<SitePass, string>): string {
  const [first = '', ...others] = ways.values()
  return others.every((way) => way === first) ? `${[...ways.keys()].join(' + ')} by ${first}` : [...ways].map(([pass, way]) => `${pass} by ${way}`).join(' + ')
}

/** The ways of the passes of a place, and what they take together. */
export interface PlaceChoice {
  readonly ways: ReadonlyMap<SitePass, string>
  /** Of one run of the place, in seconds. */
  readonly seconds: number
}

export interface ChosenPlace extends PlaceChoice {
  readonly builtIn: PlaceChoice
}

const waysOf = (sites: readonly Site[], way: (site: Site) => string): ReadonlyMap<SitePass, string> => new Map(sites.map((site) => [site.pass, way(site)]))

export const builtInWaysOf = (sites: readonly Site[]): ReadonlyMap<SitePass, string> => waysOf(sites, ({ builtIn }) => builtIn)

/** The way of each pass that took the least time alone. */
export function fastestWays(sites: readonly Site[], times: PlaceTimes): ReadonlyMap<SitePass, string> {
  const seconds = ({ pass }: Site, way: string): number => times[timedName(new Map([[pass, way]]))] ?? Infinity
  return waysOf(sites, (site) => candidateWays(site).toSorted((a, b) => seconds(site, a) - seconds(site, b))[0] ?? site.builtIn)
}

/**
 * Passes may share work, so that what they were measured to take together counts, where they were; else their times add up.
 * @param sites the passes of one place
 * @returns null where the built-in ways were not measured
 */
export function chosenPlace(sites: readonly Site[], times: PlaceTimes): ChosenPlace | null {
  const builtIn = choiceOf(builtInWaysOf(sites), times)
  if (!Number.isFinite(builtIn.seconds)) return null
  const [best = builtIn] = placeChoices(sites, times)
  return { ...(best.seconds < worthwhile * builtIn.seconds ? best : builtIn), builtIn }
}

/** The built-in ways of all passes, the fastest of each, and each way that all can take, as far as they were measured; the quickest first. */
export function placeChoices(sites: readonly Site[], times: PlaceTimes): readonly PlaceChoice[] {
  const common = sites.map(candidateWays).reduce<readonly string[] | null>((ways, others) => ways?.filter((way) => others.includes(way)) ?? others, null) ?? []
  return [builtInWaysOf(sites), fastestWays(sites, times), ...common.map((way) => waysOf(sites, () => way))]
    .map((ways) => choiceOf(ways, times))
    .filter(({ seconds }) => Number.isFinite(seconds))
    .toSorted((a, b) => a.seconds - b.seconds)
}

function choiceOf(ways: ReadonlyMap<SitePass, string>, times: PlaceTimes): PlaceChoice {
  const alone = [...ways].reduce((sum, [pass, way]) => sum + (times[timedName(new Map([[pass, way]]))] ?? Infinity), 0)
  return { ways, seconds: times[timedName(ways)] ?? alone }
}

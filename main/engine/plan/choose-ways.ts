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
  const choice = (ways: ReadonlyMap<SitePass, string>): PlaceChoice => {
    const alone = [...ways].reduce((sum, [pass, way]) => sum + (times[timedName(new Map([[pass, way]]))] ?? Infinity), 0)
    return { ways, seconds: times[timedName(ways)] ?? alone }
  }
  const builtIn = choice(builtInWaysOf(sites))
  if (!Number.isFinite(builtIn.seconds)) return null
  const common = sites.map(candidateWays).reduce<readonly string[] | null>((ways, others) => ways?.filter((way) => others.includes(way)) ?? others, null) ?? []
  const choices = [choice(fastestWays(sites, times)), ...common.map((way) => choice(waysOf(sites, () => way)))]
  const [best = builtIn] = choices.toSorted((a, b) => a.seconds - b.seconds)
  return { ...(best.seconds < worthwhile * builtIn.seconds ? best : builtIn), builtIn }
}

// Chooses the ways of a place by what they were measured to take.
import { candidateWays, type Site, type SitePass } from '../autodiff/site'
import type { PlaceTimes } from './known-times'

/** A way is taken in place of the built-in one only where it takes less than this share of the time: measurements vary by some hundredths. */
const worthwhile = 0.95

/** The name of what is timed: passes of a place together, all by one way. */
export const timedName = (passes: readonly SitePass[], way: string): string => `${passes.join(' + ')} by ${way}`

/** The ways of the passes of a place, and what they take together. */
export interface PlaceChoice {
  readonly ways: ReadonlyMap<SitePass, string>
  /** Of one run of the place, in seconds. */
  readonly seconds: number
}

export interface ChosenPlace extends PlaceChoice {
  readonly builtIn: PlaceChoice
}

/**
 * Passes by different ways add up. Passes by the same way may share work, so that it counts what they were measured to take together, where they were.
 * @param sites the passes of one place
 * @returns null where the built-in ways were not measured
 */
export function chosenPlace(sites: readonly Site[], times: PlaceTimes): ChosenPlace | null {
  const passes = sites.map(({ pass }) => pass)
  const secondsOf = (ways: ReadonlyMap<SitePass, string>): number => {
    const [first, ...others] = ways.values()
    const together = first !== undefined && others.every((way) => way === first) ? times[timedName(passes, first)] : undefined
    return together ?? sites.reduce((sum, { pass }) => sum + (times[timedName([pass], ways.get(pass) ?? '')] ?? Infinity), 0)
  }
  const choice = (wayOf: (site: Site) => string): PlaceChoice => {
    const ways = new Map(sites.map((site) => [site.pass, wayOf(site)]))
    return { ways, seconds: secondsOf(ways) }
  }
  const builtIn = choice((site) => site.builtIn)
  if (!Number.isFinite(builtIn.seconds)) return null
  const common = sites.reduce<readonly string[]>((ways, site) => ways.filter((way) => candidateWays(site).includes(way)), sites[0] ? candidateWays(sites[0]) : [])
  const fastest = (site: Site): string => candidateWays(site).toSorted((a, b) => (times[timedName([site.pass], a)] ?? Infinity) - (times[timedName([site.pass], b)] ?? Infinity))[0] ?? site.builtIn
  const [best = builtIn] = [choice(fastest), ...common.map((way) => choice(() => way))].toSorted((a, b) => a.seconds - b.seconds)
  return { ...(best.seconds < worthwhile * builtIn.seconds ? best : builtIn), builtIn }
}

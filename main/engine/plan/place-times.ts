// Times every candidate of every pass of a place, and then what the passes take together by the ways that may be the best.
import { candidateWays, type Site, type SitePass } from '../autodiff/site'
import { builtInWaysOf, fastestWays, timedName } from './choose-ways'
import type { PlaceTimes } from './known-times'
import { openPlace, timeOnce } from './place-program'
import { timeInTurns, type Contestant } from './time-in-turns'

/** Ways with a predicted cost of so many times the cheapest one's are not timed: fewer of a place of this cost and more, of which predictions are better and runs take long. */
const outOfReach = { small: 3, large: 1.5, costOfLarge: 2e9 }
/** Cost of a timed run, in multiply-adds of a large matrix product: a place of larger cost is timed for fewer images. */
const costOfRun = 1e9
/** Longest time of a run by the built-in way, in seconds: a place that takes longer is timed for fewer images. */
const longestRun = 0.02
/** Fewest images that a place is timed for: with fewer, what is done once for all images would count too much. Fewer than the batch are a multiple of it, as blocks of images want. */
const fewestImages = 16
/** Passes by one way are timed together, too, where they take at most so many times what the fastest ways of the passes take. */
const nearlyBest = 1.4

/** The ways of a site that may be the fastest, the built-in one first. */
export function candidates(site: Site): readonly string[] {
  const { builtIn, cost } = site
  const ways = candidateWays(site)
  const cheapest = Math.min(...ways.map(cost))
  const dearest = cheapest * (cheapest < outOfReach.costOfLarge ? outOfReach.small : outOfReach.large)
  return [builtIn, ...ways.filter((way) => way !== builtIn && cost(way) <= dearest).toSorted((a, b) => cost(a) - cost(b))]
}

/** Whether a candidate of a pass is missing in known times. */
export const hasMissing = (sites: readonly Site[], times: PlaceTimes): boolean =>
  sites.some((site) => candidates(site).some((way) => times[timedName(new Map([[site.pass, way]]))] === undefined))

/**
 * Large places are timed for fewer images; the time for all follows by the predicted costs, which know what is done for each image and what is done once.
 * @param sites the passes of one place
 * @param isOver whether no time is left: then the built-in ways and the likely best are timed alone
 * @returns seconds for the whole batch
 */
export async function timesOfPlace(sites: readonly Site[], isOver: () => boolean): Promise<PlaceTimes> {
  const images = await quickImages(sites)
  const contestant = (ways: ReadonlyMap<SitePass, string>): Contestant => {
    const timed = sites.filter(({ pass }) => ways.has(pass))
    const [site] = timed
    if (!site) throw new Error('a place has passes')
    const cost = (resized: (site: Site) => Site): number => timed.reduce((sum, each) => sum + resized(each).cost(ways.get(each.pass) ?? ''), 0)
    return { name: timedName(ways), open: () => openPlace({ site: site.resized(images), ways, scale: cost((each) => each) / cost((each) => each.resized(images)) }) }
  }
  const times: Record<string, number> = {}
  for (const site of sites) {
    const alone = (way: string): Contestant => contestant(new Map([[site.pass, way]]))
    const missing = (way: string): boolean => times[alone(way).name] === undefined
    Object.assign(times, Object.fromEntries(await timeInTurns(candidates(site).map(alone), { isOver })))
    Object.assign(times, Object.fromEntries(await timeInTurns([site.likelyBest ?? site.builtIn].filter(missing).map(alone), { isOver })))
  }
  if (sites.length < 2) return times
  const together = new Map(waysTogether(sites, times).map((ways) => [timedName(ways), contestant(ways)]))
  return { ...times, ...Object.fromEntries(await timeInTurns([...together.values()], { isOver })) }
}

/** The built-in ways of all passes, the fastest way of each, and the ways that all passes can take and that may be faster together. */
function waysTogether(sites: readonly Site[], times: PlaceTimes): readonly ReadonlyMap<SitePass, string>[] {
  const alone = (ways: ReadonlyMap<SitePass, string>): number => [...ways].reduce((sum, [pass, way]) => sum + (times[timedName(new Map([[pass, way]]))] ?? Infinity), 0)
  const fastest = fastestWays(sites, times)
  const common = sites.map(candidates).reduce((ways, others) => ways.filter((way) => others.includes(way)))
  const byOne = common.map((way) => new Map(sites.map(({ pass }) => [pass, way])))
  return [builtInWaysOf(sites), fastest, ...byOne.filter((ways) => alone(ways) <= nearlyBest * alone(fastest))]
}

/** The number of images for which the built-in way of the first pass is quick. */
async function quickImages([site]: readonly Site[]): Promise<number> {
  if (!site) throw new Error('a place has passes')
  const least = Math.min(site.images, fewestImages)
  let { images } = site
  const halve = (): void => {
    images = Math.min(images, fewestImages * Math.ceil(images / 2 / fewestImages))
  }
  const cheapest = (resized: Site): number => Math.min(...candidateWays(resized).map(resized.cost))
  const firstRun = (resized: Site): Promise<number> => timeOnce({ site: resized, ways: new Map([[site.pass, site.builtIn]]) })
  while (images > least && cheapest(site.resized(images)) > costOfRun) halve()
  while (images > least && (await firstRun(site.resized(images))) > longestRun) halve()
  return images
}

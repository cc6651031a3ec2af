// Plans that differ from one another by a rule and not by a measurement.
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { candidateWays, chosenWay, siteKey, type Site } from '../autodiff/site'
import { decides } from './places-by-cost'
import type { ProgramPlace } from './program-places'

/** A plan with other ways at some sites. @param wayAt null: the site keeps the plan's */
export function withWays(plan: ComputePlan, places: readonly ProgramPlace[], wayAt: (site: Site) => string | null): ComputePlan {
  const others = places.flatMap(({ sites }) =>
    sites.flatMap((site) => {
      const way = wayAt(site)
      return way === null ? [] : [[siteKey(site), way] as const]
    }),
  )
  return { ...plan, choices: { ...plan.choices, ...Object.fromEntries(others) } }
}

/** The choices of ways that are likely better than the built-in ones, whether or not their places are timed. */
export const likelyChoices = (places: readonly ProgramPlace[]): ComputePlan['choices'] => withWays(builtInPlan, places, likelyWay).choices

const likelyWay = ({ likelyBest, builtIn }: Site): string | null => (likelyBest === undefined || likelyBest === builtIn ? null : likelyBest)

/** Plans that a measurement place by place may have missed. @param places of the program by the plan that was measured so */
export function rivalsOf(apart: ComputePlan, places: readonly ProgramPlace[]): readonly ComputePlan[] {
  const cheaper = (site: Site): string | null => cheaperBlockedWay(site, apart)
  return [withWays(apart, places, blockedWay), withWays(apart, places, cheaper), withWays(apart, places.filter((place) => !decides(place)), cheapestWay), builtInPlan]
}

/** In blocks of channels: a site that is timed alone brings its operands into blocks and its result back, which neighbours in blocks spare. */
const blockedWay = ({ ways }: Site): string | null => ways.find((name) => name.startsWith('blocked')) ?? null

/** In blocks where that costs less than the plan's way by prediction: a convolution stays with its transforms, while the pools and normalisations around it go into blocks. */
function cheaperBlockedWay(site: Site, plan: ComputePlan): string | null {
  const way = blockedWay(site)
  return way !== null && site.cost(way) < site.cost(chosenWay(plan, site)) ? way : null
}

/** Of the least predicted cost: no slow moment of the machine has a part in it. */
const cheapestWay = (site: Site): string => candidateWays(site).toSorted((a, b) => site.cost(a) - site.cost(b))[0] ?? site.builtIn

/** A plan with the same ways for the program of another number of images. */
export const planFor = (images: number, plan: ComputePlan, places: readonly ProgramPlace[]): ComputePlan => ({
  ...plan,
  choices: Object.fromEntries(places.flatMap(({ sites }) => sites.map((site) => [siteKey(site.resized(images)), chosenWay(plan, site)] as const))),
})

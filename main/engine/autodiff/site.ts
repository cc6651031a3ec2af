// Sites of a program: places where it has several ways to compute the same, and how a plan chooses one of them.
import { planVersion, type ComputePlan } from '@contract/training/plan'
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'

/** A part of the work at a place that takes a way of its own. */
export type SitePass = 'forward' | 'input gradient' | 'kernel gradient' | 'forward and gradient'

/** A place of a program and one pass of it. Sites with the same key are the same computation, wherever they stand. */
export interface Site {
  /** Operator, shapes and attributes, e.g. `conv 128x16x28x28 16x3x3 pad1`; passes of the same place share it. */
  readonly place: string
  readonly pass: SitePass
  /** The way decides which other sites the program has. */
  readonly changesSites?: true
  /** Names of the ways that can compute the site. */
  readonly ways: readonly string[]
  /** The way that is taken without a plan. */
  readonly builtIn: string
  /** The way that a measured plan takes where it has not timed the place: faster than the built-in one beyond doubt. Default: the built-in one. */
  readonly likelyBest?: string
  /** Whether a way holds more memory than its speed is worth; default: none does. The built-in one never does. */
  readonly isWasteful?: (way: string) => boolean
  /** Predicted cost of a way, in multiply-adds of a large matrix product. */
  readonly cost: (way: string) => number
  /** Images of the batch. */
  readonly images: number
  /** The same site for another number of images. */
  readonly resized: (images: number) => Site
  /**
   * Emits passes of the place alone, as a program to be timed.
   * @param g gets the inputs that the passes read
   * @param ways of the passes to emit
   * @param plan the ways of sites within the place
   */
  readonly probe: (g: GraphBuilder, ways: ReadonlyMap<SitePass, string>, plan: ComputePlan) => readonly Value[]
}

/** The ways that a site may be measured by: a wasteful one is taken only where a plan names it, as that of a run that began with it. */
export const candidateWays = ({ ways, isWasteful }: Site): readonly string[] => ways.filter((way) => !isWasteful?.(way))

/** How the sites of a program are computed, while it is emitted. */
export interface SitePlan extends ComputePlan {
  /** Told of every site of the program. */
  readonly note?: (site: Site) => void
}

/** The name of a site in a plan. */
export const siteKey = ({ place, pass }: Pick<Site, 'place' | 'pass'>): string => `${place} ${pass}`

/** The way that a plan names for a site; null: it names none, or one that the site cannot take. */
export function plannedWay({ version, choices }: ComputePlan, site: Site): string | null {
  const named = version === planVersion && Object.hasOwn(choices, siteKey(site)) ? choices[siteKey(site)] : undefined
  return named !== undefined && site.ways.includes(named) ? named : null
}

/** The way that a site takes: the plan's, or the built-in one. */
export const chosenWay = (plan: ComputePlan, site: Site): string => plannedWay(plan, site) ?? site.builtIn

/** The way that a site takes; notes that the program has the site. */
export function wayOf(plan: SitePlan, site: Site): string {
  plan.note?.(site)
  return chosenWay(plan, site)
}

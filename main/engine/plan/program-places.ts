// The places of a training program that can be computed in several ways, found by emitting it once.
import type { ComputePlan } from '@contract/training/plan'
import type { Network } from '../../networks/network'
import { siteKey, type Site } from '../autodiff/site'
import type { ImageFormat } from '../program/inputs/image-batch'
import { emitLoop } from '../program/training/loop-program'
import type { TrainingRecipe } from '../program/training/training-recipe'
import type { TimedProgram } from './timed-program'

/** The sites of one place, and how many times the program has it. */
export interface ProgramPlace {
  /** One for each pass, in the order of emission. */
  readonly sites: readonly Site[]
  readonly count: number
}

/** The places of a program. */
export interface ProgramPlaces {
  /** Those of the program as a plan has it. */
  readonly placesBy: (plan: ComputePlan) => readonly ProgramPlace[]
  /** Images that go through it at once. */
  readonly images: number
  /** A whole step by a plan for so many images, open to be timed. */
  readonly openStep: (plan: ComputePlan, images: number) => Promise<TimedProgram>
  /** Channels in a block of the processor's ways in blocks; null: it has none. */
  readonly block: number | null
}

/** The places of a training program of the CPU that have several ways. */
export function programPlaces(network: Network, format: ImageFormat, recipe: TrainingRecipe): readonly ProgramPlace[] {
  const counted = new Map<string, { readonly site: Site; count: number }>()
  const note = (site: Site): void => {
    const known = counted.get(siteKey(site))
    if (known) known.count++
    else counted.set(siteKey(site), { site, count: 1 })
  }
  emitLoop(network, format, { ...recipe, plan: { ...recipe.plan, note } })
  const all = [...counted.values()]
  return [...new Set(all.map(({ site }) => site.place))].map((place) => {
    const ofPlace = all.filter(({ site }) => site.place === place)
    return { sites: ofPlace.map(({ site }) => site), count: Math.max(...ofPlace.map(({ count }) => count)) }
  })
}

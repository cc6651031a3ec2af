// A plan that notes the way of every site of a program while it is emitted.
import { planVersion, type ComputePlan } from '@contract/training/plan'
import { chosenWay, plannedWay, siteKey, type SitePlan } from '../autodiff/site'

/** What it has noted names every site, so that it means the same where built-in ways change. */
export class NotedPlan {
  readonly #plan: SitePlan
  readonly #ways = new Map<string, string>()
  readonly #unknown = new Set<string>()

  /** @param block channels in a block of this processor; ways in blocks of another size are unknown here */
  constructor({ block: planned, ...others }: ComputePlan, block: number | null) {
    const plan = planned !== undefined && planned === block ? { ...others, block } : others
    this.#plan = {
      ...plan,
      note: (site) => {
        const key = siteKey(site)
        this.#ways.set(key, chosenWay(plan, site))
        if (Object.hasOwn(plan.choices, key) && plannedWay(plan, site) === null) this.#unknown.add(key)
      },
    }
  }

  /** The plan to emit the program by. */
  get plan(): SitePlan {
    return this.#plan
  }

  /** The way of every site that the program has. */
  get noted(): ComputePlan {
    const { block } = this.#plan
    return { version: planVersion, ...(block !== undefined && { block }), choices: Object.fromEntries(this.#ways) }
  }

  /** Sites whose way in the plan this version, or this processor, cannot take; they take the built-in way. */
  get unknown(): readonly string[] {
    return [...this.#unknown]
  }
}

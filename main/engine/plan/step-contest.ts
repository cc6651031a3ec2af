// Whole steps by several plans, each in turns with the best of those before it: a shared processor is at half its speed for seconds at a time.
import { createHash } from 'node:crypto'
import type { ComputePlan } from '@contract/training/plan'
import type { PlaceTimes } from './known-times'
import { timeInTurns } from './time-in-turns'
import type { TimedProgram } from './timed-program'

/** Both of two steps stay until the end: the machine may become slower from one to the other. */
const contestOfSteps = { hopeless: Infinity, outrun: Infinity, most: 12, seconds: 0.6 }

export class StepContest {
  readonly #openStep: (plan: ComputePlan) => Promise<TimedProgram>
  readonly #times: Record<string, number>
  #champion: ComputePlan
  /** The champion's step, once it has been timed; only it and its rival are open at once, since each holds the memory of a step. */
  #running: TimedProgram | null = null

  /** @param known seconds of a step by the names of plans */
  constructor(openStep: (plan: ComputePlan) => Promise<TimedProgram>, known: PlaceTimes, first: ComputePlan) {
    this.#openStep = openStep
    this.#times = { ...known }
    this.#champion = first
  }

  get champion(): ComputePlan {
    return this.#champion
  }

  /** Seconds of a step by the names of plans: those that were known, and those that are new, in proportion to them. */
  get times(): PlaceTimes {
    return this.#times
  }

  /** A plan takes the champion's place where it is faster. @param share of the champion's time that it may take at most; below 1 it has to be faster twice */
  async challenge(plan: ComputePlan, share = 1): Promise<void> {
    const [champion, rival] = [nameOfPlan(this.#champion), nameOfPlan(plan)]
    if (champion === rival) return
    const opened = this.#times[champion] === undefined || this.#times[rival] === undefined ? await this.#timed(plan, share) : null
    const isFaster = (this.#times[rival] ?? Infinity) < share * (this.#times[champion] ?? Infinity)
    await (isFaster ? this.#running : opened)?.close()
    if (!isFaster) return
    this.#champion = plan
    this.#running = opened
  }

  async close(): Promise<void> {
    await this.#running?.close()
  }

  /** @returns the plan's step, open */
  async #timed(plan: ComputePlan, share: number): Promise<TimedProgram> {
    this.#running ??= await this.#openStep(this.#champion)
    const opened = await this.#openStep(plan)
    try {
      let [ofChampion, ofPlan] = await inTurns(this.#running, opened)
      if (share < 1 && ofPlan < share * ofChampion) {
        const [again, ofPlanAgain] = await inTurns(this.#running, opened)
        if (ofPlanAgain / again > ofPlan / ofChampion) [ofChampion, ofPlan] = [again, ofPlanAgain]
      }
      const known = (this.#times[nameOfPlan(this.#champion)] ??= ofChampion)
      this.#times[nameOfPlan(plan)] = (ofPlan / ofChampion) * known
      return opened
    } catch (error) {
      await opened.close()
      throw error
    }
  }
}

/** Least seconds of two programs, which stay open. */
async function inTurns(a: TimedProgram, b: TimedProgram): Promise<readonly [number, number]> {
  const staying = ({ seconds }: TimedProgram, name: string) => ({ name, open: () => Promise.resolve({ seconds, close: () => Promise.resolve() }) })
  const least = await timeInTurns([staying(a, 'a'), staying(b, 'b')], contestOfSteps)
  return [least.get('a') ?? NaN, least.get('b') ?? NaN]
}

export const digest = (lines: readonly string[]): string => createHash('sha256').update(lines.toSorted().join()).digest('hex').slice(0, 16)

/** Its choices in short: plans with the same ones are one. */
const nameOfPlan = ({ choices }: ComputePlan): string => `plan-${digest(Object.entries(choices).map(([site, way]) => `${site}: ${way}`))}`

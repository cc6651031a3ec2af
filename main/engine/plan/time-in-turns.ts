// Times passes of places by given ways, each as a small program of its own, in turns: a slow moment of a shared machine falls on all of them alike.
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { elementCount } from '../../onnx/tensor'
import type { Site, SitePass } from '../autodiff/site'
import { feed, Session, type Feeds } from '../runtime/session'
import { numbers, secondsOfRun } from './least-seconds'

/** What is timed: passes of a place by the ways that it names. */
export interface Contestant {
  readonly name: string
  readonly site: Site
  readonly ways: ReadonlyMap<SitePass, string>
  /** The ways of sites within the place; default: the built-in ones. */
  readonly plan?: ComputePlan
  /** Seconds of the place for a second of its program, which may have fewer images; default: 1. */
  readonly scale?: number
}

/** A program whose first run takes so many times as long as the quickest one's is not run again. */
const hopeless = 2
/** One that takes so many times as long as the quickest after a round is out of the contest. */
const outrun = 1.4
/** Rounds of those that are left, beside the first runs, which fill caches and memory. An arena may still grow in the second run, so that one is not enough. */
const rounds = { least: 2, most: 6 }
/** Seconds for each program after which there are no more rounds than the least. */
const longestContest = 0.1

/**
 * @param isOver whether no time is left: then nothing is begun but the first
 * @returns the least seconds of those that were begun, by name
 */
export async function timeInTurns(contestants: readonly Contestant[], isOver: () => boolean = () => false): Promise<ReadonlyMap<string, number>> {
  const least = new Map<string, number>()
  const quickest = (): number => Math.min(...least.values())
  let running: readonly TimedProgram[] = []
  const leave = async (program: TimedProgram): Promise<void> => {
    running = running.filter((other) => other !== program)
    await program.close()
  }
  try {
    for (const contestant of contestants) {
      if (least.size > 0 && isOver()) break
      const program = await TimedProgram.open(contestant)
      running = [...running, program]
      const first = await program.seconds()
      least.set(program.name, first)
      if (first > hopeless * quickest()) await leave(program)
    }
    let spent = 0
    for (let round = 0; round < rounds.least || (round < rounds.most && spent < longestContest * running.length); round++) {
      for (const program of running) {
        const seconds = await program.seconds()
        spent += seconds
        least.set(program.name, round === 0 ? seconds : Math.min(seconds, least.get(program.name) ?? seconds))
      }
      for (const program of running) if ((least.get(program.name) ?? Infinity) > outrun * quickest()) await leave(program)
    }
    return least
  } finally {
    for (const program of running) await program.close()
  }
}

/** Seconds of one run of a place's program, the first one. */
export async function timeOnce(contestant: Contestant): Promise<number> {
  const program = await TimedProgram.open(contestant)
  try {
    return await program.seconds()
  } finally {
    await program.close()
  }
}

class TimedProgram {
  readonly name: string
  readonly #session: Session
  readonly #feeds: Feeds
  readonly #outputs: readonly string[]
  readonly #scale: number

  private constructor({ name, scale = 1 }: Contestant, session: Session, feeds: Feeds, outputs: readonly string[]) {
    this.name = name
    this.#session = session
    this.#feeds = feeds
    this.#outputs = outputs
    this.#scale = scale
  }

  static async open(contestant: Contestant): Promise<TimedProgram> {
    const { site, ways, plan = builtInPlan } = contestant
    const g = new GraphBuilder('site')
    const outputs = site.probe(g, ways, plan)
    const graph = g.build(outputs)
    const feeds: Feeds = Object.fromEntries(graph.inputs.map(({ name, shape }) => [name, feed('float32', numbers(elementCount(shape)), shape)]))
    return new TimedProgram(contestant, await Session.open(encodeModel(graph)), feeds, outputs.map(({ name }) => name))
  }

  /** Of one run, scaled. */
  async seconds(): Promise<number> {
    return this.#scale * (await secondsOfRun(this.#session, this.#feeds, this.#outputs))
  }

  close(): Promise<void> {
    return this.#session.close()
  }
}

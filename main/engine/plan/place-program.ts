// Passes of a place by given ways, as a small program of its own that is timed.
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { GraphBuilder } from '../../onnx/graph-builder'
import { elementCount } from '../../onnx/tensor'
import type { Site, SitePass } from '../autodiff/site'
import { feed, type Feeds } from '../runtime/session'
import { numbers, openProgram, type TimedProgram } from './timed-program'

/** What is timed: passes of a place by the ways that it names. */
export interface TimedPlace {
  readonly site: Site
  readonly ways: ReadonlyMap<SitePass, string>
  /** The ways of sites within the place; default: the built-in ones. */
  readonly plan?: ComputePlan
  /** Seconds of the place for a second of its program, which may have fewer images; default: 1. */
  readonly scale?: number
}

export async function openPlace({ site, ways, plan = builtInPlan, scale = 1 }: TimedPlace): Promise<TimedProgram> {
  const g = new GraphBuilder('site')
  const outputs = site.probe(g, ways, plan)
  const graph = g.build(outputs)
  const feeds: Feeds = Object.fromEntries(graph.inputs.map(({ name, shape }) => [name, feed('float32', numbers(elementCount(shape)), shape)]))
  const program = await openProgram(graph, feeds, outputs.map(({ name }) => name))
  return { ...program, seconds: async () => scale * (await program.seconds()) }
}

/** Seconds of one run, the first one. */
export async function timeOnce(place: TimedPlace): Promise<number> {
  const program = await openPlace(place)
  try {
    return await program.seconds()
  } finally {
    await program.close()
  }
}

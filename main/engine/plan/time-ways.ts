// Times passes of a place by given ways: a small program of these passes alone, on this machine.
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { elementCount } from '../../onnx/tensor'
import type { Site, SitePass } from '../autodiff/site'
import { feed, Session, type Feeds } from '../runtime/session'
import { leastSeconds, numbers } from './least-seconds'

/** A way whose first run takes so many times as long as the best one's is not run again. */
const hopeless = 2

export interface TimingOptions {
  /** Seconds of the fastest way so far; default: none was timed yet. */
  readonly best?: number
  /** The ways of sites within the place; default: the built-in ones. */
  readonly plan?: ComputePlan
}

/** @returns the least time of a run, in seconds */
export async function timeWays(site: Site, ways: ReadonlyMap<SitePass, string>, { best = Infinity, plan = builtInPlan }: TimingOptions = {}): Promise<number> {
  const g = new GraphBuilder('site')
  const outputs = site.probe(g, ways, plan)
  const graph = g.build(outputs)
  const feeds: Feeds = Object.fromEntries(graph.inputs.map(({ name, shape }) => [name, feed('float32', numbers(elementCount(shape)), shape)]))
  const session = await Session.open(encodeModel(graph))
  try {
    return await leastSeconds(session, feeds, outputs.map(({ name }) => name), hopeless * best)
  } finally {
    await session.close()
  }
}

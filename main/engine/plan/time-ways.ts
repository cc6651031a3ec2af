// Times passes of a place by given ways: a small program of these passes alone, on this machine.
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { encodeModel } from '../../onnx/encoding'
import { GraphBuilder } from '../../onnx/graph-builder'
import { elementCount } from '../../onnx/tensor'
import type { Site, SitePass } from '../autodiff/site'
import { feed, Session, type Feeds } from '../runtime/session'

/** Most runs of a program after the first, which fills caches and the memory arena; fewer where these seconds are over. */
const timedRuns = { most: 3, seconds: 0.1 }
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
    const names = outputs.map(({ name }) => name)
    const first = await secondsOf(session, feeds, names)
    if (first > hopeless * best) return first
    let [least, spent] = [Infinity, 0]
    for (let run = 0; run < timedRuns.most && spent < timedRuns.seconds; run++) {
      const seconds = await secondsOf(session, feeds, names)
      least = Math.min(least, seconds)
      spent += seconds
    }
    return least
  } finally {
    await session.close()
  }
}

async function secondsOf(session: Session, feeds: Feeds, outputs: readonly string[]): Promise<number> {
  const start = performance.now()
  await session.run(feeds, outputs)
  return (performance.now() - start) / 1000
}

/** Numbers within -1/2..1/2 of no pattern that matters to a processor. */
function numbers(count: number): Float32Array {
  const values = new Float32Array(count)
  for (let index = 0; index < count; index++) values[index] = (Math.imul(index, 2_654_435_761) >>> 0) / 2 ** 32 - 0.5
  return values
}

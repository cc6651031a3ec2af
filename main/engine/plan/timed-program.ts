// A program that is open to be timed, one run after another.
import { fillWordsFast } from '@common/randomness/fast-words'
import { fillUniform, streams } from '@common/randomness/stream'
import { encodeModel } from '../../onnx/encoding'
import type { Graph } from '../../onnx/graph'
import { Session, type Feeds } from '../runtime/session'

export interface TimedProgram {
  /** Of one run, in seconds. */
  readonly seconds: () => Promise<number>
  readonly close: () => Promise<void>
}

/** @param outputs names of those that are computed */
export async function openProgram(graph: Graph, feeds: Feeds, outputs: readonly string[]): Promise<TimedProgram> {
  const session = await Session.open(encodeModel(graph))
  return {
    seconds: async () => {
      const start = performance.now()
      await session.run(feeds, outputs)
      return (performance.now() - start) / 1000
    },
    close: () => session.close(),
  }
}

/** Numbers within -1/2..1/2 that follow from none before them: a processor would guess the branches of a max-pool over a pattern, and be quicker than over images. */
export function numbers(count: number): Float32Array {
  const values = new Float32Array(count)
  fillUniform({ seed: 0, stream: streams.timing, a: 0, b: 0 }, values, 0, fillWordsFast)
  return values.map((value) => value - 0.5)
}

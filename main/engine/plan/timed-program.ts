// A program that is open to be timed, one run after another.
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

/** Numbers within -1/2..1/2 of no pattern that matters to a processor. */
export function numbers(count: number): Float32Array {
  const values = new Float32Array(count)
  for (let index = 0; index < count; index++) values[index] = (Math.imul(index, 2_654_435_761) >>> 0) / 2 ** 32 - 0.5
  return values
}

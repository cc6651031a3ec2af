// A program that applies one operator many times in a row, so that what a run costs beside it hardly counts; and the time of one application.
import type { DeviceName } from '@contract/devices/devices'
import { encodeModel } from '../../onnx/encoding'
import type { Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { int32, int64, type Shape } from '../../onnx/tensor'
import { feed, Session } from '../runtime/session'

/** One operator, applied to its own output. */
export interface Chain {
  /** Shape of what passes through the chain, all ones in the beginning. */
  readonly shape: Shape
  /** Shape of the operator's other operand. */
  readonly other: Shape
  /** Value of all numbers of the other operand, such that what passes through stays 1. */
  readonly value: number
  /** Place of the number that is read in the end, in the order of memory; default: the first. */
  readonly readAt?: number
  /** Appends the operator. */
  readonly apply: (g: GraphBuilder, through: Value, other: Value) => Value
}

/** How often a program is timed. */
export interface TimedRuns {
  /** Runs that are timed at least and at most. */
  readonly fewest: number
  readonly most: number
  /** Seconds after which no further one is begun. */
  readonly seconds: number
}

const usualRuns: TimedRuns = { fewest: 2, most: 12, seconds: 1 }

/** A first run of so many seconds, in which memory is taken and shaders are compiled, is not repeated: the device is very slow. */
const verySlow = 6

/**
 * Times a chain of so many applications on a device.
 * @returns seconds of the fastest of several runs of the whole chain
 * @throws LabError where the device lacks memory for it
 */
export async function timeChain(chain: Chain, length: number, device: DeviceName, { fewest, most, seconds: enough }: TimedRuns = usualRuns): Promise<number> {
  const session = await Session.open(programOf(chain, length), { device })
  try {
    const inputs = { start: feed('float32', Float32Array.of(1), [1]), value: feed('float32', Float32Array.of(chain.value), [1]) }
    const run = async (): Promise<number> => {
      const begin = performance.now()
      const last = (await session.run(inputs, ['last'])).floats('last')[0] ?? NaN
      const seconds = (performance.now() - begin) / 1000
      if (!(Math.abs(last - 1) < tolerance)) throw new Error(`a chain of operators computed ${last} where 1 is right`)
      return seconds
    }
    const first = await run()
    if (first > verySlow) return first
    let [best, spent] = [first, 0]
    for (let count = 0; count < fewest || (count < most && spent < enough); count++) {
      const seconds = await run()
      best = Math.min(best, seconds)
      spent += seconds
    }
    return best
  } finally {
    await session.close()
  }
}

/** What passes through a chain may change by rounding, in TF32 on a GPU by 1e-3 in each product. */
const tolerance = 0.2

/** Operands are expanded from single numbers in the program itself: a model with large constants would take as much memory again. */
function programOf({ shape, other, apply, readAt = 0 }: Chain, length: number): Uint8Array {
  const g = new GraphBuilder('chain')
  const expanded = (name: string, to: Shape): Value => g.node('Expand', [g.input(name, 'float32', [1]), g.constant(int64(to))])
  let through = expanded('start', shape)
  const operand = expanded('value', other)
  for (let count = 0; count < length; count++) through = apply(g, through, operand)
  const one = g.node('Gather', [g.node('Reshape', [through, g.constant(int64([-1]))]), g.constant(int32([readAt]))])
  return encodeModel(g.build([g.node('Identity', [one], {}, { name: 'last' })]))
}

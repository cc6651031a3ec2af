// Times a whole training step of a program on the CPU, with numbers that mean nothing.
import type { Network } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import type { Value } from '../../onnx/graph'
import { DYNAMIC, elementCount, type Shape, type TensorData } from '../../onnx/tensor'
import type { ImageFormat } from '../program/inputs/image-batch'
import { emitLoop } from '../program/training/loop-program'
import type { TrainingRecipe } from '../program/training/training-recipe'
import { feed, Session, type Feeds } from '../runtime/session'
import { leastSeconds, numbers, type TimedRuns } from './least-seconds'

/** Of a whole step, of which there are only a few to time. */
const runsOfStep: TimedRuns = { least: 2, most: 12, seconds: 0.3 }

/** @returns the least time of a step, in seconds */
export async function timeStep(network: Network, format: ImageFormat, recipe: TrainingRecipe): Promise<number> {
  const [images = 1] = network.images.shape
  const { graph, outputs } = emitLoop(network, { ...format, count: images }, recipe)
  const feeds: Feeds = Object.fromEntries(graph.inputs.map((input) => [input.name, feed(input.type, dataOf(input), shapeOf(input))]))
  const session = await Session.open(encodeModel(graph))
  try {
    return await leastSeconds(session, feeds, [outputs.losses], runsOfStep)
  } finally {
    await session.close()
  }
}

/** Inputs with an entry for each step have one. */
const shapeOf = ({ shape }: Value): Shape => shape.map((size) => (size === DYNAMIC ? 1 : size))

/** Counts of steps and parts are 1, places of images and labels 0; parameters are small, so that nothing overflows. */
function dataOf(input: Value): TensorData {
  const count = elementCount(shapeOf(input))
  switch (input.type) {
    case 'int64':
      return new BigInt64Array(count).fill(input.name === 'steps' || input.name === 'micro_batches' ? 1n : 0n)
    case 'int32':
      return new Int32Array(count)
    case 'uint8':
      return input.name === 'labels' ? new Uint8Array(count) : Uint8Array.from(numbers(count), (value) => 256 * (value + 0.5))
    case 'float32':
      return numbers(count).map((value) => 0.1 * value)
    default:
      throw new Error(`a training program has no input of ${input.type}`)
  }
}

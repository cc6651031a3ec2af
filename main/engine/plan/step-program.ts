// A whole training step on the CPU as a program that is timed, with numbers that mean nothing.
import type { Network } from '../../networks/network'
import type { Value } from '../../onnx/graph'
import { DYNAMIC, elementCount, type Shape, type TensorData } from '../../onnx/tensor'
import type { ImageFormat } from '../program/inputs/image-batch'
import { emitLoop } from '../program/training/loop-program'
import type { TrainingRecipe } from '../program/training/training-recipe'
import { feed, type Feeds } from '../runtime/session'
import { numbers, openProgram, type TimedProgram } from './timed-program'

/** A step of `recipe`, open to be timed. */
export async function openStep(network: Network, format: ImageFormat, recipe: TrainingRecipe): Promise<TimedProgram> {
  const [images = 1] = network.images.shape
  const { graph, outputs } = emitLoop(network, { ...format, count: images }, recipe)
  const feeds: Feeds = Object.fromEntries(graph.inputs.map((input) => [input.name, feed(input.type, dataOf(input, images), shapeOf(input))]))
  return openProgram(graph, feeds, [outputs.losses])
}

/** Inputs with an entry for each step have one. */
const shapeOf = ({ shape }: Value): Shape => shape.map((size) => (size === DYNAMIC ? 1 : size))

/** Counts of steps and parts are 1, places of images those of the first batch, labels 0; parameters are small, so that nothing overflows. */
function dataOf(input: Value, images: number): TensorData {
  const count = elementCount(shapeOf(input))
  switch (input.type) {
    case 'int64':
      return BigInt64Array.from({ length: count }, (_, place) => (input.name === 'indices' ? BigInt(place % images) : input.name === 'steps' || input.name === 'micro_batches' ? 1n : 0n))
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

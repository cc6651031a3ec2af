// Finds an image that a unit of a network likes: gradient ascent from grey, with penalties that keep the image smooth and dim.
// D. Erhan et al., "Visualizing Higher-Layer Features of a Deep Network", 2009; J. Yosinski et al., "Understanding Neural Networks Through Deep Visualization", ICML workshop 2015.
import { phrase } from '@language/phrase'
import type { Maximization, MaximizationWanted } from '@contract/inspection/maximization'
import { LabError } from '@contract/problem'
import type { ImageSize } from '@contract/training/run-spec'
import { elementCount } from '../../onnx/tensor'
import { probabilitiesOf } from '../evaluation/image-answers'
import { movement, noise } from './inspection-noise'
import { logitsOfImages, oneImage } from './many-images'
import { namedLayer, unitWeights } from './named-layer'
import type { OpenedNetwork } from './opened-networks'
import { imageShape, PixelRunner, type PixelSubject } from './pixel-runner'
import { unitsByPixels } from './pixel-works'
import { totalVariationGradient } from './total-variation'

const grey = 0.5

/** Standard deviation of the noise that the first image differs from grey by: equal pixels are a kink of many networks. */
const firstNoise = 0.05

/**
 * @param onStep told after each step how many are done
 * @throws LabError `network/no-such-layer`, `network/no-such-unit`, `inspection/dead-unit`, `inspection/no-gradient`, `inspection/not-finite`
 */
export async function ascend(network: OpenedNetwork, wanted: MaximizationWanted, onStep: (done: number) => void = () => undefined): Promise<Maximization> {
  const { layer: name, unit, steps, seed, jitter } = wanted
  const subject: PixelSubject = { network, weights: network.stateFeeds }
  const weights = unitWeights(namedLayer(network, 1, name), unit)
  const runner = await PixelRunner.open(subject, unitsByPixels(name), 1)
  const [channels, height, width] = imageShape(subject)
  const activations: number[] = []
  const gradientAt = async (pixels: Float32Array): Promise<Float32Array> => {
    const { scores, gradients } = await runner.run(pixels, weights)
    activations.push(scores[unit] ?? NaN)
    return gradients
  }
  let pixels: Float32Array = noise(seed, 'firstImage', 0, elementCount([channels, height, width])).map((number) => clipped(grey + firstNoise * number))
  let isAlive = false
  for (let step = 0; step < steps; step++) {
    const [down, across] = movement(seed, step, jitter)
    const gradient = moved(await gradientAt(moved(pixels, { height, width, down, across })), { height, width, down: -down, across: -across })
    const direction = normalized(gradient)
    isAlive ||= direction !== null
    // Where the unit does not depend on the image, a random step looks for a place where it does.
    pixels = afterStep(pixels, direction ?? noise(seed, 'lostStep', step, pixels.length), wanted, { height, width })
    onStep(step + 1)
  }
  if (!isAlive) throw deadUnit(name, unit)
  await gradientAt(pixels)
  const probabilities = [...probabilitiesOf(await logitsOfImages(subject, oneImage(pixels)), 0)]
  return { channels, height, width, values: new Float32Array(pixels), activations, probabilities }
}

/** The gradient divided by its root mean square; null where it is 0. */
function normalized(gradient: Float32Array): Float32Array | null {
  const meanSquare = gradient.reduce((sum, value) => sum + value * value, 0) / gradient.length
  return meanSquare === 0 ? null : gradient.map((value) => value / Math.sqrt(meanSquare))
}

/** Pixels after a step uphill, less the total variation's share, and then towards grey; cut at black and white. */
function afterStep(pixels: Float32Array, direction: Float32Array, { learningRate, smoothness, decay }: MaximizationWanted, planes: ImageSize): Float32Array {
  const roughness = totalVariationGradient(pixels, planes)
  return pixels.map((value, at) => {
    const uphill = value + learningRate * ((direction[at] ?? 0) - smoothness * (roughness[at] ?? 0))
    return clipped(grey + (1 - decay) * (uphill - grey))
  })
}

const clipped = (value: number): number => Math.min(Math.max(value, 0), 1)

interface Movement extends ImageSize {
  /** Pixels. */
  readonly down: number
  readonly across: number
}

/** The planes of an image moved; what leaves at an edge comes in at the other. */
function moved(pixels: Float32Array, { height, width, down, across }: Movement): Float32Array {
  const place = (at: number, by: number, size: number): number => (((at + by) % size) + size) % size
  const out = new Float32Array(pixels.length)
  pixels.forEach((value, at) => {
    const [column, row] = [at % width, Math.floor(at / width) % height]
    const plane = at - row * width - column
    out[plane + place(row, down, height) * width + place(column, across, width)] = value
  })
  return out
}

function deadUnit(layer: string, unit: number): LabError {
  const message = phrase('Unit {unit} of {layer} does not depend on the pixels of any image that was tried.', { unit, layer })
  return new LabError('inspection/dead-unit', message, phrase('Choose another unit or seed, or the layer before it, whose outputs are not cut at 0.'))
}

// Crafted features and linear classifiers against scikit-image and scikit-learn, whose values crafted_features.py has written.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { optimizerSchema } from '@contract/training/optimizer'
import { lossNames, type LossName } from '@contract/training/loss'
import type { LayerInput } from '@contract/models/layers/layer'
import { buildLayers } from '../../networks/build-layers'
import { encodeNetwork } from '../../networks/export/encode-network'
import { flatten, linear } from '../../networks/listing'
import { initialState, type StateValues } from '../../networks/network'
import type { Shape } from '../../onnx/tensor'
import { compileSamples, samplesProgram } from '../program/samples-program'
import { plainRecipe } from '../program/training/training-recipe'
import { feed, Session } from '../runtime/session'
import { inverseRoot, rbfKernel } from '../training/fitting/inverse-root'
import { openTrainer } from '../training/trainer/open-trainer'

interface HogCase {
  readonly options: { readonly orientations: number; readonly pixels_per_cell: [number, number]; readonly cells_per_block: [number, number]; readonly block_norm: 'L1' }
  readonly shape: Shape
  readonly images: readonly number[]
  readonly features: readonly number[]
}

interface FittedClassifier {
  /** [classes, pixels]. */
  readonly weights: readonly number[]
  readonly biases: readonly number[]
  readonly predictions: readonly number[]
}

interface Classifiers {
  readonly classes: number
  readonly decay: number
  readonly shape: readonly [number, number, number, number]
  readonly images: readonly number[]
  readonly labels: readonly number[]
  readonly fitted: Readonly<Record<LossName, FittedClassifier>>
}

interface Kernels {
  readonly shape: Shape
  readonly images: readonly number[]
  readonly gamma: number
  readonly fourier: { readonly components: number; readonly weights: readonly number[]; readonly offsets: readonly number[]; readonly features: readonly number[] }
  readonly nystroem: { readonly components: number; readonly landmarks: readonly number[]; readonly normalization: readonly number[]; readonly features: readonly number[] }
}

interface Words {
  readonly shape: readonly [number, number, number, number]
  readonly images: readonly number[]
  readonly words: number
  readonly step: number
  readonly binSize: number
  readonly descriptors: readonly number[]
  readonly codebook: readonly number[]
  readonly features: readonly number[]
}

interface Reference {
  readonly kernels: Kernels
  readonly visualWords: Words
  readonly classifiers: Classifiers
  readonly hog: readonly HogCase[]
}

const reference = JSON.parse(readFileSync(new URL('crafted-features.json', import.meta.url), 'utf8')) as Reference
const tolerance = 1e-4

/** What layers make of images. */
async function outputOf(layers: readonly LayerInput[], shape: Shape, images: Float32Array, values: StateValues = new Map()): Promise<Float32Array> {
  const network = buildLayers('features', shape, layers)
  const session = await Session.open(encodeNetwork(network, values))
  const output = (await session.run({ images: feed('float32', images, shape) }, ['logits'])).floats('logits').slice()
  await session.close()
  return output
}

/** The largest difference. */
function difference(found: Float32Array, wanted: readonly number[]): number {
  expect(found.length).toBe(wanted.length)
  return wanted.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (found[index] ?? NaN))), 0)
}

describe('hog', () => {
  it.each(reference.hog)("is scikit-image's with $options", async ({ options, shape, images, features }) => {
    const layer: LayerInput = {
      layer: 'hog',
      orientations: options.orientations,
      pixelsPerCell: options.pixels_per_cell,
      cellsPerBlock: options.cells_per_block,
      blockNorm: options.block_norm,
    }
    const found = await outputOf([layer], shape, Float32Array.from(images, (pixel) => pixel / 256))
    expect(difference(found, features)).toBeLessThan(tolerance)
  })
})

describe('a linear classifier', () => {
  const { classes, decay, shape, images, labels, fitted } = reference.classifiers
  const [count, channels, height, width] = shape
  const data = { count, channels, height, width, images: Uint8Array.from(images), labels: Uint8Array.from(labels) }
  /** Steps of the whole set, many enough to be at the minimum. */
  const steps = 3000

  it.each(lossNames)("ends training by %s where scikit-learn's does, with the same answers", async (loss) => {
    const network = buildLayers('linear', shape, [flatten(), linear(classes)])
    // LinearSVC counts the biases among the weights that it keeps small, LogisticRegression does not.
    const optimizer = optimizerSchema.parse({ name: 'nesterov', learningRate: 0.03, weightDecay: decay, decayBiases: loss === 'squared-hinge' })
    const trainer = await openTrainer(network, data, initialState(network, 'xavier-uniform', 1), 1, { ...plainRecipe, optimizer, loss })
    const all = Uint32Array.from({ length: count }, (_, index) => index)
    await trainer.train(Array.from({ length: steps }, (_, number) => ({ number, epoch: 0, images: all, learningRate: 0.03 })))
    const values = new Map([...(await trainer.values())].map(([name, list]) => [name, list.slice()] as const))
    await trainer.close()
    const { weights, biases, predictions } = fitted[loss]
    expect(difference(values.get('fc1.weight') ?? new Float32Array(), weights)).toBeLessThan(tolerance)
    expect(difference(values.get('fc1.bias') ?? new Float32Array(), biases)).toBeLessThan(tolerance)
    const logits = await outputOf([flatten(), linear(classes)], shape, Float32Array.from(images, (pixel) => pixel / 255), values)
    const answers = labels.map((_, image) => {
      const scores = logits.subarray(image * classes, (image + 1) * classes)
      return scores.indexOf(Math.max(...scores))
    })
    expect(answers).toEqual(predictions)
  })
})

describe('features of a kernel', () => {
  const { shape, images, gamma, fourier, nystroem } = reference.kernels

  it("are those of scikit-learn's RBFSampler with its random numbers", async () => {
    const values = new Map([
      ['fourier1.weights', Float32Array.from(fourier.weights)],
      ['fourier1.offsets', Float32Array.from(fourier.offsets)],
    ])
    const found = await outputOf([flatten(), { layer: 'fourierFeatures', components: fourier.components, gamma }], shape, Float32Array.from(images), values)
    expect(difference(found, fourier.features)).toBeLessThan(tolerance)
  })

  it("are those of scikit-learn's Nystroem with its landmarks", async () => {
    const landmarks = Float32Array.from(nystroem.landmarks)
    const rows = { count: nystroem.components, width: landmarks.length / nystroem.components, data: landmarks }
    const normalization = Float32Array.from(inverseRoot(rbfKernel(rows, gamma), rows.count))
    expect(difference(normalization, nystroem.normalization)).toBeLessThan(tolerance)
    const values = new Map([
      ['nystroem1.landmarks', landmarks],
      ['nystroem1.normalization', normalization],
    ])
    const found = await outputOf([flatten(), { layer: 'nystroem', components: nystroem.components, gamma }], shape, Float32Array.from(images), values)
    expect(difference(found, nystroem.features)).toBeLessThan(tolerance)
  })
})

describe('visual words', () => {
  const { shape, images, words, step, binSize, descriptors, codebook, features } = reference.visualWords
  const layers: readonly LayerInput[] = [{ layer: 'visualWords', words, step, binSize }]
  const codebookValues = new Map([['words1.codebook', Float32Array.from(codebook)]])

  it('have the descriptors of dense SIFT by its definition', async () => {
    const [, channels, height, width] = shape
    const session = await Session.open(compileSamples(buildLayers('words', shape, layers), 0, { channels, height, width }))
    const inputs = { [samplesProgram.images]: feed('uint8', Uint8Array.from(images), shape), 'words1.codebook': feed('float32', Float32Array.from(codebook), [words, 128]) }
    const found = (await session.run(inputs, [samplesProgram.samples])).floats(samplesProgram.samples).slice()
    await session.close()
    expect(difference(found, descriptors)).toBeLessThan(tolerance)
  })

  it('are counted in the image and in its quarters', async () => {
    const found = await outputOf(layers, shape, Float32Array.from(images, (pixel) => pixel / 255), codebookValues)
    expect(difference(found, features)).toBeLessThan(tolerance)
  })
})

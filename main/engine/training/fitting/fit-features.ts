// Fits the crafted features of a network to training images before the first step: codebooks of visual words, landmarks of kernels.
import { permutation, streams } from '@common/randomness/stream'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { openImages } from '../../../data/image-reader'
import type { FittedLayer, Fitting, Network, StateValues } from '../../../networks/network'
import { elementCount } from '../../../onnx/tensor'
import { compileSamples, samplesProgram } from '../../program/samples-program'
import { feed, feedsOf, Session } from '../../runtime/session'
import { imageBytes, type ImageSet } from '../trainer/image-set'
import { inverseRoot, rbfKernel } from './inverse-root'
import { kMeans } from './k-means'
import type { Rows } from './rows'

/** Samples that a codebook is found in, about. */
const codebookSamples = 50_000

/** Images that go through the network at once. */
export const fittingBatch = 64

interface FitterContext<Kind extends Fitting['kind']> {
  readonly fitting: Extract<Fitting, { readonly kind: Kind }>
  readonly samples: Rows
  /** An order of the samples, drawn by the run's seed. */
  readonly order: Uint32Array
}

interface Fitter<Kind extends Fitting['kind']> {
  /** Images whose samples are needed, each of which has `rows`. */
  readonly images: (fitting: Extract<Fitting, { readonly kind: Kind }>, rows: number) => number
  /** Values of buffers by name. */
  readonly fit: (context: FitterContext<Kind>) => Promise<StateValues>
}

const fitters: { readonly [Kind in Fitting['kind']]: Fitter<Kind> } = {
  codebook: {
    images: (_, rows) => Math.ceil(codebookSamples / rows),
    fit: async ({ fitting: { codebook, words }, samples, order }) => new Map([[codebook, await kMeans(samples, words, order)]]),
  },
  landmarks: {
    images: ({ components }) => components,
    fit: ({ fitting: { landmarks, normalization, components, gamma }, samples }) => {
      if (samples.count < components) throw tooFew(components, samples.count)
      const root = inverseRoot(rbfKernel(samples, gamma), samples.count)
      return Promise.resolve(
        new Map([
          [landmarks, samples.data],
          [normalization, Float32Array.from(root)],
        ]),
      )
    },
  },
}

const tooFew = (components: number, found: number): LabError =>
  new LabError('network/too-few-images', phrase('A layer of the network needs {components} training images to compare with, and there are {found}.', { components, found }), phrase('Train on more images, or give that layer fewer components.'))

/**
 * The state with the buffers of all fitted layers, each found with those of the layers before it. Always computed on the CPU. The same seed,
 * images and number of threads give the same bytes.
 * @param network built for {@link fittingBatch} images
 * @param trained the images that may be looked at, as indices into `train`
 * @throws LabError `network/too-few-images`; `dataset/...` where images cannot be read
 */
export async function fitFeatures(network: Network, train: ImageSet, trained: Uint32Array, state: StateValues, seed: number): Promise<StateValues> {
  const values = new Map(state)
  for (const [place, layer] of (network.fitted ?? []).entries()) {
    for (const [name, value] of await fitLayer(network, layer, { train, trained, state: values, seed, place })) values.set(name, value)
  }
  return values
}

interface FittingTask {
  readonly train: ImageSet
  readonly trained: Uint32Array
  readonly state: StateValues
  readonly seed: number
  /** Of the layer among those that are fitted. */
  readonly place: number
}

async function fitLayer(network: Network, layer: FittedLayer, task: FittingTask): Promise<StateValues> {
  // The table has the fitter of this very kind, which the compiler cannot follow through a union.
  const fitter = fitters[layer.fitting.kind] as Fitter<Fitting['kind']>
  const { trained, seed, place } = task
  const rows = elementCount(layer.samples.shape.slice(1, -1))
  const order = (b: number, count: number): Uint32Array => permutation({ seed, stream: streams.fitting, a: place, b }, count)
  const images = order(0, trained.length).subarray(0, fitter.images(layer.fitting, rows)).map((index) => trained[index] ?? 0)
  const samples = await samplesOf(network, layer, images, task)
  return fitter.fit({ fitting: layer.fitting, samples, order: order(1, samples.count) })
}

/** The samples of images, in their order. */
async function samplesOf(network: Network, { samples: { shape } }: FittedLayer, images: Uint32Array, { train, state, place }: FittingTask): Promise<Rows> {
  const [batch = 1] = network.images.shape
  const [ofImage, width] = [elementCount(shape.slice(1)), shape.at(-1) ?? 1]
  const data = new Float32Array(images.length * ofImage)
  const session = await Session.open(compileSamples(network, place, train))
  const reader = openImages(train.images, imageBytes(train))
  try {
    const fixed = feedsOf(state, [...network.parameters, ...network.buffers])
    for (let start = 0; start < images.length; start += batch) {
      const chosen = images.subarray(start, start + batch)
      // A last batch that is not full is filled up with black images.
      const pixels = new Uint8Array(batch * imageBytes(train))
      chosen.forEach((image, index) => {
        pixels.set(reader.imageAt(image), index * imageBytes(train))
      })
      const outputs = await session.run({ ...fixed, [samplesProgram.images]: feed('uint8', pixels, [batch, train.channels, train.height, train.width]) }, [samplesProgram.samples])
      data.set(outputs.floats(samplesProgram.samples).subarray(0, chosen.length * ofImage), start * ofImage)
    }
  } finally {
    reader.close()
    await session.close()
  }
  return { count: data.length / width, width, data }
}

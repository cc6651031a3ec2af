// A tiny data set and tiny listed networks for it: small enough that tests repeat their arithmetic in plain loops.
import type { DatasetInfo } from '@contract/data/datasets'
import type { LayerInput } from '@contract/models/layers/layer'
import { networkListingSchema } from '@contract/models/layers/listing'
import { wholeDataset, listingSpec, type RunSpec } from '@contract/training/run-spec'
import { registerDataset } from '../../../data/catalogue'
import type { LabelledImages } from '../../../data/dataset'
import { initialState, type StateValues } from '../../../networks/network'
import { networkOfSpec } from '../../training/run/network-of-spec'

export const tinyInfo: DatasetInfo = {
  id: 'tiny-pictures',
  title: 'Tiny pictures',
  description: 'Pixels without a meaning.',
  licence: 'none',
  source: 'a test',
  trainImages: 40,
  validationImages: 0,
  testImages: 10,
  ...{ mean: [0.5], deviation: [0.3], colour: null },
  channels: 2,
  height: 6,
  width: 5,
  classes: ['one', 'two', 'three'],
}

/** Bytes of an image. */
export const tinyBytes = tinyInfo.channels * tinyInfo.height * tinyInfo.width

/** Pixels [count, 2, 6, 5] that look like noise, of the images from `first` on. */
export const tinyPixels = (count: number, first = 0): Uint8Array => Uint8Array.from({ length: count * tinyBytes }, (_, place) => ((place + first * tinyBytes) * 7919 + 13) % 251)

const part = (count: number, first: number): LabelledImages<Uint8Array> => ({ images: tinyPixels(count, first), labels: Uint8Array.from({ length: count }, (_, image) => (image + first) % tinyInfo.classes.length), count })

/** The images of the data set: training images are the first 40 of {@link tinyPixels}, test images the 10 behind them. */
export const tinySet = { info: tinyInfo, train: part(tinyInfo.trainImages, 0), validation: null, test: part(tinyInfo.testImages, tinyInfo.trainImages) }

registerDataset(tinyInfo, { load: () => Promise.resolve(tinySet) })

/** What a question needs to know of a listed network for the tiny data set, with its first weights. */
export function tinyNetwork(layers: readonly LayerInput[], seed = 1): { readonly spec: RunSpec; readonly networkFolder: string; readonly trained: null } {
  const { channels, height, width, id } = tinyInfo
  const listing = networkListingSchema.parse({ name: 'Tiny network', input: [channels, height, width], initializer: 'kaiming-normal', layers })
  return { spec: { ...listingSpec(listing), seed, dataset: wholeDataset(id) }, networkFolder: '/no-networks-from-files', trained: null }
}

/** The first weights of a tiny network. */
export async function tinyState({ spec, networkFolder }: ReturnType<typeof tinyNetwork>): Promise<StateValues> {
  const { initializer, initializerScale } = spec.network
  return initialState((await networkOfSpec(spec, networkFolder))(1), initializer, spec.seed, initializerScale)
}

/** Values of a parameter. */
export function valuesOf(state: StateValues, name: string): Float32Array {
  const values = state.get(name)
  if (!values) throw new Error(`the network has no ${name}, only ${[...state.keys()].join(', ')}`)
  return values
}

// Computes what the convolutions of a network make of one image: their outputs, and the class probabilities.
import type { MapsOfLayer } from '@contract/engine/questions/feature-maps'
import { LabError } from '@contract/problem'
import { layerOutput } from '../../analysis/computed-layer'
import { computedLayers } from '../../analysis/network-analysis'
import { datasetInfo } from '../../data/catalogue'
import { openImages } from '../../data/image-reader'
import { splitOf } from '../../data/split-of'
import { initialState, stateOf, type Network } from '../../networks/network'
import type { Value } from '../../onnx/graph'
import { probabilitiesOf } from '../evaluation/image-answers'
import { compileValues, valuesProgramImages } from '../program/values-program'
import { feed, feedsOf, Session } from '../runtime/session'
import { trainedState } from '../training/checkpoints/trained-state'
import { prepare } from '../training/run/preparation'
import { imageBytes, type ImageSet } from '../training/trainer/image-set'
import type { Work } from './work'

/** Names of the program's outputs, which no value of a network has. */
const logitsOutput = 'answer:logits'
const mapsOutput = (layer: string): string => `answer:maps:${layer}`

/**
 * Computes on the CPU: one image is not worth another device.
 * @throws LabError `dataset/no-such-split`, `dataset/no-such-image`, `network/no-such-layer`, `checkpoint/damaged`, `evaluation/not-finite`, and as a run of the spec would
 */
export const featureMaps: Work<'featureMaps'> = async ({ spec, networkFolder, trained, split, image, layers, mostChannels }) => {
  const prepared = await prepare({ spec, device: 'cpu', networkFolder })
  const data = splitOf(prepared, split, datasetInfo(spec.dataset.id).title)
  if (image >= data.count) throw new LabError('dataset/no-such-image', `There is no image ${image}: the last one is ${data.count - 1}.`, 'Choose a smaller number.')
  const network = prepared.networkFor(1)
  const state = trained ? await trainedState(trained, network) : initialState(network, spec.network.initializer, spec.seed, spec.network.initializerScale)
  const convolutions = convolutionsOf(network, layers)
  const wanted = new Map([[logitsOutput, network.logits], ...[...convolutions].map(([layer, value]) => [mapsOutput(layer), value] as const)])
  const session = await Session.open(compileValues(network, wanted, data))
  try {
    const pixels = feed('uint8', pixelsOf(data, image), [1, data.channels, data.height, data.width])
    const outputs = await session.run({ ...feedsOf(state, stateOf(network)), [valuesProgramImages]: pixels }, [...wanted.keys()])
    return {
      label: data.labels[image] ?? 0,
      probabilities: [...probabilitiesOf(outputs.floats(logitsOutput), image)],
      layers: [...convolutions].map(([layer, value]) => mapsOf(layer, value, outputs.floats(mapsOutput(layer)), mostChannels)),
    }
  } finally {
    await session.close()
  }
}

/** Outputs of the convolutions by the names of their layers. @throws LabError `network/no-such-layer` */
function convolutionsOf(network: Network, wanted: readonly string[] | null): ReadonlyMap<string, Value> {
  const found = new Map(computedLayers(network).flatMap((layer) => (layer.nodes.some(({ operator }) => operator === 'Conv') ? [[layer.name, layerOutput(layer)] as const] : [])))
  const unknown = wanted?.find((name) => !found.has(name))
  if (unknown !== undefined) throw new LabError('network/no-such-layer', `The network has no convolution ${unknown}; it has ${[...found.keys()].join(', ')}.`, 'Choose one of these.')
  return wanted ? new Map([...found].filter(([name]) => wanted.includes(name))) : found
}

/** [channels, height, width] */
function pixelsOf(data: ImageSet, image: number): Uint8Array {
  const reader = openImages(data.images, imageBytes(data))
  try {
    return reader.imageAt(image).slice()
  } finally {
    reader.close()
  }
}

/** @param values [1, channels, height, width] */
function mapsOf(layer: string, { shape: [, channels = 1, height = 1, width = 1] }: Value, values: Float32Array, mostChannels: number): MapsOfLayer {
  const [lowest, highest] = values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  return { layer, channels, height, width, maps: values.slice(0, Math.min(channels, mostChannels) * height * width), lowest, highest }
}

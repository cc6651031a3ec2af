// Computes what the layers of a network make of one image: their outputs, and the class probabilities.
import { phrase } from '@language/phrase'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'
import { LabError } from '@contract/problem'
import { probabilitiesOf } from '../evaluation/image-answers'
import { imageFeed } from '../inspection/image-feed'
import type { InspectedLayer } from '../inspection/inspected-layers'
import { namedLayer } from '../inspection/named-layer'
import { withNetwork } from '../inspection/with-network'
import { compileValues, valuesProgramImages } from '../program/values-program'
import type { Work } from './work'

/** Names of the program's outputs, which no value of a network has. */
const logitsOutput = 'answer:logits'
const mapsOutput = ({ name }: InspectedLayer): string => `answer:maps:${name}`

/**
 * Computes on the CPU: one image is not worth another device. One program computes all layers, whichever are wanted, so that looking at another one compiles nothing.
 * @throws LabError `inspection/image-size`, `network/no-such-layer`, `checkpoint/damaged`, `evaluation/not-finite`, `network/...`
 */
export const layerMaps: Work<'layerMaps'> = (task) =>
  withNetwork(task, async (network) => {
    const [{ logits }, layers] = [network.networkFor(1), network.layersFor(1)]
    const named = task.layers && new Set(task.layers.map((name) => namedLayer(network, 1, name)))
    const wanted = layers.filter((layer) => named?.has(layer) ?? true)
    const pixels = imageFeed(task.pixels, network.info)
    const session = await network.session('layer-maps', () =>
      compileValues(network.networkFor(1), new Map([[logitsOutput, logits], ...layers.map((layer) => [mapsOutput(layer), layer.output] as const)]), network.info),
    )
    const outputs = await session.run({ ...network.stateFeeds, [valuesProgramImages]: pixels }, [logitsOutput, ...wanted.map(mapsOutput)])
    return {
      probabilities: [...probabilitiesOf(outputs.floats(logitsOutput), 0)],
      layers: wanted.map((layer) => mapsOf(layer, outputs.floats(mapsOutput(layer)), task.mostChannels)),
    }
  })

/** @param values of one image in the axes of the layer's output */
function mapsOf(layer: InspectedLayer, values: Float32Array, mostChannels: number): MapsOfLayer {
  const { name, kind, channels, height, width, channelAxis } = layer
  const [shown, places] = [Math.min(channels, mostChannels), height * width]
  const maps = channelAxis === 1 ? values.slice(0, shown * places) : Float32Array.from({ length: shown * places }, (_, index) => values[(index % places) * channels + Math.floor(index / places)] ?? 0)
  return { layer: name, kind, channels, height, width, maps, ...rangeOf(name, values) }
}

/** @throws LabError `evaluation/not-finite` */
function rangeOf(layer: string, values: Float32Array): Pick<MapsOfLayer, 'lowest' | 'highest' | 'zeroShare'> {
  let [lowest, highest, zeros] = [Infinity, -Infinity, 0]
  for (const value of values) {
    if (!Number.isFinite(value)) throw new LabError('evaluation/not-finite', phrase('The output of {layer} for this image is not a finite number everywhere.', { layer }), phrase('Look at an earlier checkpoint, before training diverged.'))
    if (value < lowest) lowest = value
    if (value > highest) highest = value
    if (value === 0) zeros++
  }
  return { lowest, highest, zeroShare: zeros / values.length }
}

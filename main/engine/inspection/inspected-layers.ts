// The layers of a network whose outputs can be looked at, and what the axes of these outputs mean.
import { channelsLast } from '../../analysis/channels-last'
import { layerOutput, type ComputedLayer } from '../../analysis/computed-layer'
import { GraphLinks } from '../../analysis/graph-links'
import { computedLayers } from '../../analysis/network-analysis'
import type { Network } from '../../networks/network'
import type { Value } from '../../onnx/graph'
import { elementCount } from '../../onnx/tensor'

export interface InspectedLayer {
  /** As in the network's analysis. */
  readonly name: string
  /** Kind of layer as in lists, or an ONNX operator. */
  readonly kind: string
  /** float32 [N, ...], a value of the network's graph. */
  readonly output: Value
  /** Axis of the output's channels; of an output without places, that of its elements. */
  readonly channelAxis: number
  readonly channels: number
  /** Places of a channel; 1 by 1 where the output has none. */
  readonly height: number
  readonly width: number
  /** Whether values below 0 become 0, so that a unit can be dead. */
  readonly cutsAtZero: boolean
  /** Whether the output is that of the layer before in another form, as behind a flatten or, in use, a dropout layer. */
  readonly passesOn: boolean
  /** Whether the output is the logits. */
  readonly isLogits: boolean
}

/** In the order of computation. */
export function inspectedLayers(network: Network): readonly InspectedLayer[] {
  const { graph, images, parameters } = network
  const links = new GraphLinks(graph, parameters.map(({ value }) => value.name))
  const last = channelsLast(graph, links)
  const logits = withoutIdentities(network.logits, links)
  return computedLayers(network).flatMap((layer): InspectedLayer[] => {
    const output = layerOutput(layer)
    const { type, shape, name } = output
    if (type !== 'float32' || shape.length < 2 || shape[0] !== images.shape[0]) return []
    const channelAxis = last.has(name) ? shape.length - 1 : 1
    const places = shape.filter((_, axis) => axis > 0 && axis !== channelAxis)
    return [
      {
        name: layer.name,
        kind: layer.kind,
        output,
        channelAxis,
        channels: shape[channelAxis] ?? 0,
        height: places.length > 1 ? (places[0] ?? 1) : 1,
        width: elementCount(places.length > 1 ? places.slice(1) : places),
        cutsAtZero: cutsAtZero(layer, links),
        passesOn: passingKinds.has(layer.kind),
        isLogits: name === logits,
      },
    ]
  })
}

/** Kinds of layers that pass values on as they are: in lists, and operators of files. */
const passingKinds: ReadonlySet<string> = new Set(['dropout', 'dropout2d', 'flatten', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

/** Kinds of layers whose output is 0 wherever their input is below some value. (The hard swish is not: between -3 and 0 it is negative.) */
const cuttingKinds: ReadonlySet<string> = new Set(['relu', 'relu6', 'hardsigmoid'])

function cutsAtZero({ kind, nodes }: ComputedLayer, links: GraphLinks): boolean {
  if (cuttingKinds.has(kind)) return true
  const last = nodes.at(-1)
  const bound = last?.operator === 'Clip' ? last.inputs[1] : null
  return bound ? links.numberOf(bound) === 0 : false
}

/** Name of the value that an output copies. */
function withoutIdentities(value: Value, links: GraphLinks): string {
  const producer = links.producerOf(value)
  const [copied] = producer?.operator === 'Identity' ? producer.inputs : []
  return copied ? withoutIdentities(copied, links) : value.name
}

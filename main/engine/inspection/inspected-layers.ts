// The layers of a network whose outputs can be looked at, and what the axes of these outputs mean.
import { channelsLast } from '../../analysis/channels-last'
import { layerOutput, type ComputedLayer } from '../../analysis/computed-layer'
import { GraphLinks } from '../../analysis/graph-links'
import { computedLayers } from '../../analysis/network-analysis'
import type { Network } from '../../networks/network'
import type { Value } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
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
  /** Whether the output is the logits, be it in another form, as before a flatten layer at the end. */
  readonly isLogits: boolean
}

/** In the order of computation. */
export function inspectedLayers(network: Network): readonly InspectedLayer[] {
  const { graph, images, parameters } = network
  const links = new GraphLinks(graph, parameters.map(({ value }) => value.name))
  const last = channelsLast(graph, links)
  const logits = formsOf(network.logits, links)
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
        passesOn: passesOn(layer),
        isLogits: logits.has(name),
      },
    ]
  })
}

/** Operators whose output is their input in another form. */
const passingOperators: ReadonlySet<Operator> = new Set(['Dropout', 'Flatten', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

/** Whether a layer, in use, computes nothing: dropout of channels multiplies by ones. */
const passesOn = ({ kind, nodes }: ComputedLayer): boolean => kind === 'dropout2d' || nodes.every(({ operator }) => passingOperators.has(operator))

/** Kinds of layers whose output is 0 wherever their input is below some value. (The hard swish is not: between -3 and 0 it is negative.) */
const cuttingKinds: ReadonlySet<string> = new Set(['relu', 'relu6', 'hardsigmoid'])

function cutsAtZero({ kind, nodes }: ComputedLayer, links: GraphLinks): boolean {
  if (cuttingKinds.has(kind)) return true
  const last = nodes.at(-1)
  const bound = last?.operator === 'Clip' ? last.inputs[1] : null
  return bound ? links.numberOf(bound) === 0 : false
}

/** Names of the value and of those that it is another form of. */
function formsOf(value: Value, links: GraphLinks): ReadonlySet<string> {
  const names = new Set<string>()
  let form: Value | undefined = value
  while (form) {
    names.add(form.name)
    const producer = links.producerOf(form)
    form = producer && passingOperators.has(producer.operator) ? links.dataInputs(producer)[0] : undefined
  }
  return names
}

// The last hidden layer of a network: what its last layer with weights reads.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { GraphLinks } from '../../analysis/graph-links'
import type { Network } from '../../networks/network'
import type { Value } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import { elementCount } from '../../onnx/tensor'
import type { InspectedLayer } from './inspected-layers'

export interface LastHidden {
  /** Name of the layer as in the network's analysis: the last one that changes values; `image` where the weights read the image itself. */
  readonly layer: string
  /** float32, of all images; row-major it is [images, width]. */
  readonly value: Value
  /** Elements for one image. */
  readonly width: number
}

/** As the analysis calls the input. */
const imageName = 'image'

const products: ReadonlySet<Operator> = new Set(['Conv', 'ConvTranspose', 'Gemm', 'MatMul'])

/** @param layers of the network @throws LabError `inspection/no-hidden-layer` */
export function lastHidden(network: Network, layers: readonly InspectedLayer[]): LastHidden {
  const { graph, images, parameters } = network
  const [batch = 1] = images.shape
  const links = new GraphLinks(graph, parameters.map(({ value }) => value.name))
  const last = graph.nodes.findLast((node) => products.has(node.operator) && node.inputs.some((value) => value && links.isLearnt(value)) && links.dataInputs(node).length > 0)
  const [value] = last ? links.dataInputs(last) : []
  if (value?.type !== 'float32' || (value.shape[0] ?? 0) % batch !== 0) {
    throw new LabError('inspection/no-hidden-layer', phrase('The network has no layer with weights behind which its answer follows, and so no last hidden layer.'), phrase('Choose another network.'))
  }
  return { layer: nameOf(value, layers, links), value, width: elementCount(value.shape) / batch }
}

/** The layer whose output a value is, in whatever form. */
function nameOf(value: Value, layers: readonly InspectedLayer[], links: GraphLinks): string {
  const layersByOutput = new Map(layers.map((layer) => [layer.output.name, layer]))
  let source: Value | undefined = value
  while (source) {
    const layer = layersByOutput.get(source.name)
    if (layer && !layer.passesOn) return layer.name
    const producer = links.producerOf(source)
    source = producer ? links.dataInputs(producer)[0] : undefined
  }
  return imageName
}
